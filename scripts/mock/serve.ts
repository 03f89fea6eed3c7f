import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isCutOff } from '../store/control/faults.ts';
import { isOwnHost, isOwnOrigin } from '../cli/host-guard.ts';
import { listen, namesOf, type Served } from '../cli/listen.ts';

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

/** Serves a function from Request to Response over HTTP. Rejects with the error of `listen` when the port cannot be had. */
export async function serve({ port, host, fetch, refuse }: ServeOptions): Promise<Served> {
  const names = namesOf(host);
  const answer = async (request: Request, on: { incoming: unknown; outgoing: unknown }): Promise<Response> => {
    const response = await fetch(request, isLocal(on.incoming as IncomingMessage));
    return isCutOff(response) ? breakOff(response, on.outgoing as ServerResponse) : response;
  };
  const listener = getRequestListener(answer, {
    overrideGlobalObjects: false,
    // A defect of the mock must not look like an answer of the API, nor end the process.
    errorHandler: (error) =>
      new Response(`The mock failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`, {
        status: 500,
        headers: { 'content-type': 'text/plain; charset=utf-8' },
      }),
  });

  return listen({
    port,
    host,
    refuse(status, incoming, outgoing) {
      void send(refuse(status, refusals[status]), incoming, outgoing);
    },
    handle(incoming, outgoing) {
      allowPages(incoming, outgoing, names);
      if (incoming.method === 'OPTIONS') outgoing.writeHead(204).end();
      else void listener(incoming, outgoing);
    },
  });
}

const refusals = {
  400: 'The request line holds no URL that can be read.',
  403: 'This server answers to its own host names alone; open it under others with --host.',
} as const;

function isLocal({ socket, headers }: IncomingMessage): boolean {
  const { host, origin } = headers;
  return (
    /^(::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '') &&
    isOwnHost(host, []) &&
    // Any page can pass for one without an origin (`null`).
    (origin === undefined || (origin !== 'null' && isOwnOrigin(origin, [])))
  );
}

async function send(response: Response, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  // The rest is still read, and thrown away: an answer before the end of the request would reach no client.
  incoming.resume();
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(await response.text());
}

/** Sends the beginning and ends the connection. The adapter would report that as a defect, with a stack. */
async function breakOff(response: Response, outgoing: ServerResponse): Promise<Response> {
  const reader = response.body!.getReader();
  const { value } = await reader.read();
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  await new Promise((resolve) => outgoing.write(value, resolve));
  outgoing.destroy();
  await reader.cancel().catch(() => undefined);
  return RESPONSE_ALREADY_SENT;
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
