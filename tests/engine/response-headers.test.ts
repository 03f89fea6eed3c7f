import { describe, expect, test } from 'vitest';
import { brief, check, createContract, description } from './support.ts';

const item = { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } };

describe('response headers', () => {
  const withHeaders = createContract(
    description({
      '/thing': {
        get: {
          responses: {
            200: {
              description: 'ok',
              headers: {
                'X-Left': { required: true, schema: { type: 'integer' } },
                'X-Tags': { schema: { type: 'array', items: { enum: ['a', 'b'] } } },
                'X-Info': { content: { 'application/json': { schema: item } } },
                'Set-Cookie': { schema: { type: 'string', pattern: '^\\w+=' } },
                'Content-Type': { required: true, schema: { const: 'never looked at' } },
              },
            },
          },
        },
      },
    }),
  );
  const answer = (...responseHeaders: [string, string][]): string[] =>
    brief(check(withHeaders, { answer: '', responseHeaders }));

  test.each<[name: string, headers: [string, string][], findings: string[]]>([
    [
      'all there',
      [
        ['x-left', '5'],
        ['X-TAGS', 'a, b'],
      ],
      [],
    ],
    ['optional ones absent', [['X-Left', '5']], []],
    ['a required one absent', [], ['missing-response-header /header/X-Left']],
    ['ill-typed', [['X-Left', 'five']], ['invalid-response-header /header/X-Left']],
    [
      'a wrong item',
      [
        ['X-Left', '5'],
        ['X-Tags', 'a,c'],
      ],
      ['invalid-response-header /header/X-Tags/1'],
    ],
    [
      'several lines',
      [
        ['X-Left', '5'],
        ['X-Tags', 'a'],
        ['X-Tags', 'b'],
      ],
      [],
    ],
    [
      'JSON',
      [
        ['X-Left', '5'],
        ['X-Info', '{"id":"x"}'],
      ],
      ['invalid-response-header /header/X-Info/id'],
    ],
    [
      'no JSON',
      [
        ['X-Left', '5'],
        ['X-Info', '{'],
      ],
      ['invalid-response-header /header/X-Info'],
    ],
    [
      'each cookie',
      [
        ['X-Left', '5'],
        ['Set-Cookie', 'a=1; Expires=Wed, 01 Jan 2031 00:00:00 GMT'],
        ['Set-Cookie', '???'],
      ],
      ['invalid-response-header /header/Set-Cookie'],
    ],
    [
      'undocumented ones',
      [
        ['X-Left', '5'],
        ['Server', 'x'],
      ],
      [],
    ],
  ])('%s', (_name, headers, findings) => {
    expect(answer(...headers)).toEqual(findings);
  });
});
