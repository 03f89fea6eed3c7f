import type { Document } from './description/document.ts';
import type { JsonType } from './json.ts';
import type { Told } from './judge/faults.ts';
import { createEvaluator, type Evaluator } from './judge/walk.ts';
import type { Schema } from './schema/keywords.ts';
import { NotJudged } from './schema/not-judged.ts';
import { createSchemaSet, type Purpose, type SchemaSet } from './schema/schema-set.ts';
import { typesOf } from './schema/types-of.ts';

/** What is to be said about a value. */
export interface Verdict extends Told {
  /** Why it could not be judged, as the end of a sentence; then the rest is empty. */
  readonly notJudged?: string;
}

/** A schema of the description made ready for judging values. Integers beyond 2^53 may be given as `bigint`. */
export interface Judge {
  readonly schema: Schema;
  readonly set: SchemaSet;
  readonly types: ReadonlySet<JsonType>;
  /** Whether a value is surely fine altogether, so that nothing is to be said about it; most are, and this costs least. */
  isFine(value: unknown): boolean;
  /** Everything that is to be said about a value. */
  look(value: unknown): Verdict;
  /** Whether a value is valid by a schema of the same set. @throws NotJudged, or RangeError where it is nested too deeply */
  accepts(schema: Schema, value: unknown): boolean;
}

export interface Engine {
  readonly document: Document;
  /** @param raw a schema as it stands in the document */
  judge(raw: unknown, purpose: Purpose): Judge;
}

const fine: Verdict = { faults: [], unknown: [] };

/** @param strict report keywords that JSON Schema does not know among the problems of the document, too */
export function createEngine(document: Document, strict = false): Engine {
  const kits = new Map<Purpose, { readonly set: SchemaSet; readonly evaluator: Evaluator }>();
  return {
    document,
    judge(raw, purpose) {
      let kit = kits.get(purpose);
      if (!kit) {
        const set = createSchemaSet(document, purpose, strict);
        kits.set(purpose, (kit = { set, evaluator: createEvaluator(set) }));
      }
      const { set, evaluator } = kit;
      const schema = readSchema(set, raw);
      if (schema === undefined) {
        const verdict = { faults: [], unknown: [], notJudged: 'its schema is nested too deeply' };
        const types = typesOf(set, true);
        return { schema: true, set, types, isFine: () => false, look: () => verdict, accepts: evaluator.accepts };
      }
      return {
        schema,
        set,
        types: typesOf(set, schema),
        isFine: (value) => evaluator.isFine(schema, value),
        look(value) {
          if (evaluator.isFine(schema, value)) return fine;
          try {
            return evaluator.look(schema, value);
          } catch (error) {
            return { faults: [], unknown: [], notJudged: reasonFor(error) };
          }
        },
        accepts: evaluator.accepts,
      };
    },
  };
}

/** `undefined` where it is nested so deeply that reading it takes more stack than there is. */
function readSchema(set: SchemaSet, raw: unknown): Schema | undefined {
  try {
    return set.read(raw);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function reasonFor(error: unknown): string {
  if (error instanceof NotJudged) return error.message;
  if (error instanceof RangeError) return 'it is nested too deeply';
  throw error;
}
