/** Request bodies from the examples of a description, or made by its schemas. */

import { isRecord } from '../../engine/json.ts';
import type { HttpRequest } from '../../engine/types.ts';
import { notationOf } from '../../engine/values/styles.ts';
import { boundary, writeMultipart, type FormPart } from '../send/multipart.ts';
import { concreteType } from './concrete-type.ts';
import { asObject, type JsonObject, type MediaType, type PlannedOperation } from './description.ts';
import { writeQuery } from './styles.ts';
import type { Sampler } from './values/sampler.ts';

export interface SampleBody {
  /** Name of the example that it is, `''` when it has none. */
  readonly name: string;
  readonly contentType: string;
  readonly body: string | Uint8Array;
}

/** A picture of one pixel (PNG): what is uploaded where the description wants an image. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/**
 * A body for every named example of every media type that the operation takes, one made by the schema where there is no
 * example; none when the operation takes no body.
 */
export function sampleBodies(operation: PlannedOperation, sampler: Sampler): SampleBody[] {
  return (operation.requestBody?.content ?? []).flatMap((media) => bodiesOf(media, sampler));
}

/** The bodies of one media type, or the one of that variant where the description gives none; empty when none can be made. */
export function bodiesOf(media: MediaType, sampler: Sampler, variant = 0): SampleBody[] {
  const { sendAs, schema, writtenSchema, examples } = media;
  if (sendAs === undefined) return [];
  if (isBinary(sendAs)) return [{ name: '', contentType: sendAs, body: bytesFor(schema) }];
  const made = writtenSchema === undefined ? anyValue(sendAs) : sampler(writtenSchema, variant);
  // A whole multipart body as one text has a boundary that nobody names.
  const given = /^multipart\//i.test(sendAs) ? examples.filter(({ value }) => isRecord(value)) : examples;
  const values = given.length > 0 ? given : [{ name: '', value: made }];
  return values.flatMap(({ name, value }) =>
    value === undefined ? [] : [{ name, ...writeBody(media, sendAs, value) }],
  );
}

/** The request with that body; with none when there is none. */
export function withBody(request: HttpRequest, sample: SampleBody | undefined): HttpRequest {
  if (!sample) return { ...request, body: '' };
  return { ...request, headers: [...request.headers, ['Content-Type', sample.contentType]], body: sample.body };
}

/** A form without any field would be no body. */
function anyValue(type: string): unknown {
  return /x-www-form-urlencoded/i.test(type) ? { name: 'text' } : null;
}

function isBinary(type: string): boolean {
  return !/json|^text\/|xml|x-www-form-urlencoded|^multipart\//i.test(type);
}

/** As long as the schema wants it. */
function bytesFor(schema: JsonObject | undefined): Uint8Array {
  const least = typeof schema?.minLength === 'number' ? schema.minLength : 0;
  const most = typeof schema?.maxLength === 'number' ? schema.maxLength : Infinity;
  const length = Math.min(most, Math.max(least, pixel.length));
  return length === pixel.length ? pixel : Buffer.alloc(length, pixel);
}

function writeBody(media: MediaType, contentType: string, value: unknown): Omit<SampleBody, 'name'> {
  if (/^multipart\//i.test(contentType))
    return { contentType: `${contentType}; boundary=${boundary}`, body: writeMultipart(partsOf(value, media)) };
  if (/x-www-form-urlencoded/i.test(contentType))
    return { contentType, body: typeof value === 'string' ? value : writeForm(value, media) };
  if (/json/i.test(contentType)) return { contentType, body: JSON.stringify(value) };
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
  return { contentType, body: /xml/i.test(contentType) && !text.startsWith('<') ? '<sample/>' : text };
}

/** Fields as query parameters are written; an object is JSON unless `encoding` gives it a style. */
export function writeForm(value: unknown, media: MediaType): string {
  const pairs = Object.entries(asObject(value)).flatMap(([name, field]) => {
    const encoding = asObject(media.encoding[name]);
    const usual = isRecord(field) && encoding.style === undefined ? 'application/json' : undefined;
    const contentType = typeof encoding.contentType === 'string' ? encoding.contentType : usual;
    return writeQuery({ name, ...notationOf('query', encoding), contentType }, field);
  });
  return pairs.join('&');
}

/** Parts in the order of the value; a list is a part for each of its items, and a binary property is a picture. */
function partsOf(value: unknown, media: MediaType): FormPart[] {
  return Object.entries(asObject(value)).flatMap(([name, field]) => {
    const schema = media.propertySchema(name) ?? {};
    const { contentType, headers } = asObject(media.encoding[name]);
    const type = typeof contentType === 'string' ? partType(contentType.split(',')[0]!.trim()) : undefined;
    const written = { type, headers: requiredHeaders(headers, media) };
    if (!Array.isArray(field)) return [partOf(name, field, schema, written)];
    const itemSchema = isRecord(schema.items) ? media.resolve(schema.items) : schema;
    const items = type?.includes('json') === true ? [field] : (field as unknown[]);
    return items.map((item) => partOf(name, item, itemSchema, written));
  });
}

/** Lines of the headers that a part must have. */
function requiredHeaders(headers: unknown, { resolve }: MediaType): string[] {
  return Object.entries(asObject(headers)).flatMap(([name, header]) => {
    const { required, example = 'text' } = resolve(header);
    return required === true && !/^content-type$/i.test(name) ? [`${name}: ${String(example)}`] : [];
  });
}

/** How `encoding` wants a part to be written. */
interface PartEncoding {
  readonly type: string | undefined;
  readonly headers: readonly string[];
}

function partOf(name: string, value: unknown, schema: JsonObject, { type, headers }: PartEncoding): FormPart {
  const { format, contentMediaType, contentEncoding } = schema;
  const isFile = format === 'binary' || (contentMediaType !== undefined && contentEncoding === undefined);
  const isObject = typeof value === 'object' && value !== null;
  const text = isObject ? JSON.stringify(value) : String(value);
  const mediaType = typeof contentMediaType === 'string' ? partType(contentMediaType) : 'image/png';
  return {
    name,
    content: isFile ? bytesFor(schema) : text,
    contentType: type ?? (isFile ? mediaType : isObject ? 'application/json' : undefined),
    fileName: isFile ? 'pixel.png' : undefined,
    headers,
  };
}

function partType(type: string): string {
  return concreteType(type) ?? 'application/octet-stream';
}
