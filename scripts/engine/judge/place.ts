import type { Schema } from '../schema/keywords.ts';
import type { SchemaSet } from '../schema/schema-set.ts';
import type { Complaint, Fault, UnknownField } from './faults.ts';
import type { Kind } from './rules.ts';

/** What is known to be wrong with a value, or with one of its members, before it is looked at. */
export interface Extra extends Complaint {
  readonly member?: string;
  /** What is shown, where it is not the value. */
  readonly actual?: unknown;
}

/** What the schemas at one place make of values of one kind. */
export interface Shape {
  accepts(value: unknown): boolean;
  tell(value: unknown, extras: readonly Extra[]): void;
}

/**
 * A place in a value, with the schemas that describe it. What they make of values is worked out by kind, when a value of that kind first
 * comes by. A plain record with one function that reads it: closures in closures would cost more than what they check.
 */
export interface Place extends Record<Kind, Shape | undefined> {
  readonly make: (kind: Kind) => Shape;
}

/** The state of one walk over a value, and what shapes are made with. */
export interface Walk {
  readonly set: SchemaSet;
  /** Where the walk is; followed only while it tells. */
  readonly path: (string | number)[];
  /** Whether members have been met that the description does not mention or keeps for the other direction. */
  unknown: boolean;
  /** Whether a double has been met that may have been rounded. */
  rounded: boolean;
  /** Whether unknown members are not told, since they lie in one. */
  muted: boolean;
  /** The place that all these schemas describe together; the same schemas give the same one. */
  at(schemas: readonly Schema[]): Place;
  fits(schema: Schema, value: unknown): boolean;
  /** Everything that is wrong with a value; paths begin at the value. */
  faultsOf(schema: Schema, value: unknown): readonly Fault[];
  complain(complaints: readonly Extra[], actual: unknown, member?: string): void;
  note(kind: UnknownField['kind'], value: unknown): void;
}

export function createPlace(make: Place['make']): Place {
  const unknown = undefined;
  return {
    ...{ string: unknown, integer: unknown, number: unknown, boolean: unknown, null: unknown },
    ...{ array: unknown, object: unknown, beyond: unknown, infinite: unknown, make },
  };
}

/** Whether a value is valid at a place, in one walk that allocates nothing and stops at the first fault. */
export function accepts(place: Place, value: unknown): boolean {
  const shape = shapeFor(place, value);
  return shape.accepts === pass || shape.accepts(value);
}

/** Tells everything that is wrong with a value, and its members that are not mentioned. */
export function tell(place: Place, value: unknown, extras: readonly Extra[] = none): void {
  shapeFor(place, value).tell(value, extras);
}

const none: readonly Extra[] = [];
export const pass = (): boolean => true;

function shapeFor(place: Place, value: unknown): Shape {
  switch (typeof value) {
    case 'string':
      return (place.string ??= place.make('string'));
    case 'number':
      if (Number.isSafeInteger(value)) return (place.integer ??= place.make('integer'));
      if (Number.isInteger(value)) return (place.beyond ??= place.make('beyond'));
      if (Number.isFinite(value)) return (place.number ??= place.make('number'));
      return (place.infinite ??= place.make('infinite'));
    case 'boolean':
      return (place.boolean ??= place.make('boolean'));
    case 'bigint':
      return (place.beyond ??= place.make('beyond'));
    default:
      if (value === null) return (place.null ??= place.make('null'));
      return Array.isArray(value) ? (place.array ??= place.make('array')) : (place.object ??= place.make('object'));
  }
}
