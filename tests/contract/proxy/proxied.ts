import { request, type IncomingMessage, type RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { startServer, type Started } from '../fixtures/server.ts';
import { shopFile } from '../fixtures/shop.ts';
import { startInProcess } from '../live/in-process.ts';
import { createStore } from '../live/recording-server.ts';
import type { CommandEnd } from '../live/run-command.ts';

export interface Upstream extends Started {
  /** `GET /api/v3/1003/products`, in order. */
  readonly asked: string[];
}

/** An API in the place of a live one. */
export async function startUpstream(answer: RequestListener): Promise<Upstream> {
  const asked: string[] = [];
  const server = await startServer((incoming, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    answer(incoming, outgoing);
  });
  return { ...server, asked };
}

const open: Upstream[] = [];

/** An API that {@link closeUpstreams} ends. */
export async function upstream(answer: RequestListener): Promise<Upstream> {
  const started = await startUpstream(answer);
  open.push(started);
  return started;
}

export async function closeUpstreams(): Promise<void> {
  await Promise.all(open.splice(0).map((one) => one.close()));
}

/** A proxy of an API that answers like this. */
export async function proxied(
  answer: RequestListener,
  ...more: string[]
): Promise<Proxied & { readonly api: string; readonly asked: readonly string[] }> {
  const api = await upstream(answer);
  const proxy = await startProxied(`${api.url}/api/v3/1003`, ...more);
  return { ...proxy, api: api.url, asked: api.asked };
}

export const json = { 'content-type': 'application/json' };
export const secret = 'secret_Tok3nOfTheStore77';
export const bearer = { authorization: `Bearer ${secret}` };

/** A shop that keeps its description. */
export const shop = (): RequestListener => (incoming, outgoing) =>
  void text(incoming).then((body) => createStore().answer(incoming, outgoing, body));

export interface Proxied {
  /** Where clients find the proxy. */
  readonly url: string;
  /** What it has told so far. */
  readonly said: () => string;
  /** Resolves when it has told something. */
  readonly untilSaid: (text: string) => Promise<void>;
  /** Ctrl-C, and what came of the run. */
  readonly stop: () => Promise<CommandEnd>;
}

/** Starts `contract proxy` in this process, on a free port, for the small description unless another one is named. */
export async function startProxied(upstream: string, ...more: string[]): Promise<Proxied> {
  let interrupt = (): void => undefined;
  const interrupted = new Promise<void>((resolve) => (interrupt = resolve));
  const what = more.includes('--api') ? [] : ['--description', shopFile];
  const args = ['proxy', '--upstream', upstream, '--port', '0', ...what, ...more];
  const { said, end } = startInProcess(args, {}, interrupted);
  const untilSaid = async (text: string): Promise<void> => {
    for (let tries = 0; !said().includes(text); tries += 1) {
      if (tries > 500) throw new Error(`The proxy does not say "${text}": ${said()}`);
      await wait(10);
    }
  };
  await Promise.race([untilSaid('Ctrl-C stops.'), end.then(({ stderr }) => Promise.reject(new Error(stderr)))]);
  const [, url = ''] = /(http:\/\/\S+) {2}\(to /.exec(said()) ?? [];
  return { url, said, untilSaid, stop: () => (interrupt(), end) };
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  /** Whether the body came to its end. */
  readonly whole: boolean;
}

export interface Asking {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  /** Called with each piece of the answer. */
  readonly onPiece?: (piece: string) => void;
}

/** Asks once, over a connection of its own, which keeps no test from ending. The path is sent as it is. */
export function ask(
  url: string,
  target: string,
  { method = 'GET', headers = {}, body, onPiece }: Asking = {},
): Promise<Answer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const asking = request({ hostname, port, path: target, method, headers, agent: false }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => {
        pieces.push(piece);
        onPiece?.(piece.toString());
      });
      response.on('error', () => undefined);
      response.on('close', () => {
        const { statusCode = 0, headers: got, rawHeaders, complete: whole } = response;
        resolve({ status: statusCode, headers: got, rawHeaders, body: Buffer.concat(pieces), whole });
      });
    });
    asking.on('error', reject);
    asking.end(body);
  });
}
