import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { attempt } from '../../../scripts/contract/send/attempt.ts';

const limit = 100_000;
const server = createServer((request, response) => answers[request.url!.slice(1)]!(response));
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => void server.close().closeAllConnections());

const answers: Record<string, (response: ServerResponse) => void> = {
  whole: (response) => response.end('x'.repeat(limit)),
  named: (response) => response.writeHead(200, { 'content-length': limit + 1 }).end('x'.repeat(limit + 1)),
  streamed: (response) => {
    for (let piece = 0; piece <= limit; piece += 1000) response.write('x'.repeat(1000));
    response.end();
  },
  endless: (response) => void response.write('x'.repeat(limit + 1)),
};

it.each([
  ['whole', { kind: 'answer', response: { status: 200 } }],
  ['named', { kind: 'fault', fault: 'too-large' }],
  ['streamed', { kind: 'fault', fault: 'too-large' }],
  ['endless', { kind: 'fault', fault: 'too-large' }],
])('reads no more than it may: %s', async (path, outcome) => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${path}`;
  const request = { method: 'GET', url, headers: [] };
  expect(await attempt(request, { timeoutMs: 30_000, maxBodyBytes: limit })).toMatchObject(outcome);
});
