import { appendFileSync } from 'node:fs';
import { entryLine, type EntryOptions } from '../../contract/record/entry.ts';
import { unpackedHeaders } from '../../contract/send/unpack.ts';

export interface RecordOptions extends EntryOptions {
  /** Where entries are added, one a line (NDJSON): what `commerce-openapi contract har` reads. */
  readonly file: string;
}

/** A `fetch` that is recorded. */
export interface RecordedFetch {
  (input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** Resolves when every answer that has begun is written; rejects when one could not be. */
  flush(): Promise<void>;
}

/**
 * Records what goes through a `fetch`; requests and answers pass unchanged. An entry is written when its answer has come whole.
 * Calls that fail are not written. Tokens are not either: see `neverWritten`; give names of your own with `never`.
 */
export function record(fetch: typeof globalThis.fetch, { file, ...options }: RecordOptions): RecordedFetch {
  const pending = new Set<Promise<void>>();
  const failures: unknown[] = [];

  const recorded = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const started = new Date();
    const begun = performance.now();
    const request = new Request(input, init);
    const sent = request.clone();
    // What holds a stream is used up by now; everything else is handed on as it came, with options that only that fetch knows.
    const isUsed = input instanceof Request || init?.body instanceof ReadableStream;
    const [response, requestBody] = await Promise.all([
      isUsed ? fetch(request) : fetch(input, init),
      sent.arrayBuffer(),
    ]);
    const write = (responseBody: ArrayBuffer): void => {
      const { method, url } = request;
      const { status, statusText } = response;
      const line = entryLine(
        {
          started,
          milliseconds: performance.now() - begun,
          request: { method, url, headers: [...request.headers], body: new Uint8Array(requestBody) },
          // fetch has unpacked the body.
          response: {
            status,
            statusText,
            headers: unpackedHeaders([...response.headers]),
            body: new Uint8Array(responseBody),
          },
        },
        options,
      );
      appendFileSync(file, `${line}\n`);
    };
    const writing = bodyOf(response.clone())
      .then((body) => body && write(body))
      .catch((error: unknown) => {
        failures.push(error);
        process.emitWarning(`An exchange could not be recorded: ${(error as Error).message}`);
      })
      .finally(() => pending.delete(writing));
    pending.add(writing);
    return response;
  };

  return Object.assign(recorded, {
    async flush() {
      await Promise.all(pending);
      const [failure] = failures.splice(0);
      if (failure !== undefined) throw failure;
    },
  });
}

/** Undefined for a body that breaks off, which it does for whoever called as well. */
function bodyOf(response: Response): Promise<ArrayBuffer | undefined> {
  return response.arrayBuffer().catch(() => undefined);
}
