import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runInProcess } from './in-process.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'contract-parameters-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A live run on an operation that has one required parameter: what it sends, and how it ends. */
async function run(parameter: object, more: object = {}, paths: object = {}) {
  const seen: { url: string; headers: IncomingHttpHeaders }[] = [];
  const server = createServer((request, response) => {
    seen.push({ url: request.url ?? '', headers: request.headers });
    response.writeHead(200, { 'content-type': 'application/json' }).end('[1]');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const schema = { type: 'array', items: { type: 'integer' } };
  const responses = { 200: { description: 'OK', content: { 'application/json': { schema } } } };
  const file = path.join(folder, 'description.json');
  writeFileSync(
    file,
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'Rows', version: '1' },
      paths: {
        '/rows': {
          get: { operationId: 'listRows', parameters: [{ required: true, ...parameter }], responses, ...more },
        },
        ...paths,
      },
    }),
  );
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const end = await runInProcess(['live', '--description', file, '--base-url', url]);
  server.close();
  return { seen, end };
}

async function sent(parameter: object): Promise<{ readonly url: string; readonly headers: IncomingHttpHeaders }[]> {
  const { seen, end } = await run(parameter);
  expect({ code: end.code, stderr: end.stderr }).toEqual({ code: 0, stderr: '' });
  return seen;
}

const object = { type: 'object', properties: { role: { type: 'string' }, level: { type: 'integer' } } };
const example = { role: 'admin', level: 3 };

describe('a live run on any description', () => {
  it.each([
    [{ name: 'tier', in: 'cookie', schema: { type: 'string' }, example: 'gold' }, 'tier=gold'],
    [{ name: 'tier', in: 'cookie', schema: { type: 'string' }, example: 'x;y' }, 'tier=x%3By'],
    [{ name: '$tier.x', in: 'cookie', schema: { type: 'string' }, example: 'gold' }, '$tier.x=gold'],
  ])('sends the required cookie %j', async (parameter, cookie) => {
    expect(await sent(parameter)).toMatchObject([{ headers: { cookie } }]);
  });

  it.each([
    [{ name: 'X-Filter', in: 'header', schema: object, example }, 'role,admin,level,3'],
    [{ name: 'X-Filter', in: 'header', schema: object, example, explode: true }, 'role=admin,level=3'],
    [
      { name: 'X-Filter', in: 'header', content: { 'application/json': { schema: object, example } } },
      JSON.stringify(example),
    ],
  ])('sends the header %j', async (parameter, value) => {
    expect(await sent(parameter)).toMatchObject([{ headers: { 'x-filter': value } }]);
  });

  it.each([
    [{ name: 'q', in: 'query', schema: { type: 'string' }, example: '\ud800' }, '/v1/rows?q=%EF%BF%BD'],
    [
      { name: 'q', in: 'query', content: { 'application/json': { schema: { type: 'string' }, example: 'x' } } },
      '/v1/rows?q=%22x%22',
    ],
    [
      { name: 'q', in: 'query', schema: { type: 'array' }, example: [], examples: { b: { value: [1] } } },
      '/v1/rows?q=1',
    ],
    [{ name: 'q', in: 'query', schema: { allOf: [{ type: 'string', enum: ['x'] }] } }, '/v1/rows?q=x'],
    [{ name: 'a&b=c', in: 'query', schema: { type: 'string' }, example: 'x y' }, '/v1/rows?a%26b%3Dc=x%20y'],
    [
      {
        name: 'f',
        in: 'query',
        style: 'deepObject',
        explode: true,
        schema: { type: 'object' },
        example: { p: { lo: 1 }, t: [1, 2] },
      },
      '/v1/rows?f%5Bp%5D%5Blo%5D=1&f%5Bt%5D=1&f%5Bt%5D=2',
    ],
  ])('encodes the query of %j', async (parameter, url) => {
    expect(await sent(parameter)).toMatchObject([{ url }]);
  });

  const text = { type: 'string' };
  it.each<[parameter: object, reason: string]>([
    [
      { name: 'q', in: 'query', schema: { type: 'array' }, example: [] },
      'its q cannot be sent: it is written as nothing.',
    ],
    [{ name: 'X-P', in: 'header', schema: text, example: '日本' }, 'its X-P cannot be sent: a header cannot hold its'],
    [{ name: 'X-P', in: 'header', schema: text, example: 'a\nb' }, 'its X-P cannot be sent: a header cannot hold its'],
    [{ name: 'Connection', in: 'header', schema: text, example: 'x' }, 'cannot be sent: what sends a request writes'],
    [{ name: 'a b', in: 'header', schema: text, example: 'x' }, 'Its header a b cannot be sent: no header can have'],
    [{ name: 'a;b', in: 'cookie', schema: text, example: 'x' }, 'Its cookie a;b cannot be sent: no cookie can have'],
  ])('does not send %j, and says why', async (parameter, reason) => {
    const { seen, end } = await run(parameter);
    expect(seen).toEqual([]);
    expect(end.stdout).toContain(reason);
    expect(end.stdout).not.toContain('connection');
  });

  it('sends no GET whose body is required, and leaves headers to the media types and schemes that describe them', async () => {
    const page = { name: 'page', in: 'query', schema: { type: 'integer' }, example: 1 };
    const withBody = await run(page, { requestBody: { required: true, content: { 'application/json': {} } } });
    expect(withBody.seen).toEqual([]);
    expect(withBody.end.stdout).toContain('A GET request cannot be sent with a body from here.');
    expect(await sent({ name: 'Accept', in: 'header', schema: text })).toMatchObject([
      { headers: { accept: expect.stringContaining('application/json') as string } },
    ]);
  });

  it('follows links that name their operation by a reference, whatever the answer falls under', async () => {
    const schema = { type: 'array', items: { type: 'integer' } };
    const row = { operationRef: '#/paths/~1rows~1{id}/get', parameters: { id: '$response.body#/0' } };
    const rows = { description: 'OK', content: { 'application/json': { schema } }, links: { row } };
    const getRow = {
      operationId: 'getRow',
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      responses: { default: rows },
    };
    const parameter = { name: 'page', in: 'query', schema: { type: 'integer' }, example: 1 };
    const { seen } = await run(parameter, { responses: { default: rows } }, { '/rows/{id}': { get: getRow } });
    expect(seen.map(({ url }) => url)).toEqual(['/v1/rows?page=1', '/v1/rows/1']);
  });
});
