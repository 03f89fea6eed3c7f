import type { IncomingMessage, ServerResponse } from 'node:http';
import { startServer, type Started } from '../fixtures/server.ts';

export interface Recorded {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | undefined;
}

export interface RecordingServer extends Started {
  /** Every request that came, in order. */
  readonly requests: Recorded[];
}

/** A server on a free port that writes down what it is asked. */
export async function startRecordingServer(
  answer: (request: IncomingMessage, response: ServerResponse, body: string) => void,
): Promise<RecordingServer> {
  const requests: Recorded[] = [];
  const server = await startServer((request, response) => {
    requests.push({
      method: request.method ?? '',
      url: request.url ?? '',
      authorization: request.headers.authorization,
    });
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => answer(request, response, body));
  });
  return { ...server, requests };
}

export function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'r1', ...headers });
  response.end(JSON.stringify(value));
}

export interface Store {
  readonly products: Map<number, Record<string, unknown>>;
  readonly answer: (request: IncomingMessage, response: ServerResponse, body: string) => void;
}

/** A store that keeps the contract of `shop.yaml`; it has two products of its own. */
export function createStore(): Store {
  const products = new Map<number, Record<string, unknown>>([
    [1, { id: 1, name: 'Cup', price: 4.5 }],
    [2, { id: 2, name: 'Pot', reviewIds: [7] }],
  ]);
  let next = 3;
  return {
    products,
    answer(request, response, body) {
      const path = (request.url ?? '').replace('/api/v3/1003', '').replace(/\?.*/, '');
      const id = Number(/^\/products\/(\d+)$/.exec(path)?.[1]);
      if (path === '/profile') return sendJson(response, 200, { name: 'Shop' });
      if (path === '/products/2/reviews/7') return sendJson(response, 200, { stars: 5 });
      if (path === '/products' && request.method === 'GET')
        return sendJson(response, 200, { total: products.size, items: [...products.values()] });
      if (path === '/products' && request.method === 'POST') {
        products.set(next, { id: next, ...(JSON.parse(body) as object) });
        next += 1;
        return sendJson(response, 200, { id: next - 1 });
      }
      const product = products.get(id);
      if (!product) return sendJson(response, 404, { errorMessage: 'No such thing' });
      if (request.method === 'DELETE') return sendJson(response, 200, { deleteCount: Number(products.delete(id)) });
      if (request.method === 'PUT') {
        Object.assign(product, JSON.parse(body));
        return sendJson(response, 200, { updateCount: 1 });
      }
      sendJson(response, 200, product);
    },
  };
}
