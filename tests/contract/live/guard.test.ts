import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createContract } from '../../../scripts/engine/contract.ts';
import { createPacer } from '../../../scripts/contract/live/pacer.ts';
import { createRefusals } from '../../../scripts/contract/live/refusals.ts';
import { defaultSendOptions } from '../../../scripts/contract/live/send.ts';
import { startGuard, type Guard, type GuardEvent } from '../../../scripts/contract/live/writes/guard.ts';
import { openJournal, readJournal } from '../../../scripts/contract/live/writes/journal.ts';
import { readOperations } from '../../../scripts/contract/plan/description.ts';
import { readShop } from '../fixtures/shop.ts';
import { createStore, sendJson, startRecordingServer, type RecordingServer } from './recording-server.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'contract-guard-'));
const journalFile = path.join(folder, 'writes.ndjson');
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  await rm(folder, { recursive: true, force: true });
});

/** The shop with ids that may be any text, so that no schema stands in the way of what a server answers. */
function lenientShop(): Record<string, unknown> {
  return JSON.parse(JSON.stringify(readShop()).replaceAll('"type":"integer"', '"type":["integer","string"]')) as never;
}

interface Guarded {
  readonly guard: Guard;
  readonly server: RecordingServer;
  readonly events: GuardEvent[];
  readonly changes: () => string[];
}

/** @param created what the server says that it has made */
async function start(description: unknown, created?: unknown, leftBefore: string[] = []): Promise<Guarded> {
  const store = createStore();
  const server = await startRecordingServer((request, response, body) => {
    if (created !== undefined && request.method === 'POST') return sendJson(response, 200, created);
    store.answer(request, response, body);
  });
  const baseUrl = `${server.url}/api/v3/1003`;
  const contract = createContract(description, { serverBases: [baseUrl] });
  const operations = readOperations(description as never, contract.operations);
  const events: GuardEvent[] = [];
  const journal = openJournal(journalFile, 'run');
  journal.append({ event: 'run', run: 'run', baseUrl, pid: process.pid, at: new Date().toISOString() });
  const guard = await startGuard({
    baseUrl,
    contract,
    operations,
    authorize: () => [],
    journal,
    send: {
      ...defaultSendOptions,
      backoffMs: 5,
      pacer: createPacer({ requestsPerSecond: 1000, concurrency: 4 }),
      refuses: createRefusals(baseUrl, operations),
    },
    patienceMs: 10_000,
    leftBefore,
    onEvent: (event) => events.push(event),
  });
  closing.push(guard.finish, server.close);
  const changes = (): string[] =>
    server.requests
      .filter(({ method }) => method !== 'GET')
      .map(({ method, url }) => `${method} ${url.replace('/api/v3/1003', '')}`);
  return { guard, server, events, changes };
}

const create = (guard: Guard, name = 'Contract test'): Promise<Response> =>
  fetch(`${guard.url}/products`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name }),
  });

describe('cleaning up', () => {
  it('deletes what was made', async () => {
    const { guard, changes } = await start(readShop());
    await create(guard);
    expect(await guard.finish()).toEqual({ left: [], uncertain: [], deleted: 1 });
    expect(changes()).toEqual(['POST /products', 'DELETE /products/3']);
    expect(readJournal(journalFile)).toBeUndefined();
  });

  const ids = [
    '.',
    '..',
    '...',
    '',
    ' ',
    '1/..',
    '/',
    '1/image',
    'a?b',
    '?',
    '#',
    '3#',
    '%2e',
    '%2E%2e',
    '..%2f',
    '\\..',
  ];
  const more = ['1\n', '\u0000', ' 3', '3 ', ';', '..;', ';a=1', '\u2028', null, true, {}, [], '3%00'];
  it.each([...ids, ...more])('sends nothing for the id %j', async (id) => {
    const { guard, changes } = await start(lenientShop(), { id });
    await create(guard);
    const end = await guard.finish();
    // A boolean is a name like any other where the description allows it.
    if (id !== true) expect(changes()).toEqual(['POST /products']);
    expect(changes()).not.toContainEqual(expect.stringMatching(/^DELETE \/(?:products\/?)?$/));
    if (id !== true) expect(end.uncertain).toHaveLength(1);
  });

  it.each(['abc', 1.5, -1e300, '3e3'])('sends nothing for the id %j, which no such thing can have', async (id) => {
    const { guard, changes } = await start(readShop(), { id });
    await create(guard);
    expect((await guard.finish()).uncertain).toHaveLength(1);
    expect(changes()).toEqual(['POST /products']);
  });

  it('leaves alone what was there before, although the server answers with its id', async () => {
    const { guard, changes } = await start(readShop(), { id: 1 });
    await create(guard);
    const end = await guard.finish();
    expect(end.uncertain).toEqual([
      'POST /products was answered with the id of something that was there before, which is left alone; look for what it may have made.',
    ]);
    expect(changes()).toEqual(['POST /products']);
  });

  it('leaves alone what is something else than what was sent, although no list had it', async () => {
    const description = readShop() as { paths: Record<string, Record<string, unknown>> };
    delete description.paths['/products']!['get'];
    const { guard, changes } = await start(description, { id: 1 });
    await create(guard);
    expect((await guard.finish()).uncertain[0]).toContain('the id of something else');
    expect(changes()).toEqual(['POST /products']);
  });

  it.each([
    '/products/',
    '/products',
    '/',
    '',
    '/products/..',
    '/products/%2e',
    '/profile',
    '/orders/1',
    '/products/1?x=1',
  ])('does not take %j from the journal of an earlier run', async (target) => {
    const { guard, changes } = await start(readShop(), undefined, [target]);
    const end = await guard.finish();
    expect(end.left.map((one) => one.target)).toEqual([target]);
    expect(changes()).toEqual([]);
  });
});

