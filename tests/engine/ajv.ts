/** What judges the judge: ajv, of which nothing is used at run time. */

import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Schema } from '../../scripts/engine/schema/keywords.ts';
import type { SchemaSet } from '../../scripts/engine/schema/schema-set.ts';
import { isMultipleOf } from '../../scripts/engine/schema/decimals.ts';
import { formats } from '../../scripts/engine/schema/formats.ts';

/** Whether ajv takes a value for valid; made by schema. */
export type Reference = (schema: Schema, closed?: 'closed') => (value: unknown) => boolean;

/**
 * @param set whose schemas are meant
 * @returns what makes a validator; a closed one also refuses members at the top that are not mentioned
 */
export function ajvOf(set: SchemaSet): Reference {
  return (schema, closed) => {
    const ajv = new Ajv2020({
      ...{
        strict: false,
        strictNumbers: true,
        allowMatchingProperties: true,
        validateSchema: false,
        ownProperties: true,
      },
      // Without `allErrors`, what stands behind a `prefixItems` that is longer than the array is left out.
      ...{ logger: false, inlineRefs: false, allErrors: true },
    });
    // ajv divides doubles, which makes 19.99 no multiple of 0.01.
    ajv.removeKeyword('multipleOf');
    ajv.addKeyword({
      keyword: 'multipleOf',
      type: 'number',
      errors: false,
      compile: (divisor: number) => (value: number) => isMultipleOf(value, divisor),
    });
    for (const [name, { appliesTo, test }] of formats)
      ajv.addFormat(name, { type: appliesTo as 'string', validate: test as unknown as (value: string) => boolean });
    const written = closed ? (part: unknown): unknown => mentioning(plain(part)) : plain;
    const $defs = Object.fromEntries([...set.definitions].map(([key, part]) => [key, written(part)]));
    const root = { allOf: [written(schema)], $defs, ...(closed && { unevaluatedProperties: false }) };
    return ajv.compile(root);
  };
}

/** Schemas that mention what they require, which ajv takes for unevaluated. */
function mentioning(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(mentioning);
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mentioning(member)]));
  const required: unknown = copy['required'];
  if (!Array.isArray(required)) return copy;
  return { allOf: [copy, { properties: Object.fromEntries(required.map((name) => [String(name), true])) }] };
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.fromEntries(
    Object.entries(value).map(([name, member]) =>
      name === '$ref' && typeof member === 'string' ? [name, `#/$defs/${member}`] : [name, plain(member)],
    ),
  );
  if (!('if' in copy)) return copy;
  // ajv's own code for conditions forgets to declare what it has evaluated.
  const { if: condition, then = true, else: otherwise = true, ...rest } = copy as Record<string, unknown>;
  const branches = [{ allOf: [condition, then] }, { allOf: [{ not: condition }, otherwise] }];
  return { ...rest, allOf: [...((rest['allOf'] as unknown[] | undefined) ?? []), { oneOf: branches }] };
}
