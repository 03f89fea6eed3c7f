import { describe, expect, it } from 'vitest';
import { checkLayout, layoutRules } from '../../../scripts/lint/layout/index.ts';
import { buildDescription } from '../../../scripts/lint/layout/read.ts';
import { formatProblem } from '../../../scripts/description/problem.ts';
import { editedTexts, goodApi, goodTexts } from '../fixtures/good.ts';
import { fileCases } from './file-cases.ts';
import { operationCases } from './operation-cases.ts';
import { componentCases } from './component-cases.ts';
import { descriptionCases } from './description-cases.ts';
import { sourcesCases } from './sources-cases.ts';
import { webhookCases } from './webhook-cases.ts';

const cases = [
  ...fileCases,
  ...operationCases,
  ...componentCases,
  ...descriptionCases,
  ...sourcesCases,
  ...webhookCases,
];

describe('checkLayout', () => {
  it('finds nothing in the good description', () => {
    expect(problemsOf(goodTexts())).toEqual([]);
  });

  it.each(cases)('$given', ({ edits, want }) => {
    expect(problemsOf(editedTexts(edits))).toEqual(want);
  });

  it('wants the ignore file to be empty', () => {
    const withIgnored = buildDescription(
      goodApi,
      goodTexts(),
      '# comment\nopenapi/ecwid/openapi.yaml:\n  info-contact:\n',
    );
    expect(checkLayout(withIgnored).map(formatProblem)).toEqual([
      '.redocly.lint-ignore.yaml:1  layout/ignore-file  The ignore file stays empty; mend the description instead.',
    ]);
    expect(checkLayout(buildDescription(goodApi, goodTexts(), '# only a comment\n'))).toEqual([]);
  });

  it('has a case above for each rule', () => {
    const proven = cases.flatMap(({ want }) => want.map((line) => line.split('  ')[1]?.replace('layout/', '')));
    const unproven = layoutRules.map(({ name }) => name).filter((name) => !proven.includes(name));
    expect(unproven).toEqual(['ignore-file']);
  });
});

function problemsOf(texts: ReadonlyMap<string, string>): string[] {
  const problems = checkLayout(buildDescription(goodApi, texts));
  return problems.map((problem) => formatProblem(problem).replace('openapi/ecwid/', ''));
}
