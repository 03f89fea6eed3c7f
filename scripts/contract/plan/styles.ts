/** How parameter values are written (OpenAPI, "Style Values"). */

import type { Parameter } from './description.ts';

type Written = Pick<Parameter, 'name' | 'style' | 'explode' | 'contentType'>;
type Encode = (text: string) => string;

/** For the path: `5`, `.5`, `;id=5`, and lists and objects of these. */
export function writePath({ name, style, explode, contentType }: Written, value: unknown): string {
  const encode = encodeURIComponent;
  if (contentType !== undefined) return encode(textOf(value));
  const prefix = style === 'label' ? '.' : style === 'matrix' ? ';' : '';
  const separator = !explode || prefix === '' ? ',' : prefix;
  const isMatrix = style === 'matrix';
  const parts = partsOf(value, explode, encode);
  if (!isMatrix) return prefix + parts.join(separator);
  if (explode) return parts.map((part) => `;${isObject(value) ? part : named(encode(name), part)}`).join('');
  return `;${named(encode(name), parts.join(','))}`;
}

/** For the query: pairs that are joined with `&`; an exploded object is its members. */
export function writeQuery({ name, style, explode, contentType }: Written, value: unknown): string[] {
  const encode = encodeURIComponent;
  const key = encode(name);
  if (contentType !== undefined) return [`${key}=${encode(textOf(value))}`];
  if (style === 'deepObject' && typeof value === 'object' && value !== null) return deepPairs(key, value);
  if (!Array.isArray(value) && !isObject(value)) return [`${key}=${encode(textOf(value))}`];
  const parts = partsOf(value, explode, encode);
  if (explode) return isObject(value) ? parts : parts.map((part) => `${key}=${part}`);
  const delimiter = style === 'spaceDelimited' ? '%20' : style === 'pipeDelimited' ? '%7C' : ',';
  return [`${key}=${parts.join(delimiter)}`];
}

/** `filter[price][from]=5`; OpenAPI defines the first level only, and what lies deeper is written as most servers read it. */
function deepPairs(key: string, value: object): string[] {
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([member, item]: [string, unknown]) => {
    const inner = isList ? key : `${key}%5B${encodeURIComponent(member)}%5D`;
    if (isObject(item) || Array.isArray(item)) return deepPairs(isList ? `${key}%5B${member}%5D` : inner, item);
    return [`${inner}=${encodeURIComponent(textOf(item))}`];
  });
}

/** For a header, whose values are not encoded. */
export function writeHeader({ explode, contentType }: Omit<Written, 'name' | 'style'>, value: unknown): string {
  if (contentType !== undefined) return textOf(value);
  return partsOf(value, explode, (text) => text).join(',');
}

/** For the `Cookie` header: pairs that are joined with `; `. */
export function writeCookie(parameter: Written, value: unknown): string[] {
  return writeQuery(parameter, value);
}

/** The items of a list, the names and values of an object, or the one value; names go with their values when exploded. */
function partsOf(value: unknown, explode: boolean, encode: Encode): string[] {
  if (Array.isArray(value)) return value.map((item) => encode(textOf(item)));
  if (!isObject(value)) return [encode(textOf(value))];
  const pairs = Object.entries(value).map(([name, item]) => [encode(name), encode(textOf(item))] as const);
  return explode ? pairs.map(([name, item]) => `${name}=${item}`) : pairs.flat();
}

function named(name: string, text: string): string {
  return text === '' ? name : `${name}=${text}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Containers inside of others have no notation of their own: JSON. */
function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
