/** JSON as the store keeps it. Rows are never changed in place: a change puts a new row, so that old ones may be kept and compared. */
export type Json = string | number | boolean | null | readonly Json[] | Fields;

export interface Fields {
  readonly [name: string]: Json | undefined;
}

export type RowId = number | string;

/** One thing of the store as it is kept. Fields that are worked out for an answer (links, formatted prices) are not in it. */
export interface Row extends Fields {
  readonly id: RowId;
}

export function isFields(value: Json | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The field as an object; empty when it is absent or something else. */
export function fieldsOf(value: Json | undefined): Fields {
  return isFields(value) ? value : {};
}

/** The objects of a list; empty when the field is absent or something else. */
export function listOf(value: Json | undefined): readonly Fields[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isFields) : [];
}

/** The things that an answer lists: a page of them, or all as a plain list. */
export function itemsOf(value: Json | undefined, field = 'items'): readonly Fields[] {
  return listOf(isFields(value) ? value[field] : value);
}

export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

export function numberOf(value: Json | undefined): number {
  return typeof value === 'number' ? value : 0;
}

/** The numbers of a list; empty when the field is absent or something else. */
export function numbersOf(value: Json | undefined): readonly number[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter((item) => typeof item === 'number') : [];
}

/**
 * Joins a partial update with what was there: objects are joined member by member, lists and all else are replaced, `null` takes
 * a field away. What the update does not name stays.
 */
export function merge(before: Fields, update: Fields): Fields {
  const after: Record<string, Json | undefined> = {};
  // Built up and never deleted from: the engine reads objects that have lost a field several times slower.
  for (const name of Object.keys(before)) {
    const change = update[name];
    if (change === undefined) after[name] = before[name];
    else if (change !== null) after[name] = joined(before[name], change);
  }
  for (const name of Object.keys(update)) {
    const change = update[name];
    if (change !== undefined && change !== null && !Object.hasOwn(before, name))
      after[name] = joined(undefined, change);
  }
  return after;
}

function joined(before: Json | undefined, change: Json): Json {
  return isFields(change) ? merge(isFields(before) ? before : {}, change) : change;
}

/** A copy without those fields. */
export function without(fields: Fields, names: readonly string[]): Fields {
  const rest: Record<string, Json | undefined> = {};
  for (const name of Object.keys(fields)) if (!names.includes(name)) rest[name] = fields[name];
  return rest;
}

/** Without the fields that are undefined, which would hide those of the same name. */
export function defined(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
