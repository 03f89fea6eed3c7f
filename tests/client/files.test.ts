import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createBigCommerceClient, upload as uploadImage } from '../../generated/bigcommerce/index.js';
import { createEcwidClient, download, unwrap, upload } from '../../generated/ecwid/index.js';
import { startServer, type Answer, type Seen, type TestServer } from './server.ts';

let server: TestServer;
afterEach(() => server.close());

async function ecwid(answer: (request: Seen) => Answer = () => ({ body: { id: 7 } })) {
  server = await startServer(answer);
  return createEcwidClient({ storeId: 1003, token: 'secret', baseUrl: server.url });
}

async function bigCommerce() {
  server = await startServer(() => ({ body: { data: { id: 7 }, meta: {} } }));
  return createBigCommerceClient({ storeHash: 'x', token: 'secret', baseUrl: server.url });
}

const path = '/products/{productId}/image';
const params = { path: { productId: 1 } };
const bytes = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);
const tooMany = 20 * 1024 * 1024 + 1;

function stream(size: number): ReadableStream<Uint8Array> {
  const chunk = new Uint8Array(1024 * 1024);
  let left = size;
  return new ReadableStream({
    pull(controller) {
      if (left <= 0) return controller.close();
      controller.enqueue(chunk.subarray(0, Math.min(left, chunk.length)));
      left -= chunk.length;
    },
  });
}

describe('upload', () => {
  it.each([
    ['a Blob with its type', new Blob([bytes], { type: 'image/png' }), 'image/png'],
    ['a File', new File([bytes], 'apron.png', { type: 'image/png' }), 'image/png'],
    ['a Blob without a type', new Blob([bytes]), 'application/octet-stream'],
    ['bytes', bytes, 'application/octet-stream'],
    ['a buffer', bytes.buffer, 'application/octet-stream'],
    ['a stream', new Blob([bytes]).stream(), 'application/octet-stream'],
  ])('sends %s as the body', async (_, source, type) => {
    const result = await unwrap(upload(await ecwid(), path, source, { params }));
    expect(result.id).toBe(7);
    expect(server.seen[0]).toMatchObject({ method: 'POST', path: '/products/1/image', search: '' });
    expect(server.seen[0]?.headers['content-type']).toBe(type);
    expect([...server.seen[0]!.body]).toEqual([...bytes]);
  });

  it('sends a stream of Node as it is, and closes its file when it is too large', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'files-'));
    const [small, large] = [join(folder, 'small'), join(folder, 'large')];
    await writeFile(small, bytes);
    await writeFile(large, new Uint8Array(2 * tooMany));
    await upload(await ecwid(), path, createReadStream(small), { params, type: 'image/png' });
    expect(server.seen[0]?.headers['content-type']).toBe('image/png');
    expect([...server.seen[0]!.body]).toEqual([...bytes]);
    await upload(await ecwid(), path, Readable.from([bytes.subarray(0, 1), bytes.subarray(1)]), { params });
    expect([...server.seen[0]!.body]).toEqual([...bytes]);

    const file = createReadStream(large);
    await expect(upload(await ecwid(), path, file, { params })).rejects.toThrow(RangeError);
    await vi.waitFor(() => expect(file.closed).toBe(true));
    await rm(folder, { recursive: true });
  });

  it('sends the type that the caller names', async () => {
    await upload(await ecwid(), path, bytes, { params, type: 'image/webp', headers: { 'X-Trace': '7' } });
    expect(server.seen[0]?.headers).toMatchObject({ 'content-type': 'image/webp', 'x-trace': '7' });
  });

  it('sends an address in the query, without a body, and keeps other parameters', async () => {
    const source = new URL('https://images.example/sourdough course.pdf');
    await upload(await ecwid(), '/products/{productId}/files', source, {
      params: { ...params, query: { fileName: 'a.pdf' } },
    });
    expect(server.seen[0]?.search).toBe(
      'fileName=a.pdf&externalUrl=https%3A%2F%2Fimages.example%2Fsourdough%2520course.pdf',
    );
    expect(server.seen[0]?.body).toHaveLength(0);
  });

  it('uses the method of the operation', async () => {
    const cover = { path: { productId: 1, galleryVideoId: 'v1' } };
    await upload(await ecwid(), '/products/{productId}/gallery/video/{galleryVideoId}', bytes, { params: cover });
    expect(server.seen[0]).toMatchObject({ method: 'PUT', path: '/products/1/gallery/video/v1' });
  });

  it.each([
    ['a Blob', new Blob([new Uint8Array(tooMany)])],
    ['bytes', new Uint8Array(tooMany)],
  ])('refuses %s that is too large before anything is sent', async (_, source) => {
    const client = await ecwid();
    await expect(upload(client, path, source, { params })).rejects.toThrow(
      new RangeError('POST /products/{productId}/image takes files of up to 20971520 bytes; this one has 20971521.'),
    );
    expect(server.seen).toHaveLength(0);
  });

  it('breaks off a stream that turns out to be too large', async () => {
    const client = await ecwid();
    await expect(upload(client, path, stream(tooMany), { params })).rejects.toThrow(
      new RangeError('POST /products/{productId}/image takes files of up to 20971520 bytes; this one has more.'),
    );
    expect(server.seen).toHaveLength(0);
    await upload(client, path, stream(tooMany - 1), { params });
    expect(server.seen[0]?.body).toHaveLength(tooMany - 1);
  });

  it('ends when the signal aborts', async () => {
    const client = await ecwid(() => 'never');
    const call = upload(client, path, bytes, { params, signal: AbortSignal.timeout(50) });
    await expect(call).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('sends a form where the operation takes one', async () => {
    const file = new File([bytes], 'apron.png', { type: 'image/png' });
    const form = { params: { path: { product_id: 5 } }, fields: { is_thumbnail: true, description: 'Apron' } };
    await uploadImage(await bigCommerce(), '/catalog/products/{product_id}/images', file, form);
    await uploadImage(await bigCommerce(), '/catalog/products/{product_id}/images', new Blob([bytes]).stream(), form);
    const [request] = server.seen;
    const type = request!.headers['content-type']!;
    expect(type).toMatch(/^multipart\/form-data; boundary=/);
    const received = await new Response(request!.body as BodyInit, { headers: { 'Content-Type': type } }).formData();
    expect(received.get('is_thumbnail')).toBe('true');
    expect(received.get('description')).toBe('Apron');
    expect([...new Uint8Array(await (received.get('image_file') as File).arrayBuffer())]).toEqual([...bytes]);
  });

  it('sends an address as JSON where the operation takes it so', async () => {
    const source = new URL('https://images.example/a.png');
    const init = { params: { path: { product_id: 5 } }, fields: { sort_order: 2 } };
    await uploadImage(await bigCommerce(), '/catalog/products/{product_id}/images', source, init);
    expect(JSON.parse(String(server.seen[0]?.body))).toEqual({
      sort_order: 2,
      image_url: 'https://images.example/a.png',
    });
  });
});

