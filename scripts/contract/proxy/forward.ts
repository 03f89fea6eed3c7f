/** Hands requests on to an API and its answers back, byte by byte as they come, and tells of each exchange when it is over. */

import { Agent as HttpAgent, type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Readable } from 'node:stream';
import { createProxyServer } from 'httpxy';
import type { HeaderLines, HttpRequest } from '../../engine/types.ts';
import { changesNothing } from '../live/refusals.ts';
import { classify, type Failure } from '../send/attempt.ts';
import type { Recorded } from '../record/entry.ts';
import type { ProxyEvent } from './event.ts';
import { hopByHop, linesOf } from '../send/header-lines.ts';
import { createTap, type Tap } from '../send/tap.ts';

export interface ForwardOptions {
  /** Of the API: `https://app.ecwid.com`. */
  readonly origin: string;
  /** How long the API may be silent, in milliseconds. */
  readonly silenceMs: number;
  /** Larger bodies pass, but are not kept, in bytes. */
  readonly bodyLimit: number;
  /** Answers the client in the place of the API. */
  readonly answer: (outgoing: ServerResponse, status: number, message: string) => void;
}

export interface Forwarder {
  /**
   * Passes a request whose `url` is the path at the API. Resolves when the exchange is over.
   * @param body when it has been read already
   */
  pass(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    request: HttpRequest,
    body?: Uint8Array,
  ): Promise<ProxyEvent>;
  /** Ends the connections that were kept. */
  close(): void;
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

export function createForwarder({ origin, silenceMs, bodyLimit, answer }: ForwardOptions): Forwarder {
  const agent = new (origin.startsWith('https:') ? HttpsAgent : HttpAgent)({ keepAlive: true, timeout: idleMs });
  const passings = new WeakMap<IncomingMessage, Passing>();
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
  proxy.on('proxyRes', (got, incoming, outgoing) => {
    const passing = passings.get(incoming)!;
    const hops = hopByHop(got.headers);
    passing.answer = got;
    passing.headers = linesOf(got.rawHeaders, hops);
    for (const name of hops) delete got.headers[name];
    got.on('data', passing.got.take);
    // A body may follow later: its headers do not wait for it.
    setImmediate(() => {
      if (!outgoing.headersSent && !outgoing.destroyed) outgoing.flushHeaders();
    });
  });

  function failureOf(error: unknown, { isOverdue, answer: got }: Passing, received: number): Failure {
    if (!isOverdue) return classify(error, got?.statusCode, received);
    return { kind: 'fault', fault: 'timeout', message: `nothing came for ${silenceMs / 1000} s` };
  }

  function eventOf(passing: Passing, request: Recorded['request'], started: Date, milliseconds: number): ProxyEvent {
    const { answer: got, failure, headers } = passing;
    if (failure) return { kind: 'failure', request, status: null, failure };
    if (!got) return { kind: 'left', request };
    const body = passing.got.body();
    const { statusCode: status = 0, statusMessage: statusText = '' } = got;
    if (got.complete)
      return {
        kind: 'exchange',
        passed: { started, milliseconds, request, response: { status, statusText, headers, body } },
      };
    if (!got.destroyed) return { kind: 'left', request };
    return { kind: 'failure', request, status, failure: failureOf(undefined, passing, body?.length ?? bodyLimit) };
  }

  return {
    pass(incoming, outgoing, request, body) {
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
          passing.failure = failureOf(error, passing, 0);
          answer(outgoing, 502, `The API gave no answer: ${passing.failure.message}.`);
        },
      };
      if (body) passing.sent.take(body);
      passings.set(incoming, passing);
      outgoing.sendDate = false;
      const send = (): void => {
        passing.tries += 1;
        const buffer = body && { buffer: Readable.from([body]) };
        proxy.web(incoming, outgoing, buffer).catch((error: NodeJS.ErrnoException) => {
          const isStale = passing.isReused && error.code === 'ECONNRESET' && !passing.isOverdue && !passing.answer;
          const mayAgain = changesNothing(request.method) && passing.sent.body()?.length === 0;
          if (isStale && mayAgain && !outgoing.destroyed) send();
          else passing.giveUp(error);
        });
      };
      return new Promise((resolve) => {
        // Listened for before the proxy does, which then ends the other side.
        outgoing.once('close', () => {
          const whole = { ...request, body: passing.sent.body() };
          resolve(eventOf(passing, whole, started, performance.now() - begun));
        });
        send();
      });
    },
    close: () => agent.destroy(),
  };
}
