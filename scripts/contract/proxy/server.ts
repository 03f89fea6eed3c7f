/** The server that clients ask in place of an API: refuses what must not pass, and hands on the rest. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { listen, type ListenOptions } from '../../cli/listen.ts';
import type { HttpRequest } from '../../engine/types.ts';
import type { ProxyEvent } from './event.ts';
import { createForwarder, type ForwardOptions } from './forward.ts';
import { hopByHop, linesOf } from '../send/header-lines.ts';
import type { Permission } from './permission.ts';
import { createTap } from '../send/tap.ts';

export interface ProxyOptions
  extends Permission, Pick<ListenOptions, 'port' | 'host'>, Pick<ForwardOptions, 'silenceMs' | 'bodyLimit'> {
  /** The URL of a request by its target. */
  readonly target: (target: string) => string;
  readonly onEvent: (event: ProxyEvent) => void;
}

export interface Proxy {
  /** `http://127.0.0.1:4020` */
  readonly url: string;
  /** Takes no further request, and resolves when those under way have ended, at the latest after so many milliseconds. */
  close(graceMs: number): Promise<void>;
}

/** A batch of 500 calls is far smaller. */
const callsLimit = 8 * 1024 * 1024;

/** Rejects with the error of `listen` when the port cannot be had. */
export async function startProxy(options: ProxyOptions): Promise<Proxy> {
  const { target, host, silenceMs, bodyLimit, onEvent } = options;
  const { origin } = new URL(target('/'));
  const forwarder = createForwarder({ origin, silenceMs, bodyLimit, answer });
  const underWay = new Set<Promise<void>>();
  let isClosing = false;

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    if (isClosing) return answer(outgoing, 503, 'The proxy is about to end.');
    const hops = hopByHop(incoming.headers);
    const request = {
      method: incoming.method ?? 'GET',
      url: target(incoming.url ?? '/'),
      headers: linesOf(incoming.rawHeaders, new Set([...hops, 'host'])),
    };
    const reason = options.refuses(request);
    if (reason !== undefined) return refuse(outgoing, request, reason);
    // The framing of the body stays: without a length, it is what tells that there is one.
    for (const name of hops) if (name !== 'transfer-encoding') delete incoming.headers[name];
    incoming.url = request.url.slice(origin.length);
    if (options.carriesCalls(request)) return passCalls(incoming, outgoing, request);
    onEvent(await forwarder.pass(incoming, outgoing, request));
  }

  /** Looks at the body before it is sent. */
  async function passCalls(incoming: IncomingMessage, outgoing: ServerResponse, request: HttpRequest): Promise<void> {
    const tap = createTap(callsLimit);
    try {
      for await (const chunk of incoming as AsyncIterable<Buffer>) tap.take(chunk);
    } catch {
      // Who breaks off in the middle of a request waits for no answer.
      return onEvent({ kind: 'left', request });
    }
    const body = tap.body();
    const reason = body ? options.refusesCalls(body) : 'it carries more calls than are looked at';
    if (reason !== undefined || !body) return refuse(outgoing, request, reason!);
    onEvent(await forwarder.pass(incoming, outgoing, request, body));
  }

  function refuse(outgoing: ServerResponse, request: HttpRequest, reason: string): void {
    onEvent({ kind: 'refused', request, reason });
    answer(outgoing, 403, `The request was not passed on: ${reason}.`);
  }

  const { url, server } = await listen({
    port: options.port,
    host,
    // Uploads may take as long as they take.
    requestTimeout: 0,
    refuse: (status, _, outgoing) => answer(outgoing, status, refusals[status]),
    handle(incoming, outgoing) {
      const task: Promise<void> = handle(incoming, outgoing).finally(() => underWay.delete(task));
      underWay.add(task);
    },
  });

  return {
    url,
    async close(graceMs) {
      isClosing = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const grace = setTimeout(() => server.closeAllConnections(), graceMs);
      while (underWay.size > 0) await Promise.all(underWay);
      clearTimeout(grace);
      server.closeAllConnections();
      await closed;
      forwarder.close();
    },
  };
}

const refusals = {
  400: 'The request line holds no URL that can be read.',
  403: 'This proxy answers to its own host names alone; open it under others with --host.',
} as const;

function answer(outgoing: ServerResponse, status: number, errorMessage: string): void {
  // The rest is still read, and thrown away: an answer before the end of the request would reach no client.
  outgoing.req.resume();
  outgoing.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  outgoing.end(JSON.stringify({ errorMessage }));
}