describe('download', () => {
  const call = async (answer: Answer) =>
    download(
      (await ecwid(() => answer)).GET('/products/{productId}/files/{fileId}', {
        params: { path: { productId: 1, fileId: 2 } },
        parseAs: 'stream',
      }),
    );

  it('gives the stream and what is known of the file', async () => {
    const disposition = `attachment; filename="plain.pdf"; filename*=UTF-8''Brotb%C3%A4cken%20f%C3%BCr%20alle.pdf`;
    const { stream, ...facts } = await call({
      headers: { 'Content-Type': 'application/pdf', 'Content-Disposition': disposition, 'Content-Length': '4' },
      body: Buffer.from('%PDF'),
    });
    expect(facts).toEqual({ type: 'application/pdf', size: 4, name: 'Brotbäcken für alle.pdf' });
    expect(await new Response(stream).text()).toBe('%PDF');
  });

  it.each([
    ['attachment; filename="a \\"b\\".pdf"', 'a "b".pdf'],
    ['attachment; filename=a.pdf', 'a.pdf'],
    ['inline', undefined],
    ["attachment; filename*=utf-8'de'Brot%C3%A4cken.pdf", 'Brotäcken.pdf'],
    ["attachment; filename=b.pdf; filename*=UTF-8''%E0%A4%A", 'b.pdf'],
    ["attachment; filename*=UTF-8''%E0%A4%A", undefined],
    ["attachment; filename*=iso-8859-1''%A3.pdf; filename=c.pdf", 'c.pdf'],
  ])('reads the name of %s', async (disposition, name) => {
    expect((await call({ headers: { 'Content-Disposition': disposition }, body: Buffer.from('x') })).name).toBe(name);
  });

  it('gives an empty stream for an empty file', async () => {
    const { stream, type, size } = await call({ status: 204 });
    expect([await new Response(stream).text(), type, size]).toEqual(['', undefined, undefined]);
  });

  it('throws the error of the API', async () => {
    await expect(call({ status: 404, body: { errorCode: 'PRODUCT_NOT_FOUND' } })).rejects.toMatchObject({
      operation: 'GET /products/{productId}/files/{fileId}',
      errorCode: 'PRODUCT_NOT_FOUND',
    });
  });
});
