/** A server on this machine that hands requests on to an API, and tells of each exchange when it is over. */

import {
  Agent as HttpAgent,
  createServer,
  type ClientRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { createProxyServer } from 'httpxy';
import { isOwnHost, localUrl, readTarget } from '../../cli/host-guard.ts';
import type { HeaderLines, HttpRequest } from '../../engine/types.ts';
import { changesNothing } from '../live/refusals.ts';
import { classify, type Failure } from '../send/attempt.ts';
import { hopByHop, linesOf } from './headers.ts';
import type { Permission } from './permission.ts';
import { createTap, type Tap } from './tap.ts';

export interface ProxyOptions extends Permission {
  readonly port: number;
  /** Address to listen on and host name to answer to, beside those of this machine; 127.0.0.1 alone when absent. */
  readonly host?: string | undefined;
  /** The URL of a request by its target. */
  readonly target: (target: string) => string;
  /** How long the API may be silent, in milliseconds. */
  readonly silenceMs: number;
  /** Larger bodies pass, but are not kept, in bytes. */
  readonly bodyLimit: number;
  readonly onEvent: (event: ProxyEvent) => void;
}

/** An exchange as it passed: bodies are still packed, and undefined where they were too large to keep. */
export interface Passed {
  readonly started: Date;
  readonly milliseconds: number;
  readonly request: HttpRequest & { readonly body: Uint8Array | undefined };
  readonly response: {
    readonly status: number;
    readonly statusText: string;
    readonly headers: HeaderLines;
    readonly body: Uint8Array | undefined;
  };
}

export type ProxyEvent =
  | { readonly kind: 'exchange'; readonly passed: Passed }
  /** There was no answer, or not all of it. */
  | {
      readonly kind: 'failure';
      readonly request: HttpRequest;
      readonly status: number | null;
      readonly failure: Failure;
    }
  /** It was not sent; as a clause. */
  | { readonly kind: 'refused'; readonly request: HttpRequest; readonly reason: string }
  /** The client did not wait for the end of the answer. */
  | { readonly kind: 'left'; readonly request: HttpRequest };

export interface Proxy {
  /** `http://127.0.0.1:4020` */
  readonly url: string;
  /** Takes no further request, and resolves when those under way have ended, at the latest after so many milliseconds. */
  close(graceMs: number): Promise<void>;
}

/** What is known of an exchange that is under way. */
interface Passing {
  readonly sent: Tap;
  readonly got: Tap;
  answer?: IncomingMessage;
  headers: HeaderLines;
  failure?: Failure;
  isOverdue: boolean;
  /** The connection had been used before: that it is closed may only mean that it was idle for too long. */
  isReused: boolean;
  tries: number;
  /** Answers in the place of the API, unless it did. */
  giveUp: (error: unknown) => void;
}

/** Shorter than servers keep idle connections, so that none is used that the API is about to close. */
const idleMs = 4000;

/** A batch of 500 calls is far smaller. */
const callsLimit = 8 * 1024 * 1024;

/** Rejects with the error of `listen` when the port cannot be had. */
export async function startProxy(options: ProxyOptions): Promise<Proxy> {
  const { target, host, silenceMs, bodyLimit, onEvent } = options;
  const names = host === undefined ? [] : [host.toLowerCase()];
  const { origin, protocol } = new URL(target('/'));
  const agent = new (protocol === 'https:' ? HttpsAgent : HttpAgent)({ keepAlive: true, timeout: idleMs });
  const passings = new WeakMap<IncomingMessage, Passing>();
  const underWay = new Set<Promise<void>>();
  let isClosing = false;

  const proxy = createProxyServer({
    target: origin,
    agent,
    changeOrigin: true,
    autoRewrite: true,
    protocolRewrite: 'http',
    preserveHeaderKeyCase: true,
    proxyTimeout: silenceMs,
    headers: { connection: 'keep-alive' },
  });
  // Both are called right before bodies begin to flow; who listened earlier would take away their beginning.
  proxy.on('proxyReq', (request: ClientRequest, incoming) => {
    const passing = passings.get(incoming)!;
    const { tries } = passing;
    passing.isReused = request.reusedSocket;
    request.once('timeout', () => (passing.isOverdue = true));
    // Nothing else tells of an answer that leaves HTTP (101), which nobody has asked for.
    request.once('close', () => {
      if (tries === passing.tries && !passing.answer) passing.giveUp(undefined);
    });
    incoming.on('data', passing.sent.take);
  });
  proxy.on('proxyRes', (answer, incoming, outgoing) => {
    // A body may follow later: its headers do not wait for it.
    setImmediate(() => {
      if (!outgoing.headersSent && !outgoing.destroyed) outgoing.flushHeaders();
    });
    const passing = passings.get(incoming)!;
    passing.answer = answer;
    passing.headers = linesOf(answer.rawHeaders, hopByHop(answer.headers));
    for (const name of hopByHop(answer.headers)) delete answer.headers[name];
    answer.on('data', passing.got.take);
  });

  function handle(incoming: IncomingMessage, outgoing: ServerResponse): void | Promise<void> {
    const asked = readTarget(incoming.url);
    if (!isOwnHost(incoming.headers.host, names))
      return answer(outgoing, 403, 'This proxy answers to its own host names alone; open it under others with --host.');
    if (asked === undefined) return answer(outgoing, 400, 'The request line holds no URL that can be read.');
    if (isClosing) return answer(outgoing, 503, 'The proxy is about to end.');
    const hops = hopByHop(incoming.headers);
    const request = {
      method: incoming.method ?? 'GET',
      url: target(asked),
      headers: linesOf(incoming.rawHeaders, new Set([...hops, 'host'])),
    };
    const reason = options.refuses(request);
    if (reason !== undefined) return refuse(outgoing, request, reason);
    // The framing of the body stays: without a length, it is what tells that there is one.
    for (const name of hops) if (name !== 'transfer-encoding') delete incoming.headers[name];
    incoming.url = request.url.slice(origin.length);
    return options.carriesCalls(request) ? passCalls(incoming, outgoing, request) : pass(incoming, outgoing, request);
  }

  /** Looks at the body before it is sent. */
  async function passCalls(incoming: IncomingMessage, outgoing: ServerResponse, request: HttpRequest): Promise<void> {
    const tap = createTap(callsLimit);
    for await (const chunk of incoming as AsyncIterable<Buffer>) tap.take(chunk);
    const body = tap.body();
    const reason = body ? options.refusesCalls(body) : 'it carries more calls than are looked at';
    if (reason !== undefined || !body) return refuse(outgoing, request, reason!);
    return pass(incoming, outgoing, request, body);
  }

  function pass(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    request: HttpRequest,
    body?: Uint8Array,
  ): Promise<void> {
    const started = new Date();
    const begun = performance.now();
    const passing: Passing = {
      sent: createTap(bodyLimit),
      got: createTap(bodyLimit),
      headers: [],
      isOverdue: false,
      isReused: false,
      tries: 0,
      giveUp(error) {
        if (outgoing.headersSent || outgoing.destroyed) return;
        passing.failure = failureOf(error, passing, silenceMs);
        answer(outgoing, 502, `The API gave no answer: ${passing.failure.message}.`);
      },
    };
    if (body) passing.sent.take(body);
    passings.set(incoming, passing);
    outgoing.sendDate = false;
    const send = (): void => {
      passing.tries += 1;
      proxy.web(incoming, outgoing, body && { buffer: Readable.from([body]) }).catch((error: NodeJS.ErrnoException) => {
        const isStale = passing.isReused && error.code === 'ECONNRESET' && !passing.isOverdue && !passing.answer;
        const mayAgain = changesNothing(request.method) && passing.sent.body()?.length === 0;
        if (isStale && mayAgain && !outgoing.destroyed) send();
        else passing.giveUp(error);
      });
    };
    return new Promise((resolve) => {
      // Before the proxy hears of it, which then ends the other side.
      outgoing.once('close', () => {
        onEvent(
          eventOf(passing, { ...request, body: passing.sent.body() }, started, performance.now() - begun, silenceMs),
        );
        resolve();
      });
      send();
    });
  }

  function refuse(outgoing: ServerResponse, request: HttpRequest, reason: string): void {
    onEvent({ kind: 'refused', request, reason });
    answer(outgoing, 403, `The request was not passed on: ${reason}.`);
  }

  // Uploads may take as long as they take.
  const server = createServer({ requestTimeout: 0 }, (incoming, outgoing) => {
    const task: Promise<void> = Promise.resolve(handle(incoming, outgoing))
      // A client that breaks off in the middle of its request waits for no answer.
      .catch(() => void outgoing.destroy())
      .finally(() => underWay.delete(task));
    underWay.add(task);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, host ?? '127.0.0.1', resolve);
  });

  return {
    url: localUrl(host, (server.address() as AddressInfo).port),
    async close(graceMs) {
      isClosing = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const grace = setTimeout(() => server.closeAllConnections(), graceMs);
      while (underWay.size > 0) await Promise.all(underWay);
      clearTimeout(grace);
      server.closeAllConnections();
      await closed;
      agent.destroy();
    },
  };
}

