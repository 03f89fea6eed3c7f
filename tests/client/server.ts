import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { vi } from 'vitest';

/** A request as the server saw it. */
export interface Seen {
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  /** Query as it came, undecoded. */
  readonly search: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** `reset` breaks the connection before the answer, `cut` in the middle of its body; `never` lets the client wait. */
export type Answer = { status?: number; headers?: Record<string, string>; body?: unknown } | 'reset' | 'cut' | 'never';

/** A real HTTP server on loopback that answers as a test tells it, and remembers what it was asked. */
export interface TestServer {
  readonly url: string;
  readonly seen: Seen[];
  close(): Promise<void>;
}

export async function startServer(
  answer: (request: Seen, index: number) => Answer | Promise<Answer>,
): Promise<TestServer> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    void handle(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { pathname, search, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const entry: Seen = {
      method: request.method ?? '',
      path: pathname,
      search: search.slice(1),
      query: searchParams,
      headers: request.headers,
      body: Buffer.concat(chunks),
    };
    seen.push(entry);
    send(response, await answer(entry, seen.length - 1));
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, seen, close: () => close(server) };
}

function send(response: ServerResponse, answer: Answer): void {
  if (answer === 'never') return;
  if (answer === 'reset') {
    response.socket?.destroy();
    return;
  }
  if (answer === 'cut') {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 1000 });
    response.write('{"items":[', () => response.socket?.destroy());
    return;
  }
  const { status = 200, headers = {}, body } = answer;
  const raw = Buffer.isBuffer(body) || typeof body === 'string';
  response.writeHead(status, { ...(body !== undefined && !raw && { 'Content-Type': 'application/json' }), ...headers });
  response.end(body === undefined || raw ? body : JSON.stringify(body));
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  server.closeAllConnections();
  await new Promise<void>((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
}

const { setTimeout: realSet, clearTimeout: realClear } = globalThis;

/** Makes time stand still: waits end when {@link passTime} says so. Sockets and AbortSignal.timeout go on as ever. */
export function stopClock(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  const { setTimeout: fakeSet, clearTimeout: fakeClear } = globalThis;
  const real = new Set<unknown>();
  // fetch has timers of its own for its sockets; were they faked too, letting time pass would fire them.
  globalThis.setTimeout = ((...parameters: Parameters<typeof realSet>) => {
    if (!new Error().stack?.includes('undici')) return fakeSet(...parameters);
    const timer = realSet(...parameters);
    real.add(timer);
    return timer;
  }) as typeof realSet;
  globalThis.clearTimeout = (timer) => (real.has(timer) ? realClear : fakeClear)(timer);
}

/** Undoes {@link stopClock}. */
export function startClock(): void {
  vi.useRealTimers();
  Object.assign(globalThis, { setTimeout: realSet, clearTimeout: realClear });
}

/** Lets time pass, from one wait to the next, until something is settled. Returns its value and how much time passed. */
export async function passTime<T>(pending: Promise<T>): Promise<{ value: T; milliseconds: number }> {
  const start = Date.now();
  let settled = false;
  const done = (): void => void (settled = true);
  pending.then(done, done);
  while (!settled) {
    await new Promise((resolve) => setImmediate(resolve));
    if (!settled && vi.getTimerCount() > 0) await vi.advanceTimersToNextTimerAsync();
  }
  return { value: await pending, milliseconds: Date.now() - start };
}
