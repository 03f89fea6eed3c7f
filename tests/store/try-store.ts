import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { createContract } from '../../scripts/engine/contract.ts';
import { fromRoot } from '../../scripts/cli/root.ts';
import { createStore, type Store, type StoreOptions } from '../../scripts/store/store.ts';
import { createClock } from '../../scripts/store/state/clock.ts';

/** The bundled description that the store is made from, and its contract, which every answer is held against. */
export const description = JSON.parse(readFileSync(fromRoot('generated/ecwid/openapi.json'), 'utf8')) as Record<
  string,
  unknown
>;
const contract = createContract(description);

/** The moment at which stores of these tests begin: `2026-06-01 12:00:00 +0000`. */
export const beginning = Date.UTC(2026, 5, 1, 12);

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** The answer as JSON; undefined when it has no such body. */
  readonly json: any;
  /** The body as text. */
  readonly text: string;
}

export interface Trial {
  readonly store: Store;
  get(path: string, token?: string): Promise<Reply>;
  post(path: string, body?: unknown): Promise<Reply>;
  put(path: string, body?: unknown): Promise<Reply>;
  delete(path: string): Promise<Reply>;
  /** Sends anything. Whatever comes back is held against the description: also in what it says beyond it. */
  call(path: string, init?: RequestInit): Promise<Reply>;
}

export function tryStore(options: Partial<StoreOptions> = {}): Trial {
  const store = createStore({ description, clock: createClock(() => beginning), ...options });
  const call = async (path: string, init: RequestInit = {}): Promise<Reply> => {
    const request = new Request(path.startsWith('http') ? path : `https://app.ecwid.com/api/v3/1003${path}`, {
      ...init,
      headers: { authorization: 'Bearer secret_test', ...init.headers },
    });
    const response = await store.fetch(request);
    const bytes = new Uint8Array(await response.clone().arrayBuffer());
    if (!new URL(request.url).pathname.startsWith('/images/') && response.status !== 501) {
      const asked = { method: request.method, url: request.url, headers: [...request.headers] };
      const answered = { status: response.status, headers: [...response.headers], body: bytes };
      const findings = contract.checkExchange(asked, answered, { only: 'response' });
      expect(findings.map(({ message }) => `${request.method} ${path}: ${message}`)).toEqual([]);
    }
    const isJson = response.headers.get('content-type') === 'application/json';
    const text = new TextDecoder().decode(bytes);
    return { status: response.status, headers: response.headers, json: isJson ? JSON.parse(text) : undefined, text };
  };
  const send = (method: string) => (path: string, body?: unknown) =>
    call(path, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
  return {
    store,
    get: (path, token) => call(path, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
    post: send('POST'),
    put: send('PUT'),
    delete: send('DELETE'),
    call,
  };
}

/** Bytes of a picture of 2 by 1 pixels. */
export const picture: Uint8Array<ArrayBuffer> = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAADUlEQVR42mNk+M8ABAAFAQEAgp8l0QAAAABJRU5ErkJggg==',
    'base64',
  ),
);

export function upload(type = 'image/png', body: Uint8Array<ArrayBuffer> = picture): RequestInit {
  return { method: 'POST', headers: { 'content-type': type }, body };
}
