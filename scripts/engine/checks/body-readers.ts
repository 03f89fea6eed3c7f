import { parseJson } from '../http/json-text.ts';
import { decodeText, isJson, isOpaque, isText, type MediaType } from '../http/media-type.ts';
import { toBinaryText } from '../http/multipart.ts';
import type { Judge } from '../judge.ts';
import { formsOf } from '../values/forms.ts';
import { parsed, read } from '../values/read.ts';
import { readForm, readMultipart } from './form-readers.ts';
import type { BodyReader, ReadBody } from './read-body.ts';

/** @param isFile raw bytes under whatever content type they come (`format: binary`): an image may be sent as `application/json` */
export function readerFor(essence: string, isFile: boolean): BodyReader {
  if (isFile) return readBinary;
  if (isOpaque(essence)) return () => undefined;
  if (isJson(essence)) return readJson;
  if (essence === 'application/x-www-form-urlencoded') return readForm;
  if (essence === 'multipart/form-data') return readMultipart;
  return isText(essence) ? readText : readBinary;
}

/** Integers beyond 2^53 are read to the last digit only where something is to be told: nearly every body is fine without. */
function readJson(body: Uint8Array | string, type: MediaType, judge: Judge | undefined): ReadBody {
  let isFine = false;
  const result = parseJson(decodeText(body, type), (value) => (isFine = judge?.isFine(value) ?? true));
  if (!result.ok) return { malformed: 'JSON', truncated: result.truncated };
  return { value: result.exact ?? result.value, isFine };
}

function readText(body: Uint8Array | string, type: MediaType, judge: Judge | undefined): ReadBody {
  if (!judge) return undefined;
  const text = decodeText(body, type);
  const scalar = formsOf(judge.set, judge.schema).filter(({ kind }) => kind === 'scalar');
  if (scalar.length > 0) return { value: read(judge, judge.schema, text, scalar) };
  // An object schema for text may mean JSON that is sent under a plain name, and may mean something else.
  const result = type.essence === 'text/plain' ? parsed(text, undefined) : undefined;
  return result === undefined ? undefined : { value: result };
}

/** The bytes themselves are no JSON value; only their number can be checked, as the length of a string. */
function readBinary(body: Uint8Array | string, _type: MediaType, judge: Judge | undefined): ReadBody {
  const schema = judge?.schema;
  const isLimited = typeof schema === 'object' && (schema.maxLength ?? schema.minLength) !== undefined;
  return isLimited && judge?.types.has('string') ? { value: toBinaryText(body) } : undefined;
}