function answer(outgoing: ServerResponse, status: number, errorMessage: string): void {
  // The rest is still read, and thrown away: an answer before the end of the request would reach no client.
  outgoing.req.resume();
  outgoing.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  outgoing.end(JSON.stringify({ errorMessage }));
}

function eventOf(
  { answer: got, got: body, headers, failure, ...passing }: Passing,
  request: Passed['request'],
  started: Date,
  milliseconds: number,
  silenceMs: number,
): ProxyEvent {
  if (failure) return { kind: 'failure', request, status: null, failure };
  if (!got) return { kind: 'left', request };
  const status = got.statusCode ?? 0;
  const response = { status, statusText: got.statusMessage ?? '', headers, body: body.body() };
  if (got.complete) return { kind: 'exchange', passed: { started, milliseconds, request, response } };
  if (!got.destroyed) return { kind: 'left', request };
  const cut = passing.isOverdue ? overdue(silenceMs) : classify(undefined, status, response.body?.length ?? 0);
  return { kind: 'failure', request, status, failure: cut };
}

function failureOf(error: unknown, { isOverdue }: Passing, silenceMs: number): Failure {
  return isOverdue ? overdue(silenceMs) : classify(error, undefined, 0);
}

function overdue(silenceMs: number): Failure {
  return { kind: 'fault', fault: 'timeout', message: `nothing came for ${silenceMs / 1000} s` };
}
