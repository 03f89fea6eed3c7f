import { cp, mkdir, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { beforeAll, describe, expect, it } from 'vitest';
import { apis } from '../../scripts/apis.ts';
import { fromRoot } from '../../scripts/cli/root.ts';
import { compile, createProject, execute, generateEcwid, install, pack, writeSource } from './consumer.ts';

const app = `
import { createEcwidClient, getProduct, paginate, retry, searchProducts, updateProduct, type Product } from '@commerce-openapi/ecwid';
import description from '@commerce-openapi/ecwid/openapi.json' with { type: 'json' };
import older from '@commerce-openapi/ecwid/openapi-3.0.json' with { type: 'json' };

const urls: string[] = [];
const answer = (request: Request): Promise<Response> => {
  urls.push(request.url);
  const body = { total: 1, items: [{ id: 'K8XTQ' }] };
  return Promise.resolve(new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } }));
};
const client = createEcwidClient({ storeId: 1003, token: 'secret', retry: retry(), fetch: answer });
// @ts-expect-error there is no such path; were the types not found, nothing would be refused
export const wrong = (): Promise<unknown> => client.GET('/product');
const page = await searchProducts(client, { limit: 1 });
export const rename = async (productId: number): Promise<number> => {
  const product: Product = await getProduct(client, { productId });
  return (await updateProduct(client, { productId, body: { ...product, name: 'Linen apron' } })).updateCount;
};
const ids: unknown[] = [];
for await (const order of paginate(client, '/orders')) ids.push(order.id);
console.log(JSON.stringify([page.items?.length, ids, urls, description.openapi, older.openapi]));
`;

describe.each(apis.map(({ name }) => ({ api: name, name: `@commerce-openapi/${name}` })))(
  'the package $name',
  ({ api, name }) => {
    let archive: string;
    beforeAll(async () => {
      archive = await pack(fromRoot('generated', api));
    });

    it('has nothing that publint complains about', async () => {
      const tarball = await readFile(archive);
      const { messages, pkg } = await publint({
        strict: true,
        pack: {
          tarball: tarball.buffer.slice(tarball.byteOffset, tarball.byteOffset + tarball.byteLength) as ArrayBuffer,
        },
      });
      expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
    });

    it('has types that are right under every way to resolve modules', { timeout: 120_000 }, async () => {
      const result = await checkPackage(createPackageFromTarballData(await readFile(archive)));
      const problems = 'problems' in result ? result.problems : [{ kind: 'NoTypes' }];
      // Modules only: a CommonJS file has to import it dynamically, which Node allows. TypeScript's old
      // resolution "node10" knows no exports, so there only the main entry could be found, and needs not be.
      const known = problems.filter(
        (problem) =>
          problem.kind === 'CJSResolvesToESM' || ('resolutionKind' in problem && problem.resolutionKind === 'node10'),
      );
      expect(problems.filter((problem) => !known.includes(problem as never))).toEqual([]);
    });
  },
);

describe('an empty project with the package of Ecwid', () => {
  let project: string;
  beforeAll(async () => {
    project = await createProject([]);
    await install(await pack(fromRoot('generated/ecwid')), '@commerce-openapi/ecwid', project);
    await writeSource(project, 'src/app.ts', app);
  });

  it('type-checks under bundler, with TypeScript 5.9 as well', { timeout: 120_000 }, async () => {
    expect(await compile(project, 'bundler')).toBe('');
    expect(await compile(project, 'bundler', 'typescript')).toBe('');
  });

  it('type-checks under nodenext, and runs', { timeout: 120_000 }, async () => {
    expect(await compile(project, 'nodenext')).toBe('');
    const { stdout } = await execute(process.execPath, [path.join(project, 'dist-nodenext/app.js')]);
    const base = 'https://app.ecwid.com/api/v3/1003';
    const urls = [`${base}/products?limit=1`, `${base}/orders?limit=100&offset=0`];
    expect(JSON.parse(stdout)).toEqual([1, ['K8XTQ'], urls, '3.1.1', '3.0.3']);
  });

  it('type-checks under node16, where no JSON can be imported with its type, and checks answers in development', async () => {
    const older = await createProject([]);
    await install(await pack(fromRoot('generated/ecwid')), '@commerce-openapi/ecwid', older);
    await writeSource(
      older,
      'src/app.ts',
      `import { checkResponses, createEcwidClient, isApiError, retry, unwrap, upload, type Source } from '@commerce-openapi/ecwid';
       interface Finding { pointer: string; message: string; kind: 'invalid' }
       const contract = { checkExchange: (): readonly Finding[] => [{ pointer: '/updateCount', message: 'x', kind: 'invalid' }] };
       const findings: Finding[] = [];
       const check = checkResponses(contract, { onFindings: (found) => void findings.push(...found) });
       const fetch = async () => new Response('{"updateCount":"one"}', { headers: { 'Content-Type': 'application/json' } });
       const client = createEcwidClient({ storeId: 1003, token: 'secret', fetch, checkResponses: check, retry: retry() });
       const call = client.PUT('/products/{productId}', { params: { path: { productId: 1 } }, body: { price: 5 } });
       export const { updateCount }: { updateCount: number } = await unwrap(call);
       export const send = (source: Source) => upload(client, '/products/{productId}/image', source, { params: { path: { productId: 1 } } });
       export const isTaken = (error: unknown): boolean => isApiError(error, 'PUT /products/{productId}') && error.errorCode === 'SKU_ALREADY_EXISTS';
       console.log(JSON.stringify(findings.map(({ pointer }) => pointer)));\n`,
    );
    expect(await compile(older, 'node16')).toBe('');
    const { stdout } = await execute(process.execPath, [path.join(older, 'dist-node16/app.js')]);
    expect(JSON.parse(stdout)).toEqual(['/updateCount']);
  });

  it('gives its paths to openapi-fetch, for who prefers that', async () => {
    const other = await createProject(['openapi-fetch', 'openapi-typescript-helpers']);
    await install(await pack(fromRoot('generated/ecwid')), '@commerce-openapi/ecwid', other);
    await writeSource(
      other,
      'src/app.ts',
      `import createClient from 'openapi-fetch';
       import type { paths } from '@commerce-openapi/ecwid/schema';
       const client = createClient<paths>({ baseUrl: 'https://app.ecwid.com/api/v3/1003' });
       const { data } = await client.GET('/products', { params: { query: { limit: 1 } } });
       export const names: (string | undefined)[] | undefined = data?.items.map(({ name }) => name);
       // @ts-expect-error there is no such path; were the types not found, nothing would be refused
       export const wrong = client.GET('/product');\n`,
    );
    expect(await compile(other, 'nodenext')).toBe('');
  });

  it.each(['@types/node', 'types-node-22', 'types-node-24'])(
    'compiles as source and as a package where there are no types of browsers, with %s',
    { timeout: 120_000 },
    async (types) => {
      const plain = await createProject(['@tsconfig/node20', 'undici-types']);
      await mkdir(path.join(plain, 'node_modules/@types'));
      await symlink(fromRoot('node_modules', types), path.join(plain, 'node_modules/@types/node'));
      await install(await pack(fromRoot('generated/ecwid')), '@commerce-openapi/ecwid', plain);
      const { folder } = await generateEcwid();
      await cp(folder, path.join(plain, 'src/ecwid'), { recursive: true });
      await writeSource(
        plain,
        'src/app.ts',
        `import { createEcwidClient, searchProducts, verifyWebhook } from '@commerce-openapi/ecwid';
         import { createEcwidClient as createOther, paginate } from './ecwid/index.js';
         const options = { storeId: 1003, token: 'secret' };
         export const page = searchProducts(createEcwidClient(options), { limit: 1 });
         export const orders = paginate(createOther(options), '/orders');
         export const event = verifyWebhook(new Request('https://app.example'), 'secret');\n`,
      );
      const settings = { extends: '@tsconfig/node20/tsconfig.json', include: ['src'] };
      const compilerOptions = { skipLibCheck: false, noEmit: true };
      await writeSource(plain, 'tsconfig.json', JSON.stringify({ ...settings, compilerOptions }));
      expect(await run(plain)).toBe('');
    },
  );
});

async function run(folder: string): Promise<string> {
  return execute(process.execPath, [fromRoot('node_modules/typescript-7/bin/tsc'), '-p', folder]).then(
    () => '',
    ({ stdout }: { stdout: string }) => stdout,
  );
}
