import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import createFetchClient from 'openapi-fetch';
import { createClient } from '../../client/client.ts';
import { unwrap } from '../../client/errors.ts';
import { retry } from '../../client/retry.ts';
import type { ApiTraits } from '../../client/client.ts';
import type { Fetch } from '../../client/layer.ts';

/** Microseconds of processor time per call, by the way it is made. Other work on the machine hardly shows in it. */
type CallTimes = Record<'bare' | 'alone' | 'plain' | 'full', number>;

const answer = JSON.stringify({ total: 1, items: [{ id: 37208339, name: 'Linen apron', price: 39.5 }] });
const headers = { 'Content-Type': 'application/json', 'Content-Length': String(answer.length) };
const query = { limit: 10, enabled: true };

interface Shop {
  GET: { '/products/{productId}': { init: { params: Values }; data: { total: number }; error: object } };
  PUT: object;
  POST: object;
  DELETE: object;
}
interface Values {
  path: { productId: number };
  query?: object;
}

/**
 * What a call costs, made in each of the ways, when `send` gets the answer.
 * Ways are measured in turn, in short rounds that begin with another one each time, and the quarter of the rounds that
 * were fastest counts: what slows a round down is the machine, and a busy one is fair to all of them so.
 */
export async function measureCalls(
  rounds: number,
  callsPerRound: number,
  send: Fetch,
  baseUrl: string,
): Promise<CallTimes> {
  const api: ApiTraits = { baseUrl, header: ['Authorization', 'Bearer '] };
  const token = 'secret';
  const fetchClient = createFetchClient<{
    '/products/{productId}': { get: { parameters: Values; responses: object } } & Record<string, never>;
  }>({ baseUrl, headers: { Authorization: `Bearer ${token}` }, fetch: send });
  const plain = createClient<Shop>(api, { token, fetch: send });
  const full = createClient<Shop>(api, { token, fetch: send, retry: retry() });
  const init = { params: { path: { productId: 1 }, query } };

  const ways: Record<keyof CallTimes, () => Promise<unknown>> = {
    bare: async () => {
      const request = new Request(`${baseUrl}/products/1?limit=10&enabled=true`, {
        headers: { Authorization: `Bearer ${token}` },
      });
      return (await send(request)).json();
    },
    alone: () => fetchClient.GET('/products/{productId}', init as never),
    plain: () => plain.GET('/products/{productId}', init),
    full: () => unwrap(full.GET('/products/{productId}', init)),
  };

  const names = Object.keys(ways) as (keyof CallTimes)[];
  const times = new Map<keyof CallTimes, number[]>(names.map((name) => [name, []]));
  for (let round = -2; round < rounds; round++) {
    const turn = (round + names.length) % names.length;
    for (const name of [...names.slice(turn), ...names.slice(0, turn)]) {
      const start = process.cpuUsage();
      for (let call = 0; call < callsPerRound; call++) await ways[name]();
      const { user, system } = process.cpuUsage(start);
      // The first rounds only warm up.
      if (round >= 0) times.get(name)?.push((user + system) / callsPerRound);
    }
  }
  return Object.fromEntries(names.map((name) => [name, lowerQuartile(times.get(name) ?? [])])) as CallTimes;
}

/** Answers without a network. */
export async function answerAtOnce(): Promise<Response> {
  return new Response(answer, { headers });
}

/** Runs something against a server on loopback that gives the same answer. */
export async function withServer<T>(run: (baseUrl: string) => Promise<T>): Promise<T> {
  const server = createServer((_, response) => response.writeHead(200, headers).end(answer));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

function lowerQuartile(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 4)] ?? Number.NaN;
}
