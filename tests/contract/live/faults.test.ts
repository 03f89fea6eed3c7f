import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createContract } from '../../../scripts/engine/contract.ts';
import { createAuthorize } from '../../../scripts/contract/live/authorization.ts';
import { createPacer } from '../../../scripts/contract/live/pacer.ts';
import { createRefusals } from '../../../scripts/contract/live/refusals.ts';
import { runLive } from '../../../scripts/contract/live/run.ts';
import type { LiveResult } from '../../../scripts/contract/live/verdict.ts';
import { retryAfter } from '../../../scripts/contract/live/send.ts';
import { readOperations } from '../../../scripts/contract/plan/description.ts';
import { createCollector } from '../../../scripts/contract/report/collector.ts';
import { renderText } from '../../../scripts/contract/report/text.ts';
import { createRedactor } from '../../../scripts/engine/redact.ts';
import type { Report } from '../../../scripts/contract/report/types.ts';
import { readShop } from '../fixtures/shop.ts';
import { createStore, sendJson, startRecordingServer, type RecordingServer } from './recording-server.ts';

const token = 'secret_Tok3nThatMustNotLeak';
const servers: RecordingServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A store of which one path misbehaves. */
async function startFaulty(path: string, misbehave: Answer): Promise<RecordingServer> {
  const store = createStore();
  const server = await startRecordingServer((request, response, body) => {
    if (path === '*' || request.url === `/api/v3/1003${path}`) misbehave(request, response);
    else store.answer(request, response, body);
  });
  servers.push(server);
  return server;
}

interface Ran {
  readonly result: LiveResult;
  readonly report: Report;
  readonly findings: readonly string[];
  readonly text: string;
}

async function run(url: string): Promise<Ran> {
  const description = readShop();
  const baseUrl = `${url}/api/v3/1003`;
  const hide = { secrets: [token] };
  const contract = createContract(description, { serverBases: [baseUrl], hide });
  const collector = createCollector({
    title: 'Shop',
    operations: contract.operations,
    notReached: 'It was not called.',
    redact: createRedactor(hide).text,
  });
  const operations = readOperations(description, contract.operations);
  const result = await runLive({
    contract,
    operations,
    baseUrl,
    authorize: createAuthorize(description, token),
    send: {
      refuses: createRefusals(baseUrl, operations),
      pacer: createPacer({ requestsPerSecond: 1000, concurrency: 4 }),
      timeoutMs: 400,
      tries: 2,
      maxWaitMs: 2000,
      backoffMs: 5,
    },
    collector,
  });
  const report = collector.report();
  const findings = report.operations.flatMap(({ groups }) =>
    groups.map(({ finding }) => `${finding.kind}: ${finding.message}`),
  );
  const text = renderText(report);
  expect(text).not.toContain('Tok3n');
  return { result, report, findings, text };
}

const reasonFor = ({ report }: Ran, id: string): string | undefined =>
  report.skipped.find(({ operationId }) => operationId === id)?.reason;

