import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { beforeAll, describe, expect, it } from 'vitest';
import { apis } from '../../scripts/apis.ts';
import { fromRoot } from '../../scripts/cli/root.ts';
import { compile, createProject, execute, install, pack, writeSource } from './consumer.ts';

const app = `
import { createEcwidClient, paginate, retry, unwrap } from '@commerce-openapi/ecwid';
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
const page = await unwrap(client.GET('/products', { params: { query: { limit: 1 } } }));
const ids: (string | undefined)[] = [];
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
    project = await createProject(['openapi-fetch', 'openapi-typescript-helpers']);
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
    const older = await createProject(['openapi-fetch', 'openapi-typescript-helpers', 'ajv', 'ajv-formats']);
    await install(await pack(fromRoot('generated/ecwid')), '@commerce-openapi/ecwid', older);
    await writeSource(
      older,
      'src/app.ts',
      `import { createEcwidClient, isApiError, retry, unwrap, upload, type Source } from '@commerce-openapi/ecwid';
       import { checkResponses, type Finding } from '@commerce-openapi/ecwid/check';
       const findings: Finding[] = [];
       const check = checkResponses({ onFindings: (found) => void findings.push(...found) });
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
});
