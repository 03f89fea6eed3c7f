/** An exchange as an entry of HAR 1.2, without what must not be kept. */

import { createRedactor } from '../../engine/redact.ts';
import { createScrubber, type NeverWritten, type Scrubber } from './secrets.ts';

interface NameValue {
  readonly name: string;
  readonly value: string;
}

/**
 * The parts of a HAR 1.2 entry that are written. `contract har` needs less: `request.method`, `request.url` and `response.status`
 * are enough; headers and bodies that are not there are not judged.
 */
export interface Entry {
  /** ISO 8601. */
  readonly startedDateTime: string;
  /** Milliseconds until the body had come. */
  readonly time: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly httpVersion: string;
    readonly headers: readonly NameValue[];
    readonly bodySize: number;
    /** Absent when no body was sent. */
    readonly postData?: Content;
  };
  readonly response: {
    readonly status: number;
    readonly statusText: string;
    readonly httpVersion: string;
    readonly headers: readonly NameValue[];
    readonly content: Content & { readonly size: number };
  };
}

/** A body: text, or bytes in base64. */
export interface Content {
  readonly mimeType: string;
  readonly text: string;
  readonly encoding?: 'base64';
}

/** What is recorded of an exchange. */
export interface Recorded {
  readonly started: Date;
  readonly milliseconds: number;
  readonly request: { readonly method: string; readonly url: string; readonly headers: Headers };
  readonly requestBody: Uint8Array;
  readonly response: { readonly status: number; readonly statusText: string; readonly headers: Headers };
  readonly responseBody: Uint8Array;
}

export interface EntryOptions {
  /** Names of headers, parameters and fields beside those that are never written anyway. */
  readonly never?: NeverWritten | undefined;
  /** Values that are never written, wherever they stand. */
  readonly secrets?: readonly string[] | undefined;
}

/** The line of an exchange in a recording: JSON, without a line break. */
export function entryLine(recorded: Recorded, { never, secrets = [] }: EntryOptions): string {
  const scrub = createScrubber(never);
  const { request, response } = recorded;
  // What is sent as a secret is found first, since answers repeat it under other names.
  const requestHeaders = headersOf(request.headers, scrub);
  const url = scrub.url(request.url);
  const postData = contentOf(recorded.requestBody, request.headers, scrub);
  const entry: Entry = {
    startedDateTime: recorded.started.toISOString(),
    time: Math.round(recorded.milliseconds),
    request: {
      method: request.method,
      url,
      httpVersion: 'HTTP/1.1',
      headers: requestHeaders,
      bodySize: recorded.requestBody.length,
      ...(recorded.requestBody.length > 0 && { postData }),
    },
    response: {
      status: response.status,
      statusText: response.statusText,
      httpVersion: 'HTTP/1.1',
      headers: headersOf(response.headers, scrub),
      content: { size: recorded.responseBody.length, ...contentOf(recorded.responseBody, response.headers, scrub) },
    },
  };
  return createRedactor({ secrets: [...scrub.found, ...secrets] }).text(JSON.stringify(entry));
}

/** `fetch` has unpacked the body: what said how it was packed does not fit it any more. */
function headersOf(headers: Headers, scrub: Scrubber): NameValue[] {
  const packed = headers.has('content-encoding') ? /^(?:content-(?:encoding|length)|transfer-encoding)$/ : /^$/;
  return [...headers]
    .filter(([name]) => !packed.test(name))
    .map(([name, value]) => ({ name, value: scrub.header(name, value) }));
}

function contentOf(bytes: Uint8Array, headers: Headers, scrub: Scrubber): Content {
  const mimeType = headers.get('content-type') ?? '';
  const text = textOf(bytes);
  if (text === undefined) return { mimeType, text: Buffer.from(bytes).toString('base64'), encoding: 'base64' };
  if (/^application\/x-www-form-urlencoded/i.test(mimeType)) return { mimeType, text: scrub.pairs(text) };
  return { mimeType, text: scrubJson(text, scrub) };
}

/** JSON is written anew only where something was taken out: numbers and repeated names stay as they came. */
function scrubJson(text: string, scrub: Scrubber): string {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    const value: unknown = JSON.parse(text);
    const scrubbed = JSON.stringify(scrub.json(value));
    return scrubbed === JSON.stringify(value) ? text : scrubbed;
  } catch {
    return text;
  }
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
