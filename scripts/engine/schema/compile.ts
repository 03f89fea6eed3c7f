import type { Document } from '../description/document.ts';
import { explain } from '../explain/explain.ts';
import type { Screen } from '../screen/screen.ts';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import { loadAjv, loadedAjv } from './load-ajv.ts';
import { measure } from './measure.ts';
import type { Schema } from './keywords.ts';
import type { SchemaSet } from './schema-set.ts';

/** Whether a value is valid. Stops at the first error: what is wrong is told by `explain`, and only when it is asked for. */
export type Validate = (value: unknown) => boolean;

export interface Compiler {
  /** The same schema gives the same function. */
  compile(schema: Schema): Validate;
}

/** ajv keeps schemas by identity; booleans have none. */
function asObject(schema: Schema): object {
  return schema === true ? {} : schema === false ? { not: {} } : schema;
}

/** Time in ms that ajv takes to compile one schema object, about; measured on descriptions of 100 and more operations. */
const costOfObject = 0.05;

/**
 * Makes validators for the schemas of a set. The screen judges all that it can. For the rest, compiling a schema with ajv pays
 * off only when it is used often: until as much time has been spent on a schema as compiling it takes, and until ajv is
 * loaded, `explain` judges its values. All three say the same.
 * References stay references: every definition is compiled once, when first needed.
 * @param screen undefined in strict mode: compile everything at once, in ajv's strict mode, and report what it refuses
 */
export function createCompiler(set: SchemaSet, document: Document, screen: Screen | undefined): Compiler {
  const strict = screen === undefined;
  const validators = new Map<Schema, Validate>();
  let ajv: Ajv2020 | undefined;
  let known = 0;

  /** `undefined` when ajv refuses the schema: some rare ones make it generate code that does not run. */
  const compileNow = (schema: Schema, slowly: Validate): Validate | undefined => {
    ajv ??= loadedAjv()?.(strict);
    if (!ajv) return undefined;
    let index = 0;
    if (set.definitions.size > known)
      for (const [key, definition] of set.definitions) if (index++ >= known) ajv.addSchema(asObject(definition), key);
    known = set.definitions.size;
    try {
      const validate = ajv.compile(asObject(schema));
      return (value) => {
        try {
          return validate(value) as boolean;
        } catch {
          // Generated code that is wrong, a schema that is its own part, or a value nested thousands deep.
          return slowly(value);
        }
      };
    } catch (error) {
      if (strict) document.report(`ajv refuses a schema: ${(error as Error).message}.`);
      return undefined;
    }
  };

  const create = (schema: Schema): Validate => {
    if (!screen) return createUnscreened(schema);
    let rest: Validate | undefined;
    return (value) => {
      const verdict = screen.look(schema, value);
      return verdict === 'unsure' ? (rest ??= createUnscreened(schema))(value) : verdict !== 'invalid';
    };
  };

  const createUnscreened = (schema: Schema): Validate => {
    const slowly: Validate = (value) => explain(set, schema, value).length === 0;
    const { objects, beyondAjv } = measure(set, schema);
    if (beyondAjv) return slowly;
    if (strict) return compileNow(schema, slowly) ?? slowly;
    let fast: Validate | undefined;
    let left = objects * costOfObject;
    return (value) => {
      if (fast) return fast(value);
      const start = performance.now();
      const valid = slowly(value);
      left -= performance.now() - start;
      if (left >= 0) return valid;
      if (loadedAjv()) fast = compileNow(schema, slowly) ?? slowly;
      else void loadAjv();
      return valid;
    };
  };

  return {
    compile(schema) {
      let validate = validators.get(schema);
      if (!validate) validators.set(schema, (validate = create(schema)));
      return validate;
    },
  };
}
