import type { JsonType } from '../json.ts';
import { candidates } from '../schema/candidates.ts';
import type { Schema, SchemaObject } from '../schema/keywords.ts';
import { NotJudged } from '../schema/not-judged.ts';
import type { SchemaSet } from '../schema/schema-set.ts';
import { typesOf } from '../schema/types-of.ts';
import { accepts, createByType, type ByType, type Screener, type Sight } from './by-type.ts';
import { acceptArray, acceptObject } from './containers.ts';
import { hasKeywordBeyond } from './limits.ts';
import { acceptNumber, acceptString, allowsType, oneOfValues, pass, reject, type Accept } from './scalars.ts';

/**
 * What one look at a value says. `fine`: it is valid, and every member is in the description. `open`: it is valid, and has
 * members that the description does not mention or keeps for the other direction. `unsure`: the schema uses keywords that are
 * not screened; others must judge.
 */
export type Verdict = 'fine' | 'open' | 'invalid' | 'unsure';

export interface Screen {
  look(schema: Schema, value: unknown): Verdict;
}

/**
 * The first judge of every value: nearly all traffic keeps its contract, and this says so in one walk over the value that
 * allocates nothing. Faults and unknown members are told by ajv, which is asked only when something is there to tell.
 *
 * Why not ajv: its code is no faster, takes 7 ms for each body to generate, and knows nothing of members that are merely not
 * mentioned. Acceptors are plain functions, made schema by schema when a value of that type first comes by. The figures are
 * in `scripts/contract/README.md`.
 */
export function createScreen(set: SchemaSet): Screen {
  const sight: Sight = { unknown: false, unsure: false, tries: 0 };
  const single = new Map<Schema, ByType>();
  const joint = new Map<string, ByType>();
  const flats = new Map<string, Accept>();
  const ids = new Map<Schema, number>();

  const unsure: Accept = () => {
    sight.unsure = true;
    return false;
  };

  const keyOf = (schemas: Iterable<Schema>): string =>
    Array.from(schemas, (schema) => {
      let id = ids.get(schema);
      if (id === undefined) ids.set(schema, (id = ids.size));
      return id;
    })
      .sort((a, b) => a - b)
      .join();

  const at = (schemas: readonly Schema[]): ByType => {
    const [only = true, ...others] = schemas;
    const kept: Map<unknown, ByType> = others.length === 0 ? single : joint;
    const key = others.length === 0 ? only : keyOf(schemas);
    let by = kept.get(key);
    if (!by) kept.set(key, (by = createByType((type) => forType(schemas, type), unsure)));
    return by;
  };

  const forType = (schemas: readonly Schema[], type: JsonType): Accept => {
    const parts = new Set<SchemaObject>();
    if (!schemas.every((schema) => collect(schema, parts))) return reject;
    let chosenByValue = false;
    // Branches that are added on the way are looked at in turn.
    for (const part of parts)
      for (const branches of choicesOf(part)) {
        const possible = branches.filter((branch) => typesOf(set, branch).has(type));
        const [only] = possible;
        if (only === undefined) return reject;
        if (possible.length > 1) chosenByValue = true;
        else if (!collect(only, parts)) return reject;
      }
    return chosenByValue ? choosing([...parts], type) : flat(parts, type);
  };

  /** Adds everything that describes the same value, but for branches; false when nothing can be valid. */
  const collect = (schema: Schema, parts: Set<SchemaObject>): boolean => {
    if (typeof schema === 'boolean') return schema;
    if (parts.has(schema)) return true;
    parts.add(schema);
    if (schema.$ref !== undefined && !collect(set.definitions.get(schema.$ref) ?? true, parts)) return false;
    return schema.allOf?.every((part) => collect(part, parts)) ?? true;
  };

  /** Where more than one branch may be meant: finds those that fit, and looks with them. */
  const choosing = (parts: readonly SchemaObject[], type: JsonType): Accept => {
    const known = new Map<Schema, Accept>();
    return (value) => {
      const chosen = new Set(parts);
      let choices = 0;
      let last: Schema = true;
      for (const part of chosen)
        for (const branches of choicesOf(part)) {
          const possible = candidates(set, branches, value);
          const fitting = possible.length < 2 ? possible : possible.filter((branch) => fits(branch, value));
          if (sight.unsure || fitting.length === 0) return false;
          if (fitting.length > 1 && branches === part.oneOf) return false;
          for (const branch of fitting) if (!collect((last = branch), chosen)) return false;
          choices += fitting.length;
        }
      // Mostly there was one choice to make, and what follows from it is known.
      let accept = choices === 1 ? known.get(last) : undefined;
      if (!accept) accept = flat(chosen, type);
      if (choices === 1) known.set(last, accept);
      return accept(value);
    };
  };

  const fits = (branch: Schema, value: unknown): boolean => {
    // Branches in branches multiply with the depth of a value.
    if (sight.tries++ > mostTries) throw new NotJudged('its alternatives multiply');
    const { unknown } = sight;
    const fit = accepts(at([branch]), value);
    sight.unknown = unknown;
    return fit;
  };

  /** An acceptor for values of one type; `parts` are everything that describes them, so that branches need no further look. */
  const flat = (parts: ReadonlySet<SchemaObject>, type: JsonType): Accept => {
    const key = `${type} ${keyOf(parts)}`;
    let accept = flats.get(key);
    if (!accept) flats.set(key, (accept = makeFlat([...parts], type)));
    return accept;
  };

  const makeFlat = (parts: readonly SchemaObject[], type: JsonType): Accept => {
    if (parts.some((part) => hasKeywordBeyond(part, type))) return unsure;
    if (!parts.every((part) => allowsType(part, type))) return reject;
    switch (type) {
      case 'string':
        return acceptString(parts);
      case 'integer':
      case 'number':
        return acceptNumber(parts, type);
      case 'array':
        return acceptArray(parts, screener);
      case 'object':
        return acceptObject(parts, screener);
      default:
        return oneOfValues(parts) ?? pass;
    }
  };

  const screener: Screener = { set, sight, at };

  return {
    look(schema, value) {
      sight.unknown = false;
      sight.unsure = false;
      sight.tries = 0;
      try {
        const valid = accepts(single.get(schema) ?? at([schema]), value);
        if (sight.unsure) return 'unsure';
        return valid ? (sight.unknown ? 'open' : 'fine') : 'invalid';
      } catch (error) {
        // A value nested thousands deep, a schema that is its own part, or a pattern that could take for ever.
        if (!(error instanceof RangeError || error instanceof NotJudged)) throw error;
        return 'unsure';
      }
    },
  };
}

function choicesOf({ oneOf, anyOf }: SchemaObject): readonly (readonly Schema[])[] {
  if (oneOf) return anyOf ? [oneOf, anyOf] : [oneOf];
  return anyOf ? [anyOf] : none;
}

const none: readonly (readonly Schema[])[] = [];

/** Branches that are tried for one value: more than any body needs, and over in a second. */
const mostTries = 2e5;
