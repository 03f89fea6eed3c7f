import { decodeText, findMediaType, isJson, isOpaque, parseMediaType, type MediaType } from '../http/media-type.ts';
import { fromBinaryText, parseMultipart, type Part } from '../http/multipart.ts';
import { splitQuery, type RawPair } from '../http/url.ts';
import { isRecord, type JsonObject, type JsonType } from '../json.ts';
import type { Judge } from '../judge.ts';
import type { Fault } from '../judge/faults.ts';
import { orList } from '../judge/words.ts';
import type { Schema } from '../schema/keywords.ts';
import { typesOf } from '../schema/types-of.ts';
import { formsOf, objectForms, type Form } from '../values/forms.ts';
import { parsed, read, readBest, readMembers, type Field } from '../values/read.ts';
import { notationOf } from '../values/styles.ts';
import type { ReadBody } from './read-body.ts';

export function readForm(
  body: Uint8Array | string,
  type: MediaType,
  judge: Judge | undefined,
  encoding: JsonObject,
): ReadBody {
  if (!judge) return undefined;
  const text = decodeText(body, type).trim();
  // Some descriptions call the whole form a text.
  if (!judge.types.has('object')) return { value: text };
  const pairs = splitQuery(text);
  const value = readBest(judge, judge.schema, (form) => {
    const named = pairs.map(([name, raw]): RawPair => [styledName(judge, form, encoding, name) ?? name, raw]);
    return readMembers(judge, form, named, (name) => encodingOf(encoding[name]));
  });
  return { value };
}

/**
 * The name of what `encoding` gives a style, as a deep object has it: `p` and `p[a]` as they are, and `p[a]` for the `a` of an exploded
 * object. `undefined` for the others (OpenAPI 3.1, "Encoding Object": without a style, objects are JSON and lists are repeated).
 */
