import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { readDocument } from '../../scripts/engine/description/document.ts';
import { explain } from '../../scripts/engine/explain/explain.ts';
import { createCompiler } from '../../scripts/engine/schema/compile.ts';
import { loadAjv } from '../../scripts/engine/schema/load-ajv.ts';
import { readRandom, schema, value } from './random-schemas.ts';

beforeAll(loadAjv);

const document = readDocument({ openapi: '3.1.0' });

/** `explain` is asked what is wrong when ajv has said that something is: it must never disagree about whether anything is. */
test('finds a fault exactly when ajv says no', () => {
  let invalid = 0;
  fc.assert(
    fc.property(schema, fc.array(value, { minLength: 5, maxLength: 5 }), (root, values) => {
      const { set, schema: plain } = readRandom(root, 'response');
      const validate = createCompiler(set, document, undefined).compile(plain);
      for (const target of values) {
        const faults = explain(set, plain, target);
        expect(faults.length === 0, JSON.stringify({ root, target, faults })).toBe(validate(target));
        if (faults.length > 0) invalid++;
      }
    }),
    { numRuns: 300, seed: 20140730 },
  );
  // Something must have been wrong now and then, or nothing was compared.
  expect(invalid).toBeGreaterThan(200);
});
