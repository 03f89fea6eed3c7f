import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromRoot } from '../../scripts/cli/root.ts';
import { isRecord } from '../../scripts/engine/json.ts';
import type { Judge } from '../../scripts/engine/judge.ts';
import { createContract } from '../../scripts/engine/contract.ts';
import { validExchanges } from '../../scripts/contract/self-test/exchanges.ts';
import { createSchemaWalk } from '../../scripts/contract/self-test/schema-walk.ts';
import { valueFaults } from '../../scripts/contract/self-test/value-faults.ts';
import { createEngine } from '../../scripts/engine/judge.ts';
import { readDocument } from '../../scripts/engine/description/document.ts';
import { ajvOf } from './ajv.ts';
import { judgeRandom, object, schema, thing, value } from './random-schemas.ts';

type Outcome = 'fine' | 'open' | 'invalid' | 'notJudged';

function outcomeOf(judge: Judge, target: unknown): Outcome {
  const { faults, unknown, notJudged } = judge.look(target);
  if (notJudged !== undefined) return 'notJudged';
  return faults.length > 0 ? 'invalid' : unknown.length > 0 ? 'open' : 'fine';
}

/** The walk that accepts and the one that tells are one evaluator; ajv says whether it is right. */
describe('ajv says the same', () => {
  test.each(['request', 'response', 'partial'] as const)('of a %s', (purpose) => {
    const seen = { fine: 0, open: 0, invalid: 0, notJudged: 0 };
    fc.assert(
      fc.property(fc.oneof(schema, object), fc.array(fc.oneof(value, thing), { minLength: 5 }), (root, targets) => {
        const judge = judgeRandom(root, purpose);
        const isValid = ajvOf(judge.set)(judge.schema);
        for (const target of targets) {
          const outcome = outcomeOf(judge, target);
          seen[outcome]++;
          const about = JSON.stringify({ root, target });
          expect(outcome === 'invalid', about).toBe(!isValid(target));
          expect(judge.isFine(target), about).toBe(outcome === 'fine');
          expect(judge.accepts(judge.schema, target), about).toBe(outcome !== 'invalid');
        }
      }),
      { numRuns: 300, seed: 20140730 },
    );
    // Every outcome must have come often, or little was compared.
    expect(Math.min(seen.fine, seen.open, seen.invalid), JSON.stringify(seen)).toBeGreaterThan(100);
    expect(seen.notJudged).toBe(0);
  });

  test('of members at the top that no schema mentions', () => {
    const seen = { open: 0, closed: 0 };
    fc.assert(
      fc.property(object, fc.array(thing, { minLength: 5 }), (root, targets) => {
        const judge = judgeRandom(root, 'response');
        const isClosed = ajvOf(judge.set)(judge.schema, 'closed');
        for (const target of targets) {
          const { faults, unknown } = judge.look(target);
          if (faults.length > 0) continue;
          const isOpen = unknown.some(({ kind, path }) => kind === 'unknown' && path.length === 1);
          seen[isOpen ? 'open' : 'closed']++;
          expect(isOpen, JSON.stringify({ root, target })).toBe(!isClosed(target));
        }
      }),
      { numRuns: 300, seed: 20140730 },
    );
    expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(100);
  });

  test('of seeded faults, in the answers of our own description', () => {
    const description = JSON.parse(readFileSync(fromRoot('generated/ecwid/openapi.json'), 'utf8')) as Record<
      string,
      never
    >;
    const engine = createEngine(readDocument(description));
    const walk = createSchemaWalk(description);
    const validators = new Map<unknown, (value: unknown) => boolean>();
    let [compared, faulty] = [0, 0];
    for (const { media, response } of validExchanges(description, createContract(description))) {
      if (!media?.schema || typeof response.body !== 'string') continue;
      const right: unknown = JSON.parse(response.body);
      const judge = engine.judge(media.writtenSchema, 'response');
      let isValid = validators.get(judge.schema);
      if (!isValid) validators.set(judge.schema, (isValid = ajvOf(judge.set)(judge.schema)));
      for (const target of [right, ...valueFaults(walk, media.schema, right, 'response').map((fault) => fault.value)]) {
        const outcome = outcomeOf(judge, target);
        compared++;
        if (outcome === 'invalid') faulty++;
        expect(outcome === 'invalid', JSON.stringify(target)).toBe(!isValid(target));
        expect(judge.isFine(target)).toBe(outcome === 'fine');
      }
    }
    expect(
      [compared, faulty].every((count) => count > 500),
      `${compared} ${faulty}`,
    ).toBe(true);
  });
});

const values = [
  ...[null, true, false, 0, 1, 2, -1, 2.5, 0.3, 2 ** 31, -(2 ** 31) - 1],
  ...['', 'a', 'ab', 'abc', '2014-07-30', '\u{1F600}\u{1F600}'],
  ...[[], [1], [1, 1], [1, 2], ['a', 1], [[1], [1]]],
  ...[{}, { a: 1 }, { a: 'x' }, { a: 1, b: 2 }, { b: 1, c: 2, d: 3 }],
];

