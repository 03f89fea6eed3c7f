/** An exchange as an entry of HAR 1.2, without what must not be kept. */

import { getHeader } from '../../engine/http/headers.ts';
import { createRedactor } from '../../engine/redact.ts';
import type { HeaderLines } from '../../engine/types.ts';
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

/** A body: text, or bytes in base64. Without a text, nobody kept it. */
export interface Content {
  readonly mimeType: string;
  readonly text?: string;
  readonly encoding?: 'base64';
}

/** What is recorded of an exchange. Headers are those of the bodies as they are here: unpacked, or still packed. */
export interface Recorded {
  readonly started: Date;
  readonly milliseconds: number;
  readonly request: Sent & { readonly method: string; readonly url: string };
  readonly response: Sent & { readonly status: number; readonly statusText: string };
}

/** What either side sends. */
export interface Sent {
  readonly headers: HeaderLines;
  /** Undefined when it was not kept. */
  readonly body: Uint8Array | undefined;
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
  const requestHeaders = headersOf(request, scrub);
  const url = scrub.url(request.url);
  const postData = contentOf(request, scrub);
  const entry: Entry = {
    startedDateTime: recorded.started.toISOString(),
    time: Math.round(recorded.milliseconds),
    request: {
      method: request.method,
      url,
      httpVersion: 'HTTP/1.1',
      headers: requestHeaders,
      bodySize: request.body?.length ?? -1,
      ...(request.body?.length !== 0 && { postData }),
    },
    response: {
      status: response.status,
      statusText: response.statusText,
      httpVersion: 'HTTP/1.1',
      headers: headersOf(response, scrub),
      content: { size: response.body?.length ?? -1, ...contentOf(response, scrub) },
    },
  };
  return createRedactor({ secrets: [...scrub.found, ...secrets] }).text(JSON.stringify(entry));
}

function headersOf({ headers }: Sent, scrub: Scrubber): NameValue[] {
  return headers.map(([name, value]) => ({ name, value: scrub.header(name, value) }));
}

function contentOf({ headers, body }: Sent, scrub: Scrubber): Content {
  const mimeType = getHeader(headers, 'content-type') ?? '';
  if (body === undefined) return { mimeType };
  const text = textOf(body);
  if (text === undefined) return { mimeType, text: Buffer.from(body).toString('base64'), encoding: 'base64' };
  if (/^application\/x-www-form-urlencoded/i.test(mimeType)) return { mimeType, text: scrub.pairs(text) };
  return { mimeType, text: /^\s*[[{]/.test(text) ? scrub.json(text) : scrub.loose(text) };
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
