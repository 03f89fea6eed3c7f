/** `commerce-openapi/store`: a local Ecwid store that remembers, as a function or behind a port, for set-ups of tests. */

import { findApi, type ApiName } from '../../apis.ts';
import { readBundleSync } from '../../description/read-bundle.ts';
import { startApiMock } from '../../mock/api-mock.ts';
import type { Mock } from '../../mock/server.ts';
import { createStore as createStoreOf, type Store, type StoreOptions } from '../../store/store.ts';

export type { Mock, Store, StoreOptions };

/**
 * A store in memory: `fetch` answers a request as the API would, and remembers. Hand it to a client as its `fetch`.
 * It holds the shop of the description's examples unless it is given another one.
 */
export function createStore(options: Partial<StoreOptions> = {}): Store {
  return createStoreOf({ ...options, description: options.description ?? readBundleSync(findApi('ecwid')) });
}

export interface StartMockOptions {
  /** Which API; `ecwid` by default. */
  readonly api?: ApiName;
  /** TCP port; a free one by default. */
  readonly port?: number;
  /** Address to listen on and host name to answer to; 127.0.0.1 alone by default. */
  readonly host?: string;
  /** Answers with the examples of the description, and remembers nothing; so does every API but Ecwid. */
  readonly stateless?: boolean;
  /** How the store answers: its shop, tokens, rate limit. */
  readonly store?: Omit<StoreOptions, 'description'>;
}

/** Serves an API until `close()`. A client finds it at `baseUrl`. Rejects with one sentence when the port cannot be had. */
export async function startMock({ api = 'ecwid', port = 0, ...more }: StartMockOptions = {}): Promise<Mock> {
  return startApiMock(findApi(api), port, 'port', more);
}
