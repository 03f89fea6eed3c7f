/** How parameter values are written (OpenAPI, "Style Values"). */

import { isRecord } from '../../engine/json.ts';
import type { Parameter } from './description.ts';

type Written = Pick<Parameter, 'name' | 'style' | 'explode' | 'contentType'>;
type Encode = (text: string) => string;

/** Half a character has no encoding; it is sent as browsers send it. */
const encode: Encode = (text) => encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\ufffd'));

/** For the path: `5`, `.5`, `;id=5`, and lists and objects of these. */
export function writePath({ name, style, explode, contentType }: Written, value: unknown): string {
  if (contentType !== undefined) return encode(contentText(contentType, value));
  const prefix = style === 'label' ? '.' : style === 'matrix' ? ';' : '';
  const separator = !explode || prefix === '' ? ',' : prefix;
  const isMatrix = style === 'matrix';
  const parts = partsOf(value, explode, encode);
  if (!isMatrix) return prefix + parts.join(separator);
  if (explode) return parts.map((part) => `;${isRecord(value) ? part : named(encode(name), part)}`).join('');
  return `;${named(encode(name), parts.join(','))}`;
}

/** For the query: pairs that are joined with `&`; an exploded object is its members. */
export function writeQuery(
  { name, style, explode, contentType }: Written,
  value: unknown,
  key = encode(name),
): string[] {
  if (contentType !== undefined) return [`${key}=${encode(contentText(contentType, value))}`];
  if (style === 'deepObject' && typeof value === 'object' && value !== null) return deepPairs(key, value);
  if (!Array.isArray(value) && !isRecord(value)) return [`${key}=${encode(textOf(value))}`];
  const parts = partsOf(value, explode, encode);
  if (explode) return isRecord(value) ? parts : parts.map((part) => `${key}=${part}`);
  const delimiter = style === 'spaceDelimited' ? '%20' : style === 'pipeDelimited' ? '%7C' : ',';
  return [`${key}=${parts.join(delimiter)}`];
}

/** `filter[price][from]=5`; OpenAPI defines the first level only, and what lies deeper is written as most servers read it. */
function deepPairs(key: string, value: object): string[] {
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([member, item]: [string, unknown]) => {
    const inner = isList ? key : `${key}%5B${encode(member)}%5D`;
    if (isRecord(item) || Array.isArray(item)) return deepPairs(isList ? `${key}%5B${member}%5D` : inner, item);
    return [`${inner}=${encode(textOf(item))}`];
  });
}

/** For a header, whose values are not encoded. */
export function writeHeader({ explode, contentType }: Omit<Written, 'name' | 'style'>, value: unknown): string {
  if (contentType !== undefined) return contentText(contentType, value);
  return partsOf(value, explode, (text) => text).join(',');
}

/** For the `Cookie` header: pairs that are joined with `; `. Names of cookies are not encoded (RFC 6265, 4.1.1). */
export function writeCookie(parameter: Written, value: unknown): string[] {
  return writeQuery(parameter, value, parameter.name);
}

/** The items of a list, the names and values of an object, or the one value; names go with their values when exploded. */
function partsOf(value: unknown, explode: boolean, encode: Encode): string[] {
  if (Array.isArray(value)) return value.map((item) => encode(textOf(item)));
  if (!isRecord(value)) return [encode(textOf(value))];
  const pairs = Object.entries(value).map(([name, item]) => [encode(name), encode(textOf(item))] as const);
  return explode ? pairs.map(([name, item]) => `${name}=${item}`) : pairs.flat();
}

function named(name: string, text: string): string {
  return text === '' ? name : `${name}=${text}`;
}

/** Containers inside of others have no notation of their own: JSON. */
function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

/** A value by its media type. Examples may have been written as JSON already. */
function contentText(contentType: string, value: unknown): string {
  if (!/[/+]json/i.test(contentType)) return textOf(value);
  return typeof value === 'string' && isJsonText(value) ? value : JSON.stringify(value);
}

function isJsonText(text: string): boolean {
  if (!/^\s*["[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
