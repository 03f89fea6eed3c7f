/** Random schemas and values for property tests. */

import fc from 'fast-check';
import { readDocument } from '../../scripts/engine/description/document.ts';
import { createEngine, type Judge } from '../../scripts/engine/judge.ts';
import type { Purpose } from '../../scripts/engine/schema/schema-set.ts';

/** Values and schemas over few names and numbers, so that they have something to do with each other. */
const name = fc.constantFrom('a', 'b', 'c');
const scalar = fc.constantFrom<unknown>(null, true, 0, 1, 2.5, '', 'a', 'ab', '2014-07-30');
export const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3 }),
  ),
}));

export const { schema } = fc.letrec((tie) => {
  const some = fc.array(tie('schema'), { minLength: 1, maxLength: 3 });
  const map = fc.dictionary(name, tie('schema'), { minKeys: 1, maxKeys: 3 });
  const type = fc.constantFrom('null', 'boolean', 'integer', 'number', 'string', 'array', 'object');
  return {
    schema: fc.oneof(
      { maxDepth: 4 },
      fc.boolean(),
      fc.record(
        {
          type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })),
          enum: fc.array(scalar, { minLength: 1, maxLength: 3 }),
          const: scalar,
          minimum: fc.constantFrom(0, 1, 2),
          exclusiveMaximum: fc.constantFrom(1, 2),
          multipleOf: fc.constantFrom(0.5, 1, 2),
          minLength: fc.constantFrom(0, 1),
          maxLength: fc.constantFrom(1, 2),
          pattern: fc.constantFrom('^a', 'b$'),
          format: fc.constantFrom('date', 'uuid'),
        },
        { requiredKeys: [] },
      ),
      fc.record(
        {
          required: fc.uniqueArray(name, { maxLength: 2 }),
          properties: map,
          patternProperties: fc.dictionary(fc.constantFrom('^a', 'b|c'), tie('schema'), { maxKeys: 2 }),
          additionalProperties: tie('schema'),
          propertyNames: tie('schema'),
          dependentRequired: fc.dictionary(name, fc.uniqueArray(name, { maxLength: 2 }), { maxKeys: 2 }),
          dependentSchemas: map,
          minProperties: fc.constantFrom(0, 1),
          maxProperties: fc.constantFrom(1, 2),
          unevaluatedProperties: tie('schema'),
        },
        { requiredKeys: [] },
      ),
      fc.record(
        {
          items: tie('schema'),
          prefixItems: some,
          contains: tie('schema'),
          minContains: fc.constantFrom(0, 1, 2),
          maxContains: fc.constantFrom(1, 2),
          minItems: fc.constantFrom(0, 1),
          maxItems: fc.constantFrom(1, 2),
          uniqueItems: fc.boolean(),
        },
        { requiredKeys: [] },
      ),
      fc.record(
        { allOf: some, anyOf: some, oneOf: some, not: tie('schema'), $ref: fc.constantFrom('#/$defs/x', '#/$defs/y') },
        { requiredKeys: [] },
      ),
      fc.record({ if: tie('schema'), then: tie('schema'), else: tie('schema') }),
    ),
  };
});

const flags = fc.record({ readOnly: fc.boolean(), writeOnly: fc.boolean() });
const typed = fc.record({ type: fc.constantFrom('integer', 'string', 'object') });

/** Objects in objects, with alternatives: what the random schemas of the other tests seldom are, and descriptions mostly. */
export const { object, thing } = fc.letrec((tie) => {
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

/** Judges by a random schema, among whose definitions are a recursive object and a recursive list. */
export function judgeRandom(root: unknown, purpose: Purpose): Judge {
  const defs = {
    x: { properties: { a: { $ref: '#/$defs/x' } }, maxLength: 1 },
    y: { type: ['array', 'object', 'string'], items: { $ref: '#/$defs/y' } },
  };
  const document = readDocument({ openapi: '3.1.0', root, $defs: defs });
  return createEngine(document).judge(document.root['root'], purpose);
}
