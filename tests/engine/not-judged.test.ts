import { describe, expect, test } from 'vitest';
import { answering, brief, check, inAnswer, inQuery, type Json } from './support.ts';

const components = (schemas: Json): Json => ({ components: { schemas } });
const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
// Far beyond what they take, since machines stall: what is not bounded would take for ever.
const within = (milliseconds: number, run: () => void): void => {
  const before = process.cpuUsage().user;
  run();
  expect((process.cpuUsage().user - before) / 1000).toBeLessThan(milliseconds);
};

describe('what cannot be judged is told, by operation and reason', () => {
  test('a value that is nested too deeply', () => {
    const contract = answering(
      ref('Node'),
      components({ Node: { type: 'object', properties: { next: ref('Node') } } }),
    );
    const deep = (end: string): string => `${'{"next":'.repeat(50_000)}${end}${'}'.repeat(50_000)}`;
    expect(check(contract, { answer: deep('5') })).toMatchObject([
      {
        kind: 'not-judged',
        severity: 'breaking',
        operationId: 'getThing',
        message: 'The response body could not be judged: it is nested too deeply.',
      },
    ]);
  });

  test('while a fault 1,500 objects deep is found', () => {
    const contract = answering(
      ref('Node'),
      components({ Node: { type: 'object', properties: { next: ref('Node') } } }),
    );
    const answer = `${'{"next":'.repeat(1_500)}5${'}'.repeat(1_500)}`;
    expect(brief(check(contract, { answer }))).toEqual([`invalid-response-body ${'/next'.repeat(1_500)}`]);
  });

  test('a schema that is the opposite of itself', () => {
    expect(inAnswer(ref('A'), 1, components({ A: { not: ref('A') } }))).toEqual(['not-judged']);
    expect(inAnswer(ref('A'), 1, components({ A: { anyOf: [ref('A'), { not: ref('A') }] } }))).toEqual(['not-judged']);
  });

  test('a parameter', () => {
    const pattern = { name: 'q', in: 'query', schema: { type: 'string', pattern: '^(?=x)(a+)+$' } };
    expect(inQuery([pattern], `?q=${'a'.repeat(50)}!`)).toEqual(['not-judged /query/q']);
  });
});

describe('what looks like too much work is judged', () => {
  test('a schema that is its own part', () => {
    const own = components({ A: { allOf: [ref('A')], not: { type: 'string' } } });
    expect(inAnswer(ref('A'), 1, own)).toEqual([]);
    expect(inAnswer(ref('A'), '"x"', own)).toEqual(['invalid-response-body']);
  });

  test('schemas that lead to many combinations', () => {
    const levels = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [
        `L${i}`,
        i === 39 ? { type: 'integer', not: { const: 1 } } : { allOf: [ref(`L${i + 1}`), ref(`L${i + 1}`)] },
      ]),
    );
    within(1_000, () => expect(inAnswer(ref('L0'), 1, components(levels))).toEqual(['invalid-response-body']));
    within(1_000, () => expect(inAnswer(ref('L0'), '"x"', components(levels))).toEqual(['invalid-response-body']));
    within(1_000, () => expect(inAnswer(ref('L0'), 2, components(levels))).toEqual([]));
  });

  test.each(['anyOf', 'oneOf', 'not', 'if'] as const)('%s that multiplies with the depth of a value', (keyword) => {
    const branch = (name: string): Json => ({
      type: 'object',
      properties: { next: ref('Tree'), [name]: { type: 'integer' } },
    });
    const both = { allOf: [branch('a'), branch('b')] };
    const tree = {
      anyOf: { anyOf: [branch('a'), branch('b')] },
      oneOf: { oneOf: [branch('a'), { ...branch('b'), required: ['b'] }] },
      not: { ...both, not: { properties: { next: ref('Tree') }, required: ['c'] } },
      if: { if: { properties: { next: ref('Tree') } }, then: both, else: both },
    }[keyword];
    const nested = (end: unknown): unknown => {
      let value = end;
      for (let depth = 0; depth < 60; depth++) value = { next: value };
      return value;
    };
    within(1_000, () => {
      expect(inAnswer(ref('Tree'), nested({ a: 1 }), components({ Tree: tree }))).toEqual([]);
      expect(inAnswer(ref('Tree'), nested({ a: 'x', b: 'x' }), components({ Tree: tree }))[0]).toMatch(
        /^invalid-response-body (?:\/next){60}\/a$/,
      );
    });
  });

  test('unevaluatedItems beside a contains that only sometimes applies', () => {
    const schema = { anyOf: [{ contains: { const: 1 } }, { type: 'array' }], unevaluatedItems: false };
    expect(inAnswer(schema, [1, 2])).toEqual(['invalid-response-body /1']);
    expect(inAnswer(schema, [1, 1])).toEqual([]);
  });
});

describe('patterns end, however they are written', () => {
  const long = 'a'.repeat(40);

  test.each<[pattern: string, good: string, bad: string]>([
    ['^(a+)+$', long, `${long}!`],
    ['^(a|a)*$', long, `${long}!`],
    ['^(a|aa)+$', long, `${long}!`],
    ['^(?:a?){30}a{30}$', long, `${long}!`],
    ['^([a-z]+\\.)*[a-z]+$', `${long}.${long}`, `${long}.${long}!`],
    ['^(\\w+\\s?)*$', 'some words that follow each other', 'some words that follow each other!'],
    ['(x+x+)+y', `${'x'.repeat(40)}y`, 'x'.repeat(40)],
    ['^a*a*a*a*a*a*a*b$', `${long.repeat(5)}b`, long.repeat(5)],
  ])('%s', (pattern, good, bad) => {
    within(1_000, () => {
      expect(inAnswer({ type: 'string', pattern }, JSON.stringify(good))).toEqual([]);
      expect(inAnswer({ type: 'string', pattern }, JSON.stringify(bad))).toEqual(['invalid-response-body']);
    });
  });

  test('those that RE2 does not know run as they are where that cannot take long', () => {
    const pattern = '^(?=.*[A-Z])(?=.*\\d).{8,}$';
    expect(inAnswer({ type: 'string', pattern }, '"Passw0rd!"')).toEqual([]);
    expect(inAnswer({ type: 'string', pattern }, '"password!"')).toEqual(['invalid-response-body']);
  });
});

test('many faults cost no more than their number', () => {
  const schema = { type: 'array', items: ref('Item') };
  const contract = answering(schema, components({ Item: { type: 'object', properties: { n: { type: 'integer' } } } }));
  const cost = (count: number): number => {
    const answer = JSON.stringify(Array.from({ length: count }, () => ({ n: 'x' })));
    const before = process.cpuUsage().user;
    expect(check(contract, { answer })).toMatchObject([{ count }]);
    return process.cpuUsage().user - before;
  };
  cost(5_000);
  expect(cost(80_000)).toBeLessThan(60 * Math.max(cost(5_000), 5_000));
});