function styledName(judge: Judge, form: Form | undefined, encoding: JsonObject, name: string): string | undefined {
  const isStyled = (key: string): boolean => {
    const raw = encoding[key];
    return isRecord(raw) && (raw['style'] ?? raw['explode']) !== undefined;
  };
  if (isStyled(name.replace(/\[.*$/s, ''))) return name;
  if (form?.inner(name) !== undefined) return undefined;
  const owner = Object.keys(encoding).find((key) => {
    const { style, explode } = encodingOf(encoding[key]).notation;
    if (!isStyled(key) || style !== 'form' || !explode) return false;
    return objectForms(judge.set, form?.inner(key) ?? true).some((inner) => inner.inner(name) !== undefined);
  });
  return owner === undefined ? undefined : `${owner}[${name}]`;
}

function encodingOf(raw: unknown): Pick<Field, 'notation' | 'json'> {
  const encoding = isRecord(raw) ? raw : {};
  const { contentType } = encoding;
  const json = typeof contentType === 'string' && isJson(parseMediaType(contentType).essence);
  return { notation: notationOf('query', encoding), json };
}

export function readMultipart(
  body: Uint8Array | string,
  type: MediaType,
  judge: Judge | undefined,
  encoding: JsonObject,
): ReadBody {
  const boundary = type.parameters.get('boundary');
  const parts = boundary === undefined ? undefined : parseMultipart(body, boundary);
  const malformed = 'multipart/form-data with the boundary that its content type names';
  if (!parts) return { malformed, truncated: false };
  if (!judge) return undefined;
  const faults = new Map<string, Fault>();
  const opaque = new Set<string>();
  const value = readBest(judge, judge.schema, (form) => {
    const values = new Map<string, unknown[]>();
    const pairs: RawPair[] = [];
    for (const part of parts) {
      if (part.name === undefined) continue;
      const essence = part.contentType === undefined ? '' : parseMediaType(part.contentType).essence;
      // A part that says what it is was not written by a style.
      const isPlain = part.filename === undefined && (essence === '' || essence === 'text/plain');
      const styled = isPlain ? styledName(judge, form, encoding, part.name) : undefined;
      if (styled !== undefined) {
        pairs.push([styled, fromBinaryText(part.content)]);
        continue;
      }
      // PHP and others send lists under `name[]`.
      const name = form?.inner(part.name) === undefined ? part.name.replace(/\[\d*\]$/, '') : part.name;
      const fault = typeFault(part, name, encoding[name]) ?? headerFault(part, name, encoding[name]);
      if (fault && !faults.has(name)) faults.set(name, fault);
      const listed = form?.inner(name) ?? true;
      if (isOpaque(essence) && isObject(typesOf(judge.set, itemOf(judge, listed)))) opaque.add(name);
      values.set(name, [...(values.get(name) ?? []), readPart(part, essence, listed, judge)]);
    }
    const members = [...values].map(([name, list]): [string, unknown] => {
      const schema = form?.inner(name);
      const isListed = schema !== undefined && typesOf(judge.set, schema).has('array');
      return [name, isListed && !(list.length === 1 && Array.isArray(list[0])) ? list : list[0]];
    });
    const styled = readMembers(judge, form, pairs, (name) => {
      const { notation, json } = encodingOf(encoding[name]);
      return { notation: { ...notation, decode: (text) => text }, json };
    });
    return { ...Object.fromEntries(members), ...styled };
  });
  return { value, faults: [...faults.values()], opaque };
}

/** Whether a part says that it is of another type than those that `encoding` lists for it. */
function typeFault({ contentType }: Part, name: string, raw: unknown): Fault | undefined {
  const listed = isRecord(raw) && typeof raw['contentType'] === 'string' ? raw['contentType'].split(',') : [];
  if (contentType === undefined || listed.length === 0) return undefined;
  if (findMediaType(listed, parseMediaType(contentType)) !== undefined) return undefined;
  const expected = `a part of type ${orList(listed.map((type) => type.trim()))}`;
  return { keyword: 'contentType', path: [name], expected, actual: contentType, count: 1 };
}

/** Whether a part lacks a header that `encoding` requires of it; its content type is described elsewhere. */
function headerFault({ headers }: Part, name: string, raw: unknown): Fault | undefined {
  const described = isRecord(raw) && isRecord(raw['headers']) ? Object.entries(raw['headers']) : [];
  const missing = described.find(
    ([header, value]) =>
      !/^content-type$/i.test(header) &&
      !headers.has(header.toLowerCase()) &&
      isRecord(value) &&
      value['required'] === true,
  );
  const expected = `a part with the header "${missing?.[0]}"`;
  return missing && { keyword: 'headers', path: [name], expected, actual: [...headers.keys()].join(', '), count: 1 };
}

/** Parts that repeat a name are the items of its list. */
function readPart(part: Part, essence: string, listed: Schema, judge: Judge): unknown {
  const json = isJson(essence);
  const schema = itemOf(judge, listed);
  // A file name is no sign of bytes: browsers send one with each Blob, whatever it holds.
  const isTextual = essence === 'text/plain' || (json && !typesOf(judge.set, listed).has('string'));
  if (part.filename !== undefined && !isTextual) return part.content;
  const text = fromBinaryText(part.content);
  const isJsonLike = !typesOf(judge.set, schema).has('string') && /^\s*[{[]/.test(text);
  const otherwise = read(judge, schema, text);
  return json || isJsonLike ? parsed(text, otherwise) : otherwise;
}

/** What describes a part: of a list, its items. */
function itemOf(judge: Judge, listed: Schema): Schema {
  const array = formsOf(judge.set, listed).find(({ kind }) => kind === 'array');
  return array ? (array.inner(0) ?? true) : listed;
}

/** Whether nothing but an object is meant, or what is inside of it: a file is a string. */
function isObject(types: ReadonlySet<JsonType>): boolean {
  return types.has('object') && !types.has('string');
}
