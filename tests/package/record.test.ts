import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readEntry } from '../../scripts/contract/har/exchange.ts';
import { neverWritten, record, type RecordOptions } from '../../scripts/package/entries/record.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'record-'));
  file = path.join(folder, 'traffic.ndjson');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const url = 'https://app.ecwid.com/api/v3/1003/products';

/** Records one call that is answered with this; resolves to the text that was written. */
async function recordOne(
  request: { url?: string } & RequestInit,
  response: () => Response,
  options: Partial<RecordOptions> = {},
): Promise<string> {
  const fetch = record(() => Promise.resolve(response()), { file, ...options });
  await fetch(request.url ?? url, request);
  await fetch.flush();
  return readFile(file, 'utf8');
}

it('writes what contract har reads: both sides with headers and bodies, one line each', async () => {
  const headers = { 'Content-Type': 'application/json' };
  const written = await recordOne(
    { method: 'POST', body: '{"name":"Apron"}', headers },
    () => new Response('{"id":1}', { status: 201, headers }),
  );
  expect(written.split('\n')).toEqual([expect.any(String), '']);
  expect(readEntry(JSON.parse(written))).toMatchObject({
    kind: 'exchange',
    headless: [],
    request: { method: 'POST', url, body: '{"name":"Apron"}' },
    response: { status: 201, body: '{"id":1}' },
  });
});

it('keeps bytes as bytes, and knows that nothing was sent', async () => {
  const bytes = new Uint8Array([0, 255, 137, 80]);
  const image = { 'Content-Type': 'image/png' };
  const sent = await recordOne(
    { method: 'POST', body: bytes, headers: image },
    () => new Response(bytes, { headers: image }),
  );
  expect(readEntry(JSON.parse(sent))).toMatchObject({
    request: { body: Buffer.from(bytes) },
    response: { body: Buffer.from(bytes) },
  });
  await rm(file);
  const none = await recordOne({}, () => new Response(null, { status: 204 }));
  expect(readEntry(JSON.parse(none))).toMatchObject({ request: { body: '' }, response: { body: '' } });
});

it('hands on requests and answers as they are, and the error of a call that fails', async () => {
  const answer = new Response('{"a":1.0}');
  const seen: unknown[] = [];
  const fetch = record(
    (input, init) => {
      seen.push(input, init);
      return seen.length > 2 ? Promise.reject(new TypeError('refused')) : Promise.resolve(answer);
    },
    { file },
  );
  const init = { dispatcher: 'mine' } as RequestInit;
  expect(await fetch(url, init)).toBe(answer);
  expect(seen).toEqual([url, init]);
  expect(await answer.text()).toBe('{"a":1.0}');
  await expect(fetch(url)).rejects.toThrow('refused');
  await fetch.flush();
  expect((await readFile(file, 'utf8')).split('\n')).toHaveLength(2);
});

const secret = 'Zx81-very-secret';

it.each(neverWritten.headers.map((name) => [name]))('never writes the header %s', async (name) => {
  const answer = (): Response => new Response(`"${secret}"`, { headers: { 'Content-Type': 'application/json' } });
  const written = await recordOne({ headers: { [name]: `Bearer ${secret}` } }, answer);
  expect(written).not.toContain(secret);
  if (name !== 'cookie' && name !== 'set-cookie') expect(written).toContain('Bearer [redacted]');
});

it.each([...neverWritten.parameters.map((name) => [name])])('never writes the parameter %s', async (name) => {
  const written = await recordOne(
    { url: `${url}?${name}=${secret}&limit=1`, method: 'POST', body: new URLSearchParams({ [name]: secret }) },
    () => new Response(),
  );
  expect(written).not.toContain(secret);
  expect(written).toContain('limit=1');
});

it.each(neverWritten.fields.map((name) => [name]))('never writes the field %s', async (name) => {
  const headers = { 'Content-Type': 'application/json' };
  const body = JSON.stringify({ id: 7, deep: [{ [name]: secret }], list: { [name]: [secret, 12345] } });
  const written = await recordOne({ method: 'PUT', body, headers }, () => new Response(body, { headers }));
  expect(written).not.toMatch(/very-secret|12345/);
  expect(written).toContain('\\"id\\":7');
});

it.each([
  ['JSON that breaks off', `{"id":7,"token":"${secret}`],
  ['an escaped name', `{"id":7,"\\u0074oken":"${secret}"}`],
  ['a log', `id=7 token=${secret} rest`],
  ['XML', `<a><id>7</id><password>${secret}</password></a>`],
])('never writes a secret of %s', async (_, body) => {
  const written = await recordOne({}, () => new Response(body));
  expect(written).toContain('7');
  expect(written).not.toContain('very-secret');
});

it('takes further names and values, and the code of OAuth', async () => {
  const written = await recordOne(
    {
      url: `https://shop.test/oauth?client_secret=a1b2c3d4&code=abcd1234&x=1`,
      headers: { 'X-Shop': `${secret}2` },
    },
    () => new Response('it is value-three'),
    { never: { headers: ['X-Shop'] }, secrets: ['value-three'] },
  );
  expect(written).not.toMatch(/very-secret|a1b2c3d4|abcd1234|value-three/);
  expect(await recordOne({ url: `${url}?code=SUMMER` }, () => new Response())).toContain('code=SUMMER');
});

it('says of public tokens that they are', async () => {
  const written = await recordOne({ headers: { Authorization: 'Bearer public_abcdefgh' } }, () => new Response());
  expect(written).toContain('Bearer public_[redacted]');
});

it('says that a file cannot be written', async () => {
  await expect(recordOne({}, () => new Response(), { file: path.join(folder, 'no/such/file') })).rejects.toThrow(
    'ENOENT',
  );
});
