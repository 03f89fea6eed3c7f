import { controlPath, createControl } from '../store/control/control.ts';
import { readDescription } from '../store/description.ts';
import { createStore, exampleShop, type Store, type StoreOptions } from '../store/store.ts';
import { openDataFile } from './data-file.ts';
import { describeForImport, importPath } from './import-description.ts';
import { Refusal, refusalResponse, type ErrorShape } from './refusal.ts';
import { serve } from './serve.ts';

export interface MockOptions {
  /** The bundled description: no references to other files. */
  readonly description: object;
  /** TCP port on 127.0.0.1; 0, the default, takes a free one. */
  readonly port?: number;
  /** Address to listen on and host name to answer to, beside those of this machine. */
  readonly host?: string;
  /** Base path that {@link Mock.baseUrl} ends with, such as `/api/v3/1003`. Every server path of the description works. */
  readonly basePath?: string;
  /** Whose error format the mock's own errors have. */
  readonly errorShape: ErrorShape;
  /** Serves a store that remembers in front of the examples; without it examples alone. */
  readonly store?: Omit<StoreOptions, 'description' | 'keep'>;
  /** The description in OpenAPI 3.0 for API clients to import, some of which read nothing later; itself when absent. */
  readonly older?: () => Promise<object>;
  /** File that the store lives on in: read at the start when it is there, and written with each change. */
  readonly data?: string;
}

export interface Mock {
  /** `http://127.0.0.1:4010` */
  readonly url: string;
  /** The same with the base path: what a client takes in place of the API's own address. */
  readonly baseUrl: string;
  /** Number of operations that are served. */
  readonly operations: number;
  /** The store that answers, if there is one. */
  readonly store: Store | undefined;
  close(): Promise<void>;
}

/**
 * Serves a description on 127.0.0.1: by a store that remembers, or with its documented examples, never with random values.
 * `Prefer: code=404, example=name` asks for an example in either case. What breaks the description is turned away with a 4xx;
 * `/openapi.json` is the description for API clients to import, with the mock as its first server.
 * `X-Answered-By` says where an answer comes from. Rejects with the error of `listen` (`EADDRINUSE`) when the port cannot be had.
 */
export async function startMock(options: MockOptions): Promise<Mock> {
  const { description, port = 0, host, basePath = '', errorShape } = options;
  const file = options.data === undefined ? undefined : openDataFile(options.data, exampleShop(description));
  const store: Store | undefined =
    options.store &&
    createStore({
      ...options.store,
      description,
      ...(file?.shop && { shop: file.shop }),
      ...(file && { keep: () => file.keep(() => store!.snapshot()) }),
    });
  const control = store && createControl(store);

  // Prism takes a second to load: not before somebody wants an example.
  let loading: Promise<(request: Request) => Promise<Response>> | undefined;
  const examples = (): Promise<(request: Request) => Promise<Response>> =>
    (loading ??= import('./examples.ts').then(({ createExamples }) => createExamples(description, errorShape)));
  const refuse = (status: number, message: string): Response =>
    refusalResponse(errorShape, new Refusal(status, message));
  if (!store) await examples();

  const served = await serve({
    port,
    ...(host !== undefined && { host }),
    fetch: async (request, isLocal) => {
      const { pathname, origin } = new URL(request.url);
      if (pathname === importPath && request.method === 'GET')
        return Response.json(
          describeForImport((await options.older?.()) ?? description, { url: origin, baseUrl: origin + basePath }),
        );
      if (control && pathname.startsWith(controlPath)) {
        if (isLocal) return control(request);
        return refuse(403, 'The store is controlled from the machine that it runs on alone.');
      }
      return store && !request.headers.has('prefer') ? store.fetch(request) : (await examples())(request);
    },
    refuse,
  }).catch(async (error: unknown) => {
    await file?.close();
    throw error;
  });
  return {
    url: served.url,
    baseUrl: served.url + basePath,
    operations: readDescription(description).operations.length,
    store,
    async close() {
      await served.close();
      await file?.close();
    },
  };
}
