import vm from 'node:vm';
import { build } from 'esbuild';
import { afterEach, expect, it } from 'vitest';
import { apis } from '../../scripts/apis.ts';
import { root } from '../../scripts/cli/root.ts';
import { startServer, type TestServer } from './server.ts';

let server: TestServer | undefined;
afterEach(() => server?.close());

/** What browsers, edge workers, Deno, Bun and Node have in common, as far as the client needs it. */
const webStandards = [
  'AbortController',
  'AbortSignal',
  'Blob',
  'FormData',
  'Headers',
  'ReadableStream',
  'Request',
  'Response',
  'TransformStream',
  'URL',
  'clearTimeout',
  'crypto',
  'fetch',
  'performance',
  'setTimeout',
] as const;

/** Everything that a package exports, as one script that expects no platform. */
async function bundleFor(folder: string, contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: `${root}/${folder}`, loader: 'js' },
    bundle: true,
    // With "neutral" an import of a module of Node is an error.
    platform: 'neutral',
    format: 'iife',
    globalName: 'result',
    write: false,
    logLevel: 'silent',
  });
  return outputFiles[0]!.text;
}

it.each(apis)('the client of $title imports nothing of Node, and names nothing of it', async ({ generated }) => {
  const script = await bundleFor(generated, `export * from './index.js';`);
  expect(script).not.toMatch(/\b(process|Buffer|require|global|__dirname|setImmediate)\b[.(]/);
  const exported = vm.runInContext(`${script}; Object.keys(result)`, vm.createContext({})) as string[];
  expect(exported).toContain('unwrap');
});

it('lists, retries, uploads, downloads and batches where there is nothing but web standards', async () => {
  server = await startServer(({ method, path, body }, index) => {
    if (index === 0) return { status: 429, headers: { 'Retry-After': '0' } };
    if (path === '/batch' && method === 'POST') return { body: { ticket: 't' } };
    if (path === '/batch')
      return {
        body: { status: 'COMPLETED', responses: [{ id: '0', status: 'COMPLETED', httpBody: { updateCount: 1 } }] },
      };
    if (path.endsWith('/image')) return { body: { id: body.length } };
    if (path.includes('/files/')) return { headers: { 'Content-Type': 'application/pdf' }, body: '%PDF' };
    return { body: { total: 2, items: [{ id: 1 }, { id: 2 }] } };
  });
  const script = await bundleFor(
    'generated/ecwid',
    `import { batch, batchRequest, createEcwidClient, download, limiter, paginate, retry, unwrap, upload } from './index.js';
     export const run = async (baseUrl) => {
       const options = { token: async () => 'secret', retry: retry({ delay: 1 }), limiter: limiter(), timeout: 5000 };
       const client = createEcwidClient({ storeId: 1003, baseUrl, ...options });
       const ids = [];
       for await (const { id } of paginate(client, '/products')) ids.push(id);
       const params = { path: { productId: 1 } };
       const sizes = [];
       for (const source of [new Blob(['12345']), new Blob(['123456']).stream()])
         sizes.push((await unwrap(upload(client, '/products/{productId}/image', source, { params }))).id);
       const file = { path: { productId: 1, fileId: 2 } };
       const { stream } = await download(client.GET('/products/{productId}/files/{fileId}', { params: file, parseAs: 'stream' }));
       const [change] = await batch(client, [batchRequest('PUT', '/products/{productId}', { params, body: { price: 5 } })], { interval: 1 });
       const gone = await client.GET('/products', { signal: AbortSignal.abort() }).catch(({ name }) => name);
       return JSON.stringify({ ids, sizes, text: await new Response(stream).text(), change: change.data, gone });
     };`,
  );
  const context = vm.createContext(Object.fromEntries(webStandards.map((name) => [name, globalThis[name]])));
  vm.runInContext(script, context);
  const run = vm.runInContext('result.run', context) as (baseUrl: string) => Promise<string>;
  expect(JSON.parse(await run(server.url))).toEqual({
    ids: [1, 2],
    sizes: [5, 6],
    text: '%PDF',
    change: { updateCount: 1 },
    gone: 'AbortError',
  });
});
