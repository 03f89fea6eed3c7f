/** Request bodies from the examples of a description, or made by its schemas. */

import { isRecord } from '../../engine/json.ts';
import type { JsonObject, MediaType, PlannedOperation } from './description.ts';
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

const boundary = 'commerce-openapi-contract';

/**
 * A body for every named example of every media type that the operation takes, one made by the schema where there is no
 * example; none when the operation takes no body.
 */
export function sampleBodies(operation: PlannedOperation, sampler: Sampler): SampleBody[] {
  return (operation.requestBody?.content ?? []).flatMap((media) => bodiesOf(media, sampler));
}

/** The bodies of one media type, or the one of that variant where the description gives none; empty when none can be made. */
export function bodiesOf(media: MediaType, sampler: Sampler, variant = 0): SampleBody[] {
  const { type, schema, writtenSchema, examples } = media;
  if (isBinary(type)) return [{ name: '', contentType: concreteType(type), body: bytesFor(schema) }];
  const made = writtenSchema === undefined ? null : sampler(writtenSchema, variant);
  const values = examples.length > 0 ? examples : [{ name: '', value: made }];
  return values.flatMap(({ name, value }) => (value === undefined ? [] : [{ name, ...writeBody(media, value) }]));
}

function isBinary(type: string): boolean {
  return !/json|^text\/|xml|x-www-form-urlencoded|^multipart\//i.test(type) && type !== '*/*';
}

/** As long as the schema wants it. */
function bytesFor(schema: JsonObject | undefined): Uint8Array {
  const least = typeof schema?.minLength === 'number' ? schema.minLength : 0;
  const most = typeof schema?.maxLength === 'number' ? schema.maxLength : Infinity;
  const length = Math.min(most, Math.max(least, pixel.length));
  return length === pixel.length ? pixel : Buffer.alloc(length, pixel);
}

/** A type that can be sent: `image/*` is none. */
export function concreteType(type: string): string {
  if (type === '*/*' || type === 'application/*') return 'application/json';
  if (type.startsWith('text/*')) return 'text/plain';
  return type.replace('*+', 'vnd.sample+').replace('/*', type.startsWith('image/') ? '/png' : '/octet-stream');
}

function writeBody(media: MediaType, value: unknown): Omit<SampleBody, 'name'> {
  const { type } = media;
  if (/^multipart\//i.test(type))
    return { contentType: `${concreteType(type)}; boundary=${boundary}`, body: writeMultipart(value, media) };
  if (/x-www-form-urlencoded/i.test(type)) return { contentType: type, body: writeForm(value, media) };
  const contentType = concreteType(type);
  if (/json/i.test(contentType)) return { contentType, body: JSON.stringify(value) };
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
  return { contentType, body: /xml/i.test(type) && !text.startsWith('<') ? '<sample/>' : text };
}

function encodingOf({ encoding }: MediaType, name: string): JsonObject {
  return isRecord(encoding[name]) ? encoding[name] : {};
}

/** Fields as query parameters are written; an object is JSON unless `encoding` gives it a style. */
function writeForm(value: unknown, media: MediaType): string {
  const fields = isRecord(value) ? Object.entries(value) : [];
  const pairs = fields.flatMap(([name, field]) => {
    const { style, explode, contentType } = encodingOf(media, name);
    const isJson = isRecord(field) && style === undefined;
    return writeQuery(
      {
        name,
        style: typeof style === 'string' ? style : 'form',
        explode: typeof explode === 'boolean' ? explode : style === undefined || style === 'form',
        contentType: typeof contentType === 'string' ? contentType : isJson ? 'application/json' : undefined,
      },
      field,
    );
  });
  return pairs.join('&');
}

/** Parts in the order of the value; a list is a part for each of its items, and a binary property is a picture. */
function writeMultipart(value: unknown, media: MediaType): Uint8Array {
  const fields = isRecord(value) ? Object.entries(value) : [];
  const parts = fields.flatMap(([name, field]) => {
    const schema = media.propertySchema(name);
    const { contentType } = encodingOf(media, name);
    const type = typeof contentType === 'string' ? concreteType(contentType.split(',')[0]!.trim()) : undefined;
    const items = Array.isArray(field) && type?.includes('json') !== true ? (field as unknown[]) : [field];
    const isList = items !== undefined && Array.isArray(field);
    const itemSchema = isList && isRecord(schema?.items) ? media.resolve(schema.items) : schema;
    return items.map((item) => writePart(name, item, itemSchema, type));
  });
  return Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
}

function writePart(name: string, value: unknown, schema: JsonObject | undefined, type: string | undefined): Buffer {
  const { format, contentMediaType, contentEncoding } = schema ?? {};
  const isFile = format === 'binary' || (contentMediaType !== undefined && contentEncoding === undefined);
  const isObject = typeof value === 'object' && value !== null;
  const text = isObject ? JSON.stringify(value) : String(value);
  const mediaType = typeof contentMediaType === 'string' ? concreteType(contentMediaType) : 'image/png';
  const partType = type ?? (isFile ? mediaType : isObject ? 'application/json' : undefined);
  const disposition = `Content-Disposition: form-data; name="${name.replaceAll('"', '%22')}"`;
  const lines = [isFile ? `${disposition}; filename="pixel.png"` : disposition];
  if (partType !== undefined) lines.push(`Content-Type: ${partType}`);
  const content = isFile ? Buffer.from(bytesFor(schema)) : Buffer.from(text);
  return Buffer.concat([Buffer.from(`--${boundary}\r\n${lines.join('\r\n')}\r\n\r\n`), content, Buffer.from('\r\n')]);
}