describe('the guard', () => {
  it.each([
    ['DELETE', '/products'],
    ['DELETE', '/products/'],
    ['DELETE', '/Products'],
    ['DELETE', '/products;a=1'],
    ['DELETE', '/%70roducts'],
    ['DELETE', '/products/%2e'],
    ['DELETE', '/products/%2e%2e'],
    ['DELETE', '/products/3/%2E%2E'],
    ['DELETE', '/products%2f3'],
    ['DELETE', '/products//'],
    ['PUT', '/products/1'],
    ['POST', '/products?_method=DELETE'],
  ])('lets no %s %s through', async (method, target) => {
    const { guard, changes } = await start(readShop());
    // fetch would take the dots out itself.
    const { request } = await import('node:http');
    const { hostname, port, pathname } = new URL(guard.url);
    const status = await new Promise<number | undefined>((resolve) => {
      request({ hostname, port, path: pathname + target, method }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }).end();
    });
    expect(status).toBe(403);
    expect(changes()).toEqual([]);
  });

  it('lets no read through that asks to be something else', async () => {
    const { guard, server, events } = await start(readShop());
    await fetch(`${guard.url}/products`, { headers: { 'X-HTTP-Method-Override': 'DELETE' } });
    expect(server.requests).toEqual([]);
    expect(events).toMatchObject([{ kind: 'trouble', message: expect.stringContaining('another method') as string }]);
  });
});

describe('createRefusals', () => {
  const description = {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    servers: [{ url: 'https://shop.example/{version}' }],
    paths: {
      '/login/{id}': { get: { 'x-never-live': true, responses: {} } },
      '/staff/{id}': { delete: { 'x-never-live': true, responses: {} } },
      '/carts/{id}/place': { post: { responses: {}, 'x-never-live': true, 'x-never-live-reason': 'It buys.' } },
      '/carts/{id}/{action}': { post: { responses: {} } },
      '/{kind}/{id}': { delete: { responses: {} } },
      '/things/': { get: { responses: {} } },
    },
  };
  const base = 'https://shop.example/v1';
  const refuses = createRefusals(base, readOperations(description, createContract(description).operations));
  const ask = (line: string): string | undefined => {
    const [method = '', url = ''] = line.split(' ');
    return refuses({ method, url: url.startsWith('http') ? url : base + url, headers: [] });
  };

  it.each([
    'DELETE /staff/7',
    'DELETE /STAFF/7',
    'DELETE /st%61ff/7',
    'DELETE /staff;x/7',
    'POST /carts/7/place',
    'POST /carts/7/PLACE',
    'DELETE /things/7/..',
    'DELETE /things/%2e%2e',
    'DELETE /things//7',
    'DELETE /things/',
    'DELETE https://other.example/v1/things/7',
    'DELETE https://shop.example/v2/things/7',
    'GET https://other.example/v1/things/',
    'GET /things/%2E%2e/x',
    'GET /login/7/',
    'GET https://shop.example/v2/login/7',
  ])('refuses %s', (line) => expect(ask(line)).toEqual(expect.any(String)));

  it.each([
    'DELETE /things/7',
    'POST /carts/7/hold',
    'GET /things/',
    'GET /things/a%20b',
    'GET https://shop.example/v2/x',
    'GET /things/7/',
    'OPTIONS https://shop.example/v2/x',
  ])('has nothing against %s', (line) => expect(ask(line)).toBeUndefined());
});
