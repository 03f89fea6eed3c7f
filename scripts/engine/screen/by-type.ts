import type { JsonType } from '../json.ts';
import type { Schema } from '../schema/keywords.ts';
import type { SchemaSet } from '../schema/schema-set.ts';
import { pass, type Accept } from './scalars.ts';

/**
 * What accepts the values at one place, by their type; made when a value of that type first comes by. A plain record with one
 * function that reads it: closures in closures would cost more than what they check.
 */
export interface ByType {
  string: Accept | undefined;
  integer: Accept | undefined;
  number: Accept | undefined;
  boolean: Accept | undefined;
  null: Accept | undefined;
  array: Accept | undefined;
  object: Accept | undefined;
  readonly make: (type: JsonType) => Accept;
  /** For what JavaScript cannot hold as it was written: integers beyond 2^53, infinite numbers. */
  readonly beyond: Accept;
}

export function createByType(make: ByType['make'], beyond: Accept): ByType {
  const unknown = undefined;
  return {
    string: unknown,
    integer: unknown,
    number: unknown,
    boolean: unknown,
    null: unknown,
    array: unknown,
    object: unknown,
    make,
    beyond,
  };
}

export function accepts(by: ByType, value: unknown): boolean {
  const accept = acceptFor(by, value);
  return accept === pass || accept(value);
}

function acceptFor(by: ByType, value: unknown): Accept {
  switch (typeof value) {
    case 'string':
      return (by.string ??= by.make('string'));
    case 'number':
      if (Number.isSafeInteger(value)) return (by.integer ??= by.make('integer'));
      if (Number.isInteger(value) || !Number.isFinite(value)) return by.beyond;
      return (by.number ??= by.make('number'));
    case 'boolean':
      return (by.boolean ??= by.make('boolean'));
    case 'object':
      if (value === null) return (by.null ??= by.make('null'));
      return Array.isArray(value) ? (by.array ??= by.make('array')) : (by.object ??= by.make('object'));
    default:
      return by.beyond;
  }
}

/** What a look has come across beside errors. */
export interface Sight {
  unknown: boolean;
  unsure: boolean;
  /** Branches that have been tried. */
  tries: number;
}

/** What acceptors are made with. */
export interface Screener {
  readonly set: SchemaSet;
  readonly sight: Sight;
  /** What accepts values that all these schemas describe together; the same schemas give the same one. */
  at(schemas: readonly Schema[]): ByType;
}