/** Among the keywords of random schemas one alone seldom decides; here it does. */
test.each<object>([
  ...['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'].map((type) => ({ type })),
  ...[{ type: ['integer', 'null'] }, { enum: [1, 'a', null] }, { enum: [[1], { a: 1 }] }, { const: 2.5 }],
  ...[{ minimum: 1 }, { maximum: 1 }, { exclusiveMinimum: 1 }, { exclusiveMaximum: 1 }, { multipleOf: 0.1 }],
  ...[{ format: 'int32' }, { format: 'int64' }, { format: 'date' }, { pattern: '^a' }],
  ...[{ minLength: 2 }, { minLength: 3 }, { maxLength: 1 }, { maxLength: 2 }],
  ...[{ minItems: 1 }, { maxItems: 1 }, { uniqueItems: true }, { items: { minimum: 2 } }],
  ...[{ prefixItems: [{ type: 'string' }] }, { prefixItems: [true], items: { type: 'array' } }],
  ...[{ minProperties: 1 }, { maxProperties: 1 }, { required: ['a'] }, { properties: { a: { type: 'integer' } } }],
  ...[{ additionalProperties: { maximum: 1 } }, { patternProperties: { '^a': { type: 'string' } } }],
  ...[{ properties: { a: false } }, { properties: { a: {} }, additionalProperties: false }],
])('%o', (root) => {
  const judge = judgeRandom(root, 'response');
  const isValid = ajvOf(judge.set)(judge.schema);
  for (const target of values)
    expect(judge.accepts(judge.schema, target), JSON.stringify(target)).toBe(isValid(target));
});

test.each<[string, unknown, unknown, Outcome]>([
  ['an integer beyond 2^53', { type: 'integer' }, 2n ** 60n, 'fine'],
  ['one that is no multiple', { multipleOf: 2 }, 2n ** 60n + 1n, 'invalid'],
  ['one that a double has rounded', { type: 'integer' }, 2 ** 60, 'fine'],
  ['one where nothing is said about it', {}, { a: [2 ** 60] }, 'fine'],
  ['an infinite number', { type: 'number' }, Infinity, 'invalid'],
  ['a number of any type', {}, 1.5, 'fine'],
  ['characters beyond the basic plane', { maxLength: 2, minLength: 2 }, '\u{1F600}\u{1F600}', 'fine'],
  ['too few of them', { minLength: 3 }, '\u{1F600}\u{1F600}', 'invalid'],
  ['a member named as inherited ones are', { properties: { a: {} } }, { constructor: 1 }, 'open'],
  ['a required one that is only inherited', { required: ['toString'] }, {}, 'invalid'],
  ['one branch by a tag', { oneOf: [tagged('a', 'x'), tagged('b', 'y')] }, { kind: 'a', x: 1 }, 'fine'],
  ["another branch's member", { oneOf: [tagged('a', 'x'), tagged('b', 'y')] }, { kind: 'a', y: 1 }, 'open'],
  ['two branches of a oneOf', { oneOf: [{ minimum: 1 }, { maximum: 3 }] }, 2, 'invalid'],
  ['members of both branches of an anyOf', { anyOf: [of('x'), of('y')] }, { x: 1, y: 1 }, 'fine'],
  ['a map', { type: 'object', additionalProperties: true }, { x: { y: 1 } }, 'fine'],
  ['an empty enum of containers', { enum: [[1], { a: [1] }] }, { a: [1] }, 'fine'],
  ['a closed object', { properties: { a: {} }, additionalProperties: false }, { b: 1 }, 'invalid'],
  ['another than the excluded one', { not: { type: 'string' } }, 1, 'fine'],
  ['an excluded value', { not: { type: 'string' } }, 'a', 'invalid'],
  ['items that contains has found', { contains: { const: 1 }, unevaluatedItems: { const: 2 } }, [1, 2, 1], 'fine'],
  ['items that it has not', { contains: { const: 1 }, unevaluatedItems: false }, [1, 2], 'invalid'],
  ['items that nobody else speaks of', { prefixItems: [true], unevaluatedItems: { const: 2 } }, [1, 3], 'invalid'],
  ['items of a branch', { anyOf: [{ prefixItems: [true, true] }], unevaluatedItems: false }, [1, 2], 'fine'],
  ['members of a branch', { anyOf: [of('x'), of('y')], unevaluatedProperties: false }, { x: 1, y: 1 }, 'fine'],
  ['of a cousin', { allOf: [of('x'), { unevaluatedProperties: false }] }, { x: 1 }, 'invalid'],
  [
    'known inside only',
    { allOf: [{ ...of('x'), unevaluatedProperties: true }], unevaluatedProperties: false },
    { y: 1 },
    'fine',
  ],
])('%s', (_name, root, target, outcome) => {
  const judge = judgeRandom(root, 'response');
  expect(outcomeOf(judge, target)).toBe(outcome);
  expect(judge.accepts(judge.schema, target)).toBe(outcome !== 'invalid');
});

test('a double that may have been rounded is not fine before its digits are known', () => {
  const judge = judgeRandom({ type: 'integer', multipleOf: 2 }, 'response');
  expect(judge.isFine(2 ** 53)).toBe(false);
  expect(outcomeOf(judge, 2n ** 53n)).toBe('fine');
  expect(outcomeOf(judge, 2n ** 53n + 1n)).toBe('invalid');
});

test('a value nested too deeply is not judged, and not fine', () => {
  const judge = judgeRandom({ $ref: '#/$defs/y' }, 'response');
  let deep: unknown = 'end';
  for (let depth = 0; depth < 100_000; depth++) deep = [deep];
  expect(judge.isFine(deep)).toBe(false);
  expect(outcomeOf(judge, deep)).toBe('notJudged');
  expect(outcomeOf(judge, ['end'])).toBe('fine');
});

function of(name: string): object {
  return { type: 'object', properties: { [name]: { type: 'integer' } } };
}

function tagged(kind: string, name: string): object {
  return { type: 'object', properties: { kind: { const: kind }, [name]: { type: 'integer' } } };
}
