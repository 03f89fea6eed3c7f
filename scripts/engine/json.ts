/** JSON values and the few operations on them that every part of the engine shares. */

export type JsonObject = { readonly [key: string]: unknown };

/** Names and indexes from the root of a value to a place inside it. */
export type JsonPath = readonly (string | number)[];

export type JsonType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

/** Whether a value is a JSON object: neither an array nor null. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether an object has that member itself; `constructor` and the like are inherited by every JavaScript object. */
export function has(object: object, key: string): boolean {
  return Object.prototype.hasOwnProperty.call(object, key);
}

/** The member, or `undefined` when the object does not have it itself. */
export function own(object: JsonObject, key: string): unknown {
  return has(object, key) ? object[key] : undefined;
}

/** JSON type of a value; a `bigint` is an integer that a double cannot hold (see `http/json-text.ts`). */
export function typeOf(value: unknown): JsonType {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'number':
      return Number.isInteger(value) ? 'integer' : 'number';
    case 'bigint':
      return 'integer';
    case 'boolean':
      return 'boolean';
    default:
      return value === null ? 'null' : Array.isArray(value) ? 'array' : 'object';
  }
}

/** One reference token of a JSON Pointer (RFC 6901). */
export function escapeToken(token: string | number): string {
  const text = String(token);
  return text.includes('~') || text.includes('/') ? text.replaceAll('~', '~0').replaceAll('/', '~1') : text;
}

/** The name that a reference token stands for. */
export function unescapeToken(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}

export function toPointer(path: JsonPath): string {
  let pointer = '';
  for (const token of path) pointer += `/${escapeToken(token)}`;
  return pointer;
}

/** What a JSON Pointer leads to; `undefined` when it leads nowhere. */
export function atPointer(root: unknown, pointer: string): unknown {
  let value = root;
  if (pointer === '') return value;
  for (const token of pointer.slice(1).split('/')) {
    const key = unescapeToken(token);
    if (Array.isArray(value)) value = /^\d+$/.test(key) ? value[Number(key)] : undefined;
    else value = isRecord(value) ? own(value, key) : undefined;
    if (value === undefined) return undefined;
  }
  return value;
}

/** Equality of JSON values; a `bigint` equals a number of the same value. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a === 'bigint' || typeof b === 'bigint') {
    // A number of the description beyond 2^53 has lost its last digits already: compare what is left.
    if (typeof a === 'number') return !Number.isSafeInteger(a) && a === Number(b);
    if (typeof b === 'number') return !Number.isSafeInteger(b) && b === Number(a);
    return false;
  }
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => equal(item, b[i]));
  if (!isRecord(a) || !isRecord(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => has(b, key) && equal(a[key], b[key]));
}

export function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
