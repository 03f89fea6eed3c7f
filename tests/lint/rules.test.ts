import { readFileSync } from 'node:fs';
import { lintConfig, type Config } from '@redocly/openapi-core';
import { parse } from 'yaml';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromRoot } from '../../scripts/cli/root.ts';
import { lintBundle, loadRules } from '../../scripts/lint/redocly.ts';
import { ruleCases } from './rule-cases.ts';
import { smallDescription, type SmallDescription } from './small-description.ts';

describe('redocly.yaml', () => {
  let rules: Config;
  beforeAll(async () => {
    rules = await loadRules();
  });

  const ruleIdsOf = async (description: SmallDescription): Promise<string[]> => {
    const problems = await lintBundle(description, '/small.yaml', rules);
    return [...new Set(problems.map(({ ruleId }) => ruleId))];
  };

  it('is valid', async () => {
    expect(await lintConfig({ config: rules })).toEqual([]);
  });

  it('finds nothing in a good description', async () => {
    expect(await lintBundle(smallDescription(), '/small.yaml', rules)).toEqual([]);
  });

  it.each(ruleCases)('$want finds $given', async ({ change, want }) => {
    const description = smallDescription();
    change(description);
    expect(await ruleIdsOf(description)).toEqual([want]);
  });

  it('has a case above for each rule of our own', () => {
    const { rules: configured } = readConfig();
    const ours = Object.keys(configured).filter((name) => name.startsWith('rule/'));
    expect(ours.length).toBeGreaterThan(25);
    expect(ours.filter((name) => !ruleCases.some(({ want }) => want === name))).toEqual([]);
  });

  it('has rules that are errors or off, never warnings', () => {
    const { rules: configured, extends: base } = readConfig();
    expect(base).toEqual(['recommended-strict']);
    const severities = Object.entries(configured).map(([name, rule]) => [
      name,
      typeof rule === 'string' ? rule : (rule.severity ?? 'error'),
    ]);
    expect(severities.filter(([, severity]) => severity !== 'error').map(([name]) => name)).toEqual([
      'no-ambiguous-paths',
      'paths-kebab-case',
      'path-segment-plural',
      'no-http-verbs-in-paths',
      'boolean-parameter-prefixes',
    ]);
  });
});

function readConfig(): { rules: Record<string, string | { severity?: string }>; extends: string[] } {
  return parse(readFileSync(fromRoot('redocly.yaml'), 'utf8')) as ReturnType<typeof readConfig>;
}
