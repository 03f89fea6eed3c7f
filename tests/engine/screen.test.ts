import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createJudges } from '../../scripts/engine/judge.ts';
import { createScreen, type Verdict } from '../../scripts/engine/screen/screen.ts';
import { readRandom, schema, value } from './random-schemas.ts';

const flags = fc.record({ readOnly: fc.boolean(), writeOnly: fc.boolean() });
const typed = fc.record({ type: fc.constantFrom('integer', 'string', 'object') });

/** Objects in objects, with alternatives: what the random schemas of the other tests seldom are, and descriptions mostly. */
const { object, thing } = fc.letrec((tie) => {
  const some = fc.array(tie('object'), { minLength: 1, maxLength: 2 });
  const member = fc.oneof({ maxDepth: 3 }, fc.constant({}), flags, typed, tie('object'));
  const properties = fc.dictionary(fc.constantFrom('a', 'b', 'c'), member, { minKeys: 1 });
  const required = fc.constantFrom([], ['a'], ['b']);
  return {
    object: fc.oneof(
      { maxDepth: 3 },
      fc.record({ properties, required }),
      fc.record({ properties, allOf: some }),
      fc.record({ properties, anyOf: some }),
      fc.record({ properties, oneOf: some }),
      fc.record({ properties, additionalProperties: member }),
    ),
    thing: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.oneof({ maxDepth: 2 }, fc.constant(1), tie('thing')), {
      maxKeys: 3,
    }),
  };
});

/** Most values are judged by the screen alone: what it says must be what ajv would have said. */
test.each(['request', 'response', 'partial'] as const)(
  'says of a %s what faults and unknown members say',
  (purpose) => {
    const seen: Record<Verdict, number> = { fine: 0, open: 0, invalid: 0, unsure: 0 };
    fc.assert(
      fc.property(fc.oneof(schema, object), fc.array(fc.oneof(value, thing), { minLength: 5 }), (root, targets) => {
        const { set, schema: plain } = readRandom(root, purpose);
        const { screen, look } = createJudges(set);
        for (const target of targets) {
          const verdict = screen.look(plain, target);
          seen[verdict]++;
          if (verdict === 'unsure') continue;
          const { faults, unknown, notJudged } = look(plain, target);
          expect(notJudged, JSON.stringify({ root, target })).toBeUndefined();
          const expected = faults.length > 0 ? 'invalid' : unknown.length > 0 ? 'open' : 'fine';
          expect(verdict, JSON.stringify({ root, target })).toBe(expected);
        }
      }),
      { numRuns: 300, seed: 20140730 },
    );
    // Every verdict must have been given often, or little was compared.
    expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(100);
  },
);

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
  const { set, schema: plain } = readRandom(root, 'response');
  const { screen, look } = createJudges(set);
  for (const target of values) {
    const verdict = screen.look(plain, target);
    if (verdict === 'unsure') continue;
    expect(verdict === 'invalid', JSON.stringify(target)).toBe(look(plain, target).faults.length > 0);
  }
});

test.each<[string, unknown, unknown, Verdict]>([
  ['an integer beyond 2^53', { type: 'integer' }, 2n ** 60n, 'unsure'],
  ['one that a double has rounded', { type: 'integer' }, 2 ** 60, 'unsure'],
  ['one where nothing is said about it', {}, { a: [2 ** 60] }, 'unsure'],
  ['an infinite number', { type: 'number' }, Infinity, 'unsure'],
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
  ['a closed object', { properties: { a: {} }, additionalProperties: false }, { b: 1 }, 'invalid'],
  ['an excluded value', { not: { type: 'string' } }, 1, 'unsure'],
])('%s', (_name, root, target, verdict) => {
  const { set, schema: plain } = readRandom(root, 'response');
  expect(createScreen(set).look(plain, target)).toBe(verdict);
});

test('a value nested too deeply for one walk is left to others', () => {
  const { set, schema: plain } = readRandom({ $ref: '#/$defs/y' }, 'response');
  let deep: unknown = 'end';
  for (let depth = 0; depth < 100_000; depth++) deep = [deep];
  expect(createScreen(set).look(plain, deep)).toBe('unsure');
});

function of(name: string): object {
  return { type: 'object', properties: { [name]: { type: 'integer' } } };
}

function tagged(kind: string, name: string): object {
  return { type: 'object', properties: { kind: { const: kind }, [name]: { type: 'integer' } } };
}
