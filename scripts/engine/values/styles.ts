import { decodeForm, decodePercent } from '../http/url.ts';
import type { JsonObject } from '../json.ts';

export type Style = 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject' | 'simple' | 'label' | 'matrix';

/** How a parameter is written (OpenAPI, "Style Values"). */
export interface Notation {
  readonly style: Style;
  readonly explode: boolean;
  readonly decode: (raw: string) => string;
}

/** Query strings and form bodies read `+` as a space, paths do not, headers are not encoded at all. */
export const decoders = {
  query: decodeForm,
  path: decodePercent,
  cookie: decodePercent,
  header: (raw: string) => raw.trim(),
};

/** Where a parameter is. */
export type Place = keyof typeof decoders;

export function isPlace(value: unknown): value is Place {
  return typeof value === 'string' && Object.hasOwn(decoders, value);
}

/** The styles that a place has, its default first. */
const stylesOf: Readonly<Record<Place, readonly [Style, ...Style[]]>> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
};

/** How values are written in a place, by what a parameter or an `encoding` says; a style that the place does not have is not meant. */
export function notationOf(place: Place, { style: named, explode }: JsonObject): Notation {
  const styles = stylesOf[place];
  const style = styles.find((one) => one === named) ?? styles[0];
  return { style, explode: typeof explode === 'boolean' ? explode : style === 'form', decode: decoders[place] };
}

const delimiters: Partial<Record<Style, string>> = { spaceDelimited: ' ', pipeDelimited: '|' };

/** The ways in which one written value may be a list of texts; several, since clients disagree about encoding the delimiter. */
export function splitList(raw: string, notation: Notation, name: string): string[][] {
  const { style, explode, decode } = notation;
  const body = strip(raw, notation, name);
  if (body === undefined) return [];
  if (body === '') return [[], ['']];
  if (style === 'label' || style === 'matrix') {
    const separator = style === 'label' ? '.' : ';';
    if (explode) return [body.split(separator).map((part) => decode(afterName(part, style, name)))];
    // `.a,b` by RFC 6570, `.a.b` by the table of OpenAPI 3.0.
    const readings = [body.split(',').map(decode)];
    if (style === 'label' && body.includes('.')) readings.push(body.split('.').map(decode));
    return readings;
  }
  const delimiter = delimiters[style] ?? ',';
  const whole = decode(body).split(delimiter);
  const parts = body.split(delimiter).map(decode);
  const tidy = delimiter === ',' && notation.decode === decoders.header ? whole.map((part) => part.trim()) : whole;
  return parts.length === tidy.length ? [tidy] : [tidy, parts];
}

/** As {@link splitList}, for the members of an object. */
export function splitMembers(raw: string, notation: Notation, name: string): [string, string][][] {
  const { style, explode, decode } = notation;
  // Its members come under names of their own.
  if (style === 'deepObject') return [];
  if (explode && style !== 'form') {
    const separator = style === 'label' ? '.' : style === 'matrix' ? ';' : ',';
    const body = style === 'matrix' ? (raw.startsWith(';') ? raw.slice(1) : undefined) : strip(raw, notation, name);
    if (body === undefined) return [];
    if (body === '') return [[]];
    return [body.split(separator).map((part) => pairOf(part, decode))];
  }
  return splitList(raw, notation, name).flatMap((parts) => {
    if (parts.length % 2 !== 0) return [];
    return [
      Array.from({ length: parts.length / 2 }, (_, i): [string, string] => [
        parts[2 * i] as string,
        parts[2 * i + 1] as string,
      ]),
    ];
  });
}

function pairOf(part: string, decode: (raw: string) => string): [string, string] {
  const equals = part.indexOf('=');
  return equals < 0 ? [decode(part), ''] : [decode(part.slice(0, equals)), decode(part.slice(equals + 1))];
}

/** One scalar, without the prefix of its style; `undefined` when that is missing. */
export function scalarText(raw: string, notation: Notation, name: string): string | undefined {
  const body = strip(raw, { ...notation, explode: false }, name);
  return body === undefined ? undefined : notation.decode(body);
}

function strip(raw: string, { style, explode }: Notation, name: string): string | undefined {
  if (style === 'label') return raw.startsWith('.') ? raw.slice(1) : undefined;
  if (style !== 'matrix') return raw;
  if (explode) return raw.startsWith(`;${name}`) ? raw.slice(1) : undefined;
  return raw.startsWith(`;${name}=`) ? raw.slice(name.length + 2) : raw === `;${name}` ? '' : undefined;
}

function afterName(part: string, style: Style, name: string): string {
  return style === 'matrix' && part.startsWith(`${name}=`) ? part.slice(name.length + 1) : part;
}