describe('runLive', () => {
  it('calls what it may, along the links, and says why it did not call the rest', async () => {
    const server = await startFaulty('/nothing', () => undefined);
    const ran = await run(server.url);
    expect(ran.findings).toEqual([]);
    expect(ran.report.checked.map(({ operationId }) => operationId)).toEqual([
      'searchProducts',
      'getProduct',
      'getReview',
      'getProfile',
    ]);
    expect(reasonFor(ran, 'deleteProducts')).toBe('Never sent to a live host: It deletes every product of the store.');
    expect(reasonFor(ran, 'createProduct')).toMatch(/^It changes data/);
    expect(reasonFor(ran, 'getOrder')).toBe('No link of the description leads from a read to its orderId.');
    expect(reasonFor(ran, 'getPages')).toMatch(/^It is served elsewhere/);
  });

  it('skips what the store holds nothing for', async () => {
    const server = await startFaulty('/products', (_, response) => sendJson(response, 200, { total: 0, items: [] }));
    const ran = await run(server.url);
    expect(reasonFor(ran, 'getProduct')).toBe(
      'The store holds nothing for it: no answer of searchProducts gave its productId.',
    );
    expect(ran.report.summary.operations.checked).toBe(2);
  });

  it('says that a refused connection is an unreachable target', async () => {
    const server = await startFaulty('*', () => undefined);
    await server.close();
    expect((await run(server.url)).result).toEqual({
      kind: 'unreachable',
      message: 'the connection was refused (2 tries)',
    });
  });

  it.each<[string, Answer, string]>([
    [
      'a reset',
      (request) => request.socket.resetAndDestroy(),
      'connection-reset: GET /profile got no answer that could be checked: the connection was closed before an answer came (ECONNRESET) (2 tries).',
    ],
    [
      'a server that hangs',
      () => undefined,
      'no-answer-in-time: GET /profile got no answer that could be checked: there was no answer within 0.4 s (2 tries).',
    ],
    [
      'a slow body',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).write('{"name":');
      },
      'no-answer-in-time: GET /profile got no answer that could be checked: the answer (200) was not complete within 0.4 s; 8 bytes of its body came (2 tries).',
    ],
    [
      'a connection that is closed in the middle of the body',
      (request, response) => {
        response
          .writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
          .write('{"name":', () => request.socket.destroy());
      },
      'answer-cut-off: GET /profile got no answer that could be checked: the answer (200) broke off after 8 bytes of its body (2 tries).',
    ],
    [
      'a redirect loop',
      (_, response) => response.writeHead(302, { location: '/api/v3/1003/profile' }).end(),
      'redirect-loop: GET /profile got no answer that could be checked: the request was sent in a circle, 1 redirects long.',
    ],
  ])('reports %s as what it is, and checks the rest', async (_, misbehave, finding) => {
    const server = await startFaulty('/profile', misbehave);
    const ran = await run(server.url);
    expect(ran.result).toEqual({ kind: 'done' });
    expect(ran.findings).toEqual([finding]);
    expect(reasonFor(ran, 'getProfile')).toMatch(/^Not answered: /);
    expect(ran.report.summary.operations.checked).toBe(3);
  });

  it('does not follow a redirect to another host, and sends no token there', async () => {
    const other = await startFaulty('*', (_, response) => sendJson(response, 200, { name: 'Evil' }));
    const server = await startFaulty('/profile', (_, response) =>
      response.writeHead(302, { location: `${other.url}/profile` }).end(),
    );
    const ran = await run(server.url);
    expect(ran.findings).toEqual([
      `redirect-elsewhere: GET /profile got no answer that could be checked: the request was sent to another host (${new URL(other.url).host}); neither the request nor the token went there.`,
    ]);
    expect(other.requests).toEqual([]);
  });

  it('follows a redirect of the same origin', async () => {
    const server = await startFaulty('/profile', (_, response) =>
      response.writeHead(301, { location: '/api/v3/1003/moved' }).end(),
    );
    const store = server.requests;
    const ran = await run(server.url);
    expect(store.map(({ url }) => url)).toContain('/api/v3/1003/moved');
    expect(reasonFor(ran, 'getProfile')).toBe('The server answered 404, so there was nothing to check.');
  });

  it('tries a 5xx again, and reports it when it stays', async () => {
    const server = await startFaulty('/profile', (_, response) => sendJson(response, 503, { errorMessage: 'Down' }));
    const { findings } = await run(server.url);
    expect(findings).toEqual(['server-error: GET /profile was answered with 503 2 times.']);
    expect(server.requests.filter(({ url }) => url.endsWith('/profile'))).toHaveLength(2);
  });

  it('takes the good answer that comes after a 5xx', async () => {
    let count = 0;
    const server = await startFaulty('/profile', (_, response) => {
      count += 1;
      sendJson(response, count === 1 ? 500 : 200, { name: 'Shop' });
    });
    expect((await run(server.url)).findings).toEqual([]);
  });

  it('obeys Retry-After', async () => {
    const times: number[] = [];
    const server = await startFaulty('/profile', (_, response) => {
      times.push(performance.now());
      if (times.length === 1) sendJson(response, 429, { errorMessage: 'Slow down' }, { 'retry-after': '1' });
      else sendJson(response, 200, { name: 'Shop' });
    });
    expect((await run(server.url)).findings).toEqual([]);
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(990);
  });

  it('ends a storm of 429 with the reason and no finding', async () => {
    const server = await startFaulty('*', (_, response) => sendJson(response, 429, { errorMessage: 'Slow down' }));
    const ran = await run(server.url);
    expect(ran.result).toEqual({ kind: 'unreachable', message: 'the server kept answering 429 (2 tries)' });
    expect(ran.findings).toEqual([]);
    expect(server.requests.length).toBeLessThanOrEqual(4);
  });

  it('gives up when it is asked to wait too long', async () => {
    const server = await startFaulty('/profile', (_, response) =>
      sendJson(response, 429, {}, { 'retry-after': '3600' }),
    );
    const ran = await run(server.url);
    expect(reasonFor(ran, 'getProfile')).toBe('Not answered: the server asks to wait 3600 s, which is too long.');
  });

  it('reports 5 MB of HTML in a few words', async () => {
    const page = `<html>${'<p>Sorry</p>'.repeat(450_000)}</html>`;
    const server = await startFaulty('/profile', (_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end(page),
    );
    const { findings, text } = await run(server.url);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatch(/^response-content-type: /);
    expect(text.length).toBeLessThan(3000);
  });

  it('stops when the token is not accepted', async () => {
    const server = await startFaulty('*', (request, response) =>
      sendJson(response, 401, { errorMessage: request.headers.authorization }),
    );
    expect((await run(server.url)).result).toEqual({
      kind: 'token-refused',
      message: 'the server did not accept the token (401)',
    });
  });

  it('shows no token that the server echoes', async () => {
    const server = await startFaulty('/profile', (request, response) =>
      sendJson(response, 200, { name: [request.headers.authorization], [String(request.headers.authorization)]: 1 }),
    );
    expect((await run(server.url)).findings).toHaveLength(2);
  });
});

describe('retryAfter', () => {
  it.each([
    ['2', 2000],
    ['Thu, 01 Jan 2026 00:00:05 GMT', 5000],
    ['Thu, 01 Jan 2020 00:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
  ])('reads %j as %s ms', (value, expected) => {
    expect(retryAfter({ headers: [['Retry-After', value]] }, Date.UTC(2026, 0, 1))).toBe(expected);
  });
});
