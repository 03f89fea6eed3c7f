import { findApi } from '../../../scripts/apis.ts';
import { readBundle } from '../../../scripts/description/read-bundle.ts';
import { startMock, type Mock } from '../../../scripts/mock/server.ts';
import { startServer, type Answer, type Seen } from '../../client/server.ts';

/** A server in front of the mock that remembers requests, the mock's answers, and what batches consist of. */
export interface Store {
  readonly url: string;
  readonly seen: readonly Seen[];
  /** Status with which the mock answered each request, those of batches among them. */
  readonly statuses: readonly number[];
  /** Further times it does nothing. */
  close(): Promise<unknown>;
}

interface Item {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

/** The mock of Ecwid, on a free port: one that answers with examples, or with `store` the one that remembers. */
export async function startEcwid(options: { readonly store?: object } = {}): Promise<Mock> {
  const api = findApi('ecwid');
  const { mockBasePath: basePath, errorShape } = api;
  return startMock({ description: await readBundle(api), basePath, errorShape, ...options });
}

/**
 * Starts the server in front of the mock. The mock checks each request, but holds nothing: so the
 * requests of a batch are sent to it one by one, and the batch is answered with what became of them.
 *
 * @param instead what to answer in place of the mock, for some requests
 */
export async function startStore(
  mock: Mock,
  instead: (request: Seen) => Answer | undefined = () => undefined,
): Promise<Store> {
  const statuses: number[] = [];
  let handedIn: readonly Item[] = [];
  let looks = 0;

  const ask = async (
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: BodyInit,
  ): Promise<Response> => {
    const response = await fetch(mock.baseUrl + path, { method, headers, ...(body && method !== 'GET' && { body }) });
    statuses.push(response.status);
    return response;
  };
  const carryOut = async ({ id, method, path, body }: Item, headers: Record<string, string>): Promise<object> => {
    const type = { ...headers, 'content-type': 'application/json' };
    const response = await ask(method, path, type, body === undefined ? undefined : JSON.stringify(body));
    const status = response.ok ? 'COMPLETED' : 'FAILED';
    return { id, status, httpStatusCode: response.status, httpBody: await response.json() };
  };

  const server = await startServer(async (request): Promise<Answer> => {
    const other = instead(request);
    if (other) return other;
    const { authorization = '', 'content-type': type = '' } = request.headers;
    const headers = { authorization, ...(type && { 'content-type': type }) };
    const path = request.path.replace(/^\/shop/, '');
    if (path === '/batch' && request.method === 'GET') {
      const totalRequests = handedIn.length;
      if (++looks === 1) return { body: { status: 'IN_PROGRESS', totalRequests, completedRequests: 1 } };
      const responses = await Promise.all(handedIn.map((item) => carryOut(item, headers)));
      return { body: { status: 'COMPLETED', totalRequests, completedRequests: totalRequests, responses } };
    }
    const query = request.search && `?${request.search}`;
    const answer = await ask(request.method, path + query, headers, new Uint8Array(request.body));
    if (path === '/batch' && answer.ok) handedIn = JSON.parse(String(request.body)) as Item[];
    const answerType = answer.headers.get('content-type') ?? 'application/json';
    return { status: answer.status, headers: { 'Content-Type': answerType }, body: await answer.text() };
  });

  let closing: Promise<unknown> | undefined;
  return {
    url: `${server.url}/shop`,
    seen: server.seen,
    statuses,
    close: () => (closing ??= server.close()),
  };
}
