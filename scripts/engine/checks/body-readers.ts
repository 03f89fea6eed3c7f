import type { Judge } from '../judge.ts';
import { parseJson } from '../http/json-text.ts';
import { findMediaType, isJson, parseMediaType, type MediaType } from '../http/media-type.ts';
import { fromBinaryText, parseMultipart, type Part } from '../http/multipart.ts';
import { splitQuery } from '../http/url.ts';
import { isRecord, type JsonObject } from '../json.ts';
import type { Fault } from '../judge/faults.ts';
import { orList } from '../judge/words.ts';
import type { Schema } from '../schema/keywords.ts';
import { typesOf } from '../schema/types-of.ts';
import { objectForm, readObject, type MemberEncoding } from '../values/read-object.ts';
import { fits, readScalar, readScalarAs } from '../values/scalars.ts';
import { decoders, type Style } from '../values/styles.ts';

/** What a body was read as. */
export type ReadBody =
  | { readonly kind: 'value'; readonly value: unknown; readonly exact?: unknown; readonly faults?: readonly Fault[] }
  /** Nothing more can be said about it. */
  | { readonly kind: 'opaque' }
  | { readonly kind: 'malformed'; readonly expected: string; readonly truncated: boolean };

/** Everything that reading a body may need. */
export interface BodySource {
  readonly body: Uint8Array | string;
  readonly type: MediaType;
  readonly judge: Judge | undefined;
  readonly encoding: JsonObject;
}

export type BodyReader = (source: BodySource) => ReadBody;

const opaque: ReadBody = { kind: 'opaque' };

export const bodyReaders = {
  json: readJson,
  form: readForm,
  multipart: readMultipart,
  text: readText,
  binary: readBinary,
};

function readJson({ body, type }: BodySource): ReadBody {
  const parsed = parseJson(decodeText(body, type));
  if (!parsed.ok) return { kind: 'malformed', expected: 'JSON', truncated: parsed.truncated };
  return 'exact' in parsed
    ? { kind: 'value', value: parsed.value, exact: parsed.exact }
    : { kind: 'value', value: parsed.value };
}

/** Text by its charset; UTF-8 when none or an unknown one is named. */
export function decodeText(body: Uint8Array | string, type: MediaType): string {
  if (typeof body === 'string') return body;
  const charset = type.parameters.get('charset');
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
    try {
      return new TextDecoder(charset).decode(body);
    } catch {
      // An unknown charset: read it as what nearly everything is.
    }
  }
  return utf8.decode(body);
}

const utf8 = new TextDecoder();

function readText({ body, type, judge }: BodySource): ReadBody {
  if (!judge) return opaque;
  const text = decodeText(body, type);
  const { types } = judge;
  const scalar = types.has('string') || types.has('number') || types.has('integer') || types.has('boolean');
  if (!scalar) {
    // An object schema for text may mean JSON that is sent under a plain name, and may mean something else.
    const parsed = type.essence === 'text/plain' ? parseJson(text) : undefined;
    return parsed?.ok ? { kind: 'value', value: parsed.exact ?? parsed.value } : opaque;
  }
  const readings = readScalar(text, types);
  return { kind: 'value', value: readings.find((reading) => fits(judge, judge.schema, reading)) ?? readings[0] };
}

/** The bytes themselves are no JSON value; only their number can be checked, as the length of a string. */
function readBinary({ body, judge }: BodySource): ReadBody {
  const schema = judge?.schema;
  if (typeof schema !== 'object' || (schema.maxLength ?? schema.minLength) === undefined || !judge?.types.has('string'))
    return opaque;
  return { kind: 'value', value: binaryText(body.length) };
}

/** Stands for a file in a value: as long as it, and of no content. */
function binaryText(length: number): string {
  return '\u0000'.repeat(length);
}

function readForm({ body, type, judge, encoding }: BodySource): ReadBody {
  if (!judge) return opaque;
  const pairs = splitQuery(decodeText(body, type).trim());
  return { kind: 'value', value: readObject(judge, judge.schema, pairs, (name) => encodingOf(encoding[name])) };
}

function encodingOf(raw: unknown): MemberEncoding {
  const encoding = isRecord(raw) ? raw : {};
  const style = (typeof encoding['style'] === 'string' ? encoding['style'] : 'form') as Style;
  const explode = typeof encoding['explode'] === 'boolean' ? encoding['explode'] : style === 'form';
  const contentType = typeof encoding['contentType'] === 'string' ? encoding['contentType'] : '';
  return { notation: { style, explode, decode: decoders.query }, json: isJson(parseMediaType(contentType).essence) };
}

function readMultipart({ body, type, judge, encoding }: BodySource): ReadBody {
  const boundary = type.parameters.get('boundary');
  const parts = boundary === undefined ? undefined : parseMultipart(body, boundary);
  if (!parts)
    return {
      kind: 'malformed',
      expected: 'multipart/form-data with the boundary that its content type names',
      truncated: false,
    };
  if (!judge) return opaque;
  const form = objectForm(judge, judge.schema);
  const byName = new Map<string, unknown[]>();
  const faults = new Map<string, Fault>();
  for (const part of parts) {
    if (part.name === undefined) continue;
    // PHP and others send lists under `name[]`.
    const name = form?.member(part.name) === undefined ? part.name.replace(/\[\d*\]$/, '') : part.name;
    const schema = form?.member(name) ?? true;
    const values = byName.get(name) ?? [];
    const fault = typeFault(part, name, encoding[name]);
    if (fault && !faults.has(name)) faults.set(name, fault);
    byName.set(name, [...values, readPart(part, itemOrSelf(judge, schema), judge)]);
  }
  const members = [...byName].map(([name, values]): [string, unknown] => {
    const listed = typesOf(judge.set, form?.member(name) ?? true).has('array') && form?.member(name) !== undefined;
    const [first] = values;
    return [name, listed && !(values.length === 1 && Array.isArray(first)) ? values : first];
  });
  return { kind: 'value', value: Object.fromEntries(members), faults: [...faults.values()] };
}

/** Whether a part says that it is of another type than those that `encoding` lists for it. */
function typeFault({ contentType }: Part, name: string, raw: unknown): Fault | undefined {
  const listed = isRecord(raw) && typeof raw['contentType'] === 'string' ? raw['contentType'].split(',') : [];
  if (contentType === undefined || listed.length === 0) return undefined;
  if (findMediaType(listed, parseMediaType(contentType)) !== undefined) return undefined;
  const expected = `a part of type ${orList(listed.map((type) => type.trim()))}`;
  return { keyword: 'contentType', path: [name], expected, actual: contentType, count: 1 };
}

/** Parts that repeat a name are the items of its list. */
function itemOrSelf(judge: Judge, schema: Schema): Schema {
  if (!typesOf(judge.set, schema).has('array')) return schema;
  const resolved =
    typeof schema === 'object' && schema.$ref !== undefined ? judge.set.definitions.get(schema.$ref) : schema;
  return typeof resolved === 'object' && resolved.items !== undefined ? resolved.items : true;
}

function readPart(part: Part, schema: Schema, judge: Judge): unknown {
  if (part.filename !== undefined) return binaryText(part.content.length);
  const text = fromBinaryText(part.content);
  const json = part.contentType !== undefined && isJson(parseMediaType(part.contentType).essence);
  const types = typesOf(judge.set, schema);
  if (json || (!types.has('string') && /^\s*[{[]/.test(text))) {
    const parsed = parseJson(text);
    if (parsed.ok) return parsed.exact ?? parsed.value;
  }
  return readScalarAs(text, schema, judge);
}
