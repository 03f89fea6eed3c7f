import { Ajv2020 } from 'ajv/dist/2020.js';
import { isMultipleOf } from './decimals.ts';
import { hasDuplicates } from './duplicates.ts';
import { formats } from './formats.ts';
import { compilePattern } from './patterns.ts';

export function createAjv(strict: boolean): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    strictSchema: strict,
    strictNumbers: true,
    allowMatchingProperties: true,
    validateSchema: false,
    addUsedSchema: false,
    meta: false,
    messages: false,
    logger: false,
    inlineRefs: 20,
    code: {
      // A fifth of the time to compile, and no faster code for it.
      optimize: false,
      regExp: Object.assign((pattern: string) => compilePattern(pattern) ?? /(?:)/, { code: 'new RegExp' }),
    },
  });
  // ajv divides doubles, which makes 19.99 no multiple of 0.01.
  ajv.removeKeyword('multipleOf');
  ajv.addKeyword({
    keyword: 'multipleOf',
    type: 'number',
    schemaType: 'number',
    errors: false,
    compile: (divisor: number) => (value: number) => isMultipleOf(value, divisor),
  });
  // ajv compares every pair of objects: 10,000 of them take seconds.
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    errors: false,
    compile: (unique: boolean) => (items: readonly unknown[]) => !unique || !hasDuplicates(items),
  });
  ajv.addVocabulary(['discriminator']);
  for (const [name, { appliesTo, test }] of formats) {
    if (appliesTo === 'number') ajv.addFormat(name, { type: 'number', validate: test as (value: number) => boolean });
    else ajv.addFormat(name, { type: 'string', validate: test as (value: string) => boolean });
  }
  return ajv;
}
