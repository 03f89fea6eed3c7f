import { typeOf } from '../json.ts';
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

/** Whether a value is valid, its kind being known. */
export type Accept = (value: unknown) => boolean;

/** What the schemas at one place make of values of one kind. */
export interface Shape {
  readonly accepts: Accept;
  tell(value: unknown, extras: readonly Extra[]): void;
}

/**
 * A place in a value, with the schemas that describe it. What they make of values is worked out by kind, when a value of that kind first
 * comes by. What accepts them stands in a plain record that one function reads: closures in closures would cost more than what they check.
 */
export interface Place extends Record<Kind, Accept | undefined> {
  readonly shape: (kind: Kind) => Shape;
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

/** @param make called once for each kind */
export function createPlace(make: Place['shape']): Place {
  const shapes = new Map<Kind, Shape>();
  const shape = (kind: Kind): Shape => {
    let known = shapes.get(kind);
    if (!known) shapes.set(kind, (known = make(kind)));
    return known;
  };
  const unknown = undefined;
  return {
    string: unknown,
    integer: unknown,
    number: unknown,
    boolean: unknown,
    null: unknown,
    array: unknown,
    object: unknown,
    beyond: unknown,
    infinite: unknown,
    shape,
  };
}

export const pass: Accept = () => true;

/** Whether a value is valid at a place, in one walk that allocates nothing and stops at the first fault. */
export function accepts(place: Place, value: unknown): boolean {
  const accept = acceptFor(place, value);
  return accept === pass || accept(value);
}

/** Tells everything that is wrong with a value, and its members that are not mentioned. */
export function tell(place: Place, value: unknown, extras: readonly Extra[] = none): void {
  place.shape(kindOf(value)).tell(value, extras);
}

const none: readonly Extra[] = [];

function acceptFor(place: Place, value: unknown): Accept {
  switch (typeof value) {
    case 'string':
      return (place.string ??= place.shape('string').accepts);
    case 'number':
      if (Number.isSafeInteger(value)) return (place.integer ??= place.shape('integer').accepts);
      return (place[kindOf(value)] ??= place.shape(kindOf(value)).accepts);
    case 'boolean':
      return (place.boolean ??= place.shape('boolean').accepts);
    case 'object':
      if (value === null) return (place.null ??= place.shape('null').accepts);
      if (Array.isArray(value)) return (place.array ??= place.shape('array').accepts);
      return (place.object ??= place.shape('object').accepts);
    default:
      return (place.beyond ??= place.shape('beyond').accepts);
  }
}

export function kindOf(value: unknown): Kind {
  if (typeof value === 'bigint') return 'beyond';
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return typeOf(value);
  return Number.isInteger(value) ? 'beyond' : Number.isFinite(value) ? 'number' : 'infinite';
}
