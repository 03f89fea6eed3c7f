import { describe, expect, it } from 'vitest';
import { apis } from '../../../scripts/apis.ts';
import { root } from '../../../scripts/cli/root.ts';
import { buildDescription, readDescription } from '../../../scripts/lint/layout/read.ts';
import { descriptionPassages } from '../../../scripts/lint/prose/description.ts';
import { documentPassages, lintProse } from '../../../scripts/lint/prose/index.ts';
import { checkNames } from '../../../scripts/lint/prose/names.ts';
import type { Passage } from '../../../scripts/lint/prose/passage.ts';
import { checkSentences, longestSentence } from '../../../scripts/lint/prose/sentences.ts';
import { checkSpelling, loadWords } from '../../../scripts/lint/prose/spelling.ts';

const passage = (text: string): Passage => ({ file: 'a.md', line: 7, text });

describe('the prose of a description', () => {
  const description = buildDescription(
    { name: 'ecwid', source: 'openapi/ecwid/openapi.yaml' },
    new Map([
      ['info.md', '# About\n\nWords.\n'],
      [
        'openapi.yaml',
        `openapi: 3.1.0
info:
  title: Not prose
  description: In the head.
paths:
  /a:
    get:
      summary: Get a
      x-never-live-reason: Costs money.
      x-optional-scopes:
        read_orders: Opens orders.
      responses:
        description:
          description: Response that is called description.
components:
  schemas:
    A:
      properties:
        summary:
          description: >-
            A field that is called
            summary.
          examples: [Not prose]
          default: { description: Not prose }
  examples:
    one:
      summary: Example of one
      value: { description: Not prose }
`,
      ],
    ]),
  );

  it('is what we wrote, wherever it stands, and not the data', () => {
    expect(descriptionPassages(description).map(({ file, line, text }) => `${file}:${line} ${text}`)).toEqual([
      'openapi/ecwid/info.md:1 About',
      'openapi/ecwid/info.md:3 Words.',
      'openapi/ecwid/openapi.yaml:4 In the head.',
      'openapi/ecwid/openapi.yaml:8 Get a',
      'openapi/ecwid/openapi.yaml:9 Costs money.',
      'openapi/ecwid/openapi.yaml:11 Opens orders.',
      'openapi/ecwid/openapi.yaml:14 Response that is called description.',
      'openapi/ecwid/openapi.yaml:20 A field that is called summary.',
      'openapi/ecwid/openapi.yaml:27 Example of one',
    ]);
  });
});

describe('names', () => {
  it.each([
    ['Ecwid and Big Commerce', '"Big Commerce" is written BigCommerce.'],
    ['ECWID stores', '"ECWID" is written Ecwid.'],
    ['Redocly, redoc', '"redoc" is written Redoc.'],
    ['Typescript', '"Typescript" is written TypeScript.'],
    ['Open API documents', '"Open API" is written OpenAPI.'],
    ['two web hooks', '"web hooks" is written webhook.'],
  ])('%s', (text, message) => {
    expect(checkNames([passage(text)])).toEqual([{ file: 'a.md', line: 7, rule: 'prose/name', message }]);
  });

  it('are right in many forms', () => {
    expect(checkNames([passage('commerce-openapi: APIs, URLs, SKUs, webhooks, OAuth 2.0, openapi-generator')])).toEqual(
      [],
    );
  });
});

describe('sentences', () => {
  const words = (count: number) => `${'word '.repeat(count - 1)}end.`;

  it('may have so many words and no more', () => {
    expect(checkSentences([passage(`${words(longestSentence)} ${words(longestSentence)}`)])).toEqual([]);
    expect(checkSentences([passage(`Short. ${words(longestSentence + 1)}`)])).toMatchObject([
      { line: 7, rule: 'prose/sentence-length', message: expect.stringContaining(`has ${longestSentence + 1} words`) },
    ]);
  });
});

describe('spelling', () => {
  it('finds words that no dictionary has, and tells where', async () => {
    const passages = [passage('A word.'), { ...passage('Anothr colour of Ecwid.'), line: 9 }];
    const problems = await checkSpelling(passages, ['Ecwid']);
    expect(problems.map(({ line, message }) => [line, /"(\w+)"/.exec(message)?.[1]])).toEqual([
      [9, 'Anothr'],
      [9, 'colour'],
    ]);
  });

  it('has a word list in alphabetical order, of words that are used', async () => {
    const list = await loadWords();
    expect(list).toEqual([...new Set(list)].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)));
    const descriptions = await Promise.all(apis.map((api) => readDescription(api, root)));
    const passages = [...descriptions.flatMap(descriptionPassages), ...(await documentPassages(root))];
    const text = passages.map((each) => each.text).join('\n');
    expect(list.filter((word) => !new RegExp(`\\b${word}`).test(text))).toEqual([]);
  }, 30_000);
});

it('README, changelog and guides have no fault', async () => {
  expect(await lintProse(root, [], true)).toEqual([]);
}, 30_000);
