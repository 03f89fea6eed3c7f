import { getRequestListener } from '@hono/node-server';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isOwnHost, isOwnOrigin, localUrl, readTarget } from '../cli/host-guard.ts';

export interface ServeOptions {
  /** TCP port; 0 takes a free one. */
  readonly port: number;
  /** Address to listen on and host name to answer to, beside those of this machine; 127.0.0.1 alone when absent. */
  readonly host?: string;
  /** `isLocal` when the call comes from this machine and under a name of it, and no page of somewhere else has made it. */
  readonly fetch: (request: Request, isLocal: boolean) => Promise<Response>;
  /** Makes the answer to a request that is refused before it is looked at, in the form of the API. */
  readonly refuse: (status: number, message: string) => Response;
}

export interface Served {
  /** `http://127.0.0.1:4010` */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a function from Request to Response over HTTP. Rejects with the error of `listen` when the port cannot be had. */
export async function serve({ port, host, fetch, refuse }: ServeOptions): Promise<Served> {
  const names = host === undefined ? [] : [host.toLowerCase()];
  const answer = (request: Request, { incoming }: { incoming: unknown }): Promise<Response> =>
    fetch(request, isLocal(incoming as IncomingMessage));
  const listener = getRequestListener(answer, {
    overrideGlobalObjects: false,
    // A defect of the mock must not look like an answer of the API, nor end the process.
    errorHandler: (error) =>
      new Response(`The mock failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`, {
        status: 500,
        headers: { 'content-type': 'text/plain; charset=utf-8' },
      }),
  });

  const server = createServer((incoming, outgoing) => {
    const refusal = refusalOf(incoming, names, refuse);
    if (refusal) {
      void send(refusal, incoming, outgoing);
      return;
    }
    allowPages(incoming, outgoing, names);
    if (incoming.method === 'OPTIONS') outgoing.writeHead(204).end();
    else void listener(incoming, outgoing);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host ?? '127.0.0.1', resolve);
  });
  return {
    url: localUrl(host, (server.address() as AddressInfo).port),
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

function isLocal({ socket, headers }: IncomingMessage): boolean {
  const { host, origin } = headers;
  return (
    /^(::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '') &&
    isOwnHost(host, []) &&
    // Any page can pass for one without an origin (`null`).
    (origin === undefined || (origin !== 'null' && isOwnOrigin(origin, [])))
  );
}

function refusalOf(
  incoming: IncomingMessage,
  names: readonly string[],
  refuse: ServeOptions['refuse'],
): Response | undefined {
  if (!isOwnHost(incoming.headers.host, names)) {
    return refuse(403, 'This server answers to its own host names alone; open it under others with --host.');
  }
  const target = readTarget(incoming.url);
  if (target === undefined) return refuse(400, 'The request line holds no URL that can be read.');
  incoming.url = target;
  return undefined;
}

async function send(response: Response, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  // The rest is still read, and thrown away: an answer before the end of the request would reach no client.
  incoming.resume();
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(await response.text());
}

/** Lets the docs' console read answers, and no other page. */
function allowPages({ headers }: IncomingMessage, outgoing: ServerResponse, names: readonly string[]): void {
  const { origin } = headers;
  if (origin === undefined) return;
  outgoing.setHeader('vary', 'Origin');
  if (!isOwnOrigin(origin, names)) return;
  outgoing.setHeader('access-control-allow-origin', origin);
  outgoing.setHeader('access-control-expose-headers', 'X-Answered-By, X-Unknown, Retry-After, SL-Violations');
  if (headers['access-control-request-method'] === undefined) return;
  outgoing.setHeader('access-control-allow-methods', 'GET, POST, PUT, DELETE');
  outgoing.setHeader('access-control-allow-headers', 'Authorization, X-Auth-Token, Content-Type, Accept, Prefer');
  outgoing.setHeader('access-control-allow-private-network', 'true');
}
