import type { ValidateFunction } from 'ajv/dist/2020.js';
import type { Document } from './description/document.ts';
import type { JsonType } from './json.ts';
import { createAjv } from './judge/ajv.ts';
import { round } from './judge/exact.ts';
import type { Fault } from './judge/fault.ts';
import { tellFaults } from './judge/faults.ts';
import { mergeFaults } from './judge/merge.ts';
import type { Run } from './judge/notes.ts';
import { createPreparer } from './judge/prepare.ts';
import { unknownFields, type UnknownField } from './judge/unknown-fields.ts';
import { candidates } from './schema/candidates.ts';
import type { Schema } from './schema/keywords.ts';
import { NotJudged } from './schema/not-judged.ts';
import { createSchemaSet, type Purpose, type SchemaSet } from './schema/schema-set.ts';
import { typesOf } from './schema/types-of.ts';
import { createScreen } from './screen/screen.ts';

/** What is to be said about a value. */
export interface Verdict {
  /** What is wrong with it; empty when it is valid. */
  readonly faults: readonly Fault[];
  /** Members that the description does not mention. */
  readonly unknown: readonly UnknownField[];
  /** Why it could not be judged, as the end of a sentence; then the rest is empty. */
  readonly notJudged?: string;
}

/** A schema of the description made ready for judging values. Integers beyond 2^53 may be given as `bigint`. */
export interface Judge {
  readonly schema: Schema;
  readonly set: SchemaSet;
  readonly types: ReadonlySet<JsonType>;
  /** Whether a value is surely fine altogether, so that nothing is to be said about it. */
  isFine(value: unknown): boolean;
  /** Everything that is to be said about a value. */
  look(value: unknown): Verdict;
  /** Whether a value is valid by a schema of the same set. @throws NotJudged */
  accepts(schema: Schema, value: unknown): boolean;
}

export interface Engine {
  readonly document: Document;
  /** @param raw a schema as it stands in the document */
  judge(raw: unknown, purpose: Purpose): Judge;
}

const fine: Verdict = { faults: [], unknown: [] };

/**
 * Two judges. The gate (`screen/`) says in one walk what is surely fine, as nearly all traffic is. ajv judges the rest; its schemas are
 * compiled when first needed, its errors put into words, and a keyword notes members that are merely not mentioned.
 */
export function createEngine(document: Document, strict = false): Engine {
  const kits = new Map<Purpose, ReturnType<typeof createJudges>>();
  return {
    document,
    judge(raw, purpose) {
      let kit = kits.get(purpose);
      if (!kit) kits.set(purpose, (kit = createJudges(createSchemaSet(document, purpose, strict))));
      const { set, screen, look, accepts } = kit;
      const schema = set.read(raw);
      return {
        schema,
        set,
        types: typesOf(set, schema),
        isFine: (value) => screen.look(schema, value) === 'fine',
        look: (value) => (screen.look(schema, value) === 'fine' ? fine : look(schema, value)),
        accepts,
      };
    },
  };
}

/** Both judges of one set of schemas; `look` is ajv alone. */
export function createJudges(set: SchemaSet) {
  const screen = createScreen(set);
  const likely = (branches: readonly Schema[], value: unknown): readonly boolean[] => {
    const possible = candidates(set, branches, value);
    return branches.map((branch) => possible.length === 0 || possible.includes(branch));
  };
  const faults = (schema: Schema, value: unknown): readonly Fault[] => look(schema, value).faults;
  const ajv = createValidators(set, { accepts, likely, faults });

  function accepts(schema: Schema, value: unknown): boolean {
    const verdict = screen.look(schema, value);
    return verdict === 'unsure' ? ajv.validate(schema, value).valid : verdict !== 'invalid';
  }

  function look(schema: Schema, original: unknown): Verdict {
    try {
      const { valid, errors, notes } = ajv.validate(schema, original);
      const told = valid ? { faults: [], notes: [], meant: [] } : tellFaults(set, errors, original);
      return {
        faults: mergeFaults(told.faults),
        unknown: unknownFields(set, [...notes, ...told.notes], told.meant, original),
      };
    } catch (error) {
      return { ...fine, notJudged: reasonFor(error) };
    }
  }

  return { set, screen, look, accepts };
}

const place = { instancePath: '', parentDataProperty: 'value', dynamicAnchors: {} };

/** Schemas compiled by ajv when first needed. */
function createValidators(set: SchemaSet, apart: Parameters<typeof createAjv>[1]) {
  const run: Run = { notes: [], steps: 0, depth: 0, exact: new Map() };
  const preparer = createPreparer(set);
  const compiled = new Map<Schema | string, ValidateFunction>();

  const definition = (key: string): ValidateFunction => {
    let validate = compiled.get(key);
    if (!validate) {
      const schema = { allOf: [preparer.inPlace(set.definitions.get(key) ?? true)], step: true };
      compiled.set(key, (validate = ajv.compile(schema)));
    }
    return validate;
  };
  const ajv = createAjv(run, apart, definition);

  return {
    /** @throws NotJudged or whatever else ajv throws over a schema or value that it cannot take */
    validate(schema: Schema, original: unknown) {
      let validate = compiled.get(schema);
      if (!validate) compiled.set(schema, (validate = ajv.compile({ allOf: [preparer.value(schema)] })));
      const { value, holder, size, exact } = round(original);
      // A name or an item may be judged apart while the value around it is.
      const outer = { notes: run.notes.splice(0), exact: run.exact, depth: run.depth };
      if (run.depth++ === 0) run.steps = 20_000 + 50 * size;
      run.exact = exact;
      try {
        const valid = validate(value, { ...place, parentData: holder, rootData: value as object }) as boolean;
        return { valid, errors: validate.errors ?? [], notes: run.notes.splice(0) };
      } finally {
        Object.assign(run, { exact: outer.exact, depth: outer.depth });
        run.notes.splice(0, Infinity, ...outer.notes);
      }
    },
  };
}

function reasonFor(error: unknown): string {
  if (error instanceof NotJudged) return error.message;
  if (error instanceof RangeError) return 'it is nested too deeply';
  return `ajv refuses its schema: ${(error as Error).message}`;
}
