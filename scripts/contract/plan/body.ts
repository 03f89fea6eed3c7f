/** Request bodies from the examples of a description. */

import { sample } from 'openapi-sampler';
import type { JsonObject, MediaType, PlannedOperation } from './description.ts';

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
 * A body for every named example of every media type that the operation takes, one made from the schema where there is no
 * example; none when the operation takes no body.
 */
export function sampleBodies(operation: PlannedOperation, description: object): SampleBody[] {
  return (operation.requestBody?.content ?? []).flatMap((mediaType) => bodiesOf(mediaType, description));
}

function bodiesOf(mediaType: MediaType, description: object): SampleBody[] {
  const { type, schema, examples } = mediaType;
  if (isBinary(type)) return [{ name: '', contentType: concreteType(type), body: pixel }];
  const values = examples.length > 0 ? examples : [{ name: '', value: fromSchema(schema, description) }];
  return values.map(({ name, value }) => ({ name, ...writeBody(type, value, schema) }));
}

function fromSchema(schema: JsonObject | undefined, description: object): unknown {
  if (!schema) return null;
  return sample(schema as Parameters<typeof sample>[0], { skipReadOnly: true, quiet: true }, description);
}

function isBinary(type: string): boolean {
  return !/json|^text\/|xml|x-www-form-urlencoded|^multipart\//i.test(type);
}

/** `image/*` is not a type that can be sent. */
function concreteType(type: string): string {
  if (type === '*/*') return 'application/octet-stream';
  return type.endsWith('/*') ? (type.startsWith('image/') ? 'image/png' : type.replace('*', 'octet-stream')) : type;
}

function writeBody(type: string, value: unknown, schema: JsonObject | undefined): Omit<SampleBody, 'name'> {
  if (/^multipart\//i.test(type))
    return { contentType: `${type}; boundary=${boundary}`, body: writeMultipart(value, schema) };
  if (/x-www-form-urlencoded/i.test(type)) {
    const fields = Object.entries((value ?? {}) as JsonObject).map(([name, field]): [string, string] => [
      name,
      String(field),
    ]);
    return { contentType: type, body: new URLSearchParams(fields).toString() };
  }
  if (/json/i.test(type)) return { contentType: concreteType(type), body: JSON.stringify(value) };
  return { contentType: concreteType(type), body: typeof value === 'string' ? value : JSON.stringify(value) };
}

/** Parts in the order of the example; a binary property is a picture. */
function writeMultipart(value: unknown, schema: JsonObject | undefined): Uint8Array {
  const properties = (schema?.properties ?? {}) as Readonly<Record<string, JsonObject>>;
  const parts = Object.entries((value ?? {}) as JsonObject).map(([name, field]) => {
    const { format, contentMediaType } = properties[name] ?? {};
    const binary = format === 'binary' || contentMediaType !== undefined;
    const lines = binary
      ? [`Content-Disposition: form-data; name="${name}"; filename="pixel.png"`, 'Content-Type: image/png']
      : [`Content-Disposition: form-data; name="${name}"`];
    const content = binary ? pixel : Buffer.from(typeof field === 'string' ? field : JSON.stringify(field));
    return Buffer.concat([Buffer.from(`--${boundary}\r\n${lines.join('\r\n')}\r\n\r\n`), content, Buffer.from('\r\n')]);
  });
  return Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
}
