import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { build } from 'esbuild';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { beforeAll, describe, expect, it } from 'vitest';
import { startMock } from '../../scripts/package/entries/store.ts';
import { fromRoot } from '../../scripts/cli/root.ts';
import { compile, execute, install, pack, writeSource } from '../generate/consumer.ts';
import { packTool, projectWithTool, runNode, runTool, toolFolder } from './empty-project.ts';

let archive: string;
let project: string;
let readme: string;

beforeAll(async () => {
  archive = await packTool();
  project = await projectWithTool('vitest', '@types/node', 'openapi-fetch', 'openapi-typescript-helpers');
  readme = await readFile(path.join(await toolFolder(), 'README.md'), 'utf8');
});

/** The program of the README that contains a text. */
function sample(text: string): string {
  const blocks = [...readme.matchAll(/```ts\n([^]*?)```/g)].map(([, code = '']) => code);
  const found = blocks.find((code) => code.includes(text));
  if (found === undefined) throw new Error(`The README shows no program with ${text}.`);
  return found;
}

describe('the packed file', () => {
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

  it('has types that are right under every way to resolve modules', async () => {
    const result = await checkPackage(createPackageFromTarballData(await readFile(archive)));
    const problems = 'problems' in result ? result.problems : [{ kind: 'NoTypes' }];
    // Modules only, as the clients are; TypeScript's old resolution "node10" knows no exports.
    const known = (problem: (typeof problems)[number]): boolean =>
      problem.kind === 'CJSResolvesToESM' || ('resolutionKind' in problem && problem.resolutionKind === 'node10');
    expect(problems.filter((problem) => !known(problem))).toEqual([]);
  });

  it('holds a contract that a browser can load', async () => {
    const { outputFiles } = await build({
      stdin: { contents: `export * from 'commerce-openapi/contract';`, resolveDir: project },
      bundle: true,
      platform: 'browser',
      write: false,
      format: 'esm',
      logLevel: 'silent',
    });
    expect(outputFiles[0]?.text.length).toBeGreaterThan(100_000);
  });
});

describe('in a project of somebody else', () => {
  it('everything that is imported has types', async () => {
    await writeSource(
      project,
      'src/app.ts',
      `import { createContract, type Contract, type Finding } from 'commerce-openapi/contract';
       import { createStore, startMock } from 'commerce-openapi/store';
       import { record } from 'commerce-openapi/record';
       import { toMatchContract } from 'commerce-openapi/matchers';
       import { bigcommerce, ecwid } from 'commerce-openapi/vitest';
       import { expect } from 'vitest';
       const contract: Contract = createContract({ openapi: '3.1.0', paths: {} });
       export const findings: Finding[] = contract.checkExchange({ method: 'GET', url: '/', headers: [] }, { status: 200, headers: [] });
       const answer = await createStore().fetch(new Request('http://store.test/api/v3/1003/profile'));
       await expect(answer).toMatchContract(ecwid, { failOn: 'additive' });
       // @ts-expect-error there is no such level; were the types not found, nothing would be refused
       await expect(answer).toMatchContract(bigcommerce, { failOn: 'sometimes' });
       export const { pass } = await toMatchContract(answer, ecwid);
       const mock = await startMock({ api: 'bigcommerce' });
       export const recorded = record(fetch, { file: 'a.ndjson', never: { headers: ['x-shop'] } });
       export const url: string = mock.baseUrl;\n`,
    );
    expect(await compile(project, 'nodenext')).toBe('');
    expect(await compile(project, 'bundler')).toBe('');
  });

  it('the two lines for Vitest pass, and fail with the report that names the field', async () => {
    const mock = await startMock();
    const [first = '', second = ''] = sample('commerce-openapi/vitest').trim().split('\n');
    await writeFile(
      path.join(project, 'shop.test.ts'),
      `import { expect, test } from 'vitest';
       ${first}
       const url = '${mock.baseUrl}/products?limit=1';
       const headers = { Authorization: 'Bearer any' };
       const fetch = (address: string) => globalThis.fetch(address, { headers });
       test('keeps', async () => { ${second} });
       test('breaks', async () => {
         const answer = new Response('{"total":1,"count":1,"offset":0,"limit":1,"items":[{"id":1,"price":"39.50"}]}', {
           headers: { 'Content-Type': 'application/json' },
         });
         await expect({ request: { url }, response: answer }).toMatchContract(ecwid);
       });\n`,
    );
    const { code, stdout, stderr } = await runNode(project, 'node_modules/vitest/vitest.mjs', 'run', '--root', '.');
    await mock.close();
    expect([code, stdout + stderr]).toEqual([1, expect.stringContaining('1 failed | 1 passed')]);
    expect(stdout + stderr).toContain('`/items/0/price` must be a number or null, but is the string "39.50"');
  });

  it('a recording of calls is checked, names what was wrong, and holds no token', async () => {
    const mock = await startMock();
    const shown = sample('commerce-openapi/record');
    await writeFile(
      path.join(project, 'record.mjs'),
      `${shown.replace('globalThis.fetch', 'through')}
       async function through(...call) {
         const answer = await globalThis.fetch(...call);
         if (!answer.url.includes('/products/')) return answer;
         return new Response('{"id":1,"price":"39.50"}', { status: 200, headers: { 'Content-Type': 'application/json' } });
       }
       const headers = { Authorization: 'Bearer secret_abcdef123' };
       await fetch('${mock.baseUrl}/products?limit=2&token=secret_query456', { headers });
       await fetch('${mock.baseUrl}/products/37208339', { headers });
       await fetch.flush();\n`,
    );
    expect(await runNode(project, 'record.mjs')).toMatchObject({ code: 0, stderr: '' });
    await mock.close();
    const written = await readFile(path.join(project, 'traffic.ndjson'), 'utf8');
    expect(written).not.toMatch(/abcdef123|query456/);
    const base = ['--server-base', mock.baseUrl];
    const { code, stdout } = await runTool(project, 'contract', 'har', 'traffic.ndjson', '--api', 'ecwid', ...base);
    expect([code, stdout]).toEqual([
      1,
      expect.stringContaining('`/price` must be a number or null, but is the string "39.50"'),
    ]);
    expect(stdout).toContain('1 breaking finding, 0 additive; 2 exchanges');
  });

  it('the least entry of the README is accepted', async () => {
    const [, entry = ''] = /```json\n([^]*?)```/.exec(readme) ?? [];
    await writeFile(path.join(project, 'least.ndjson'), `${JSON.stringify(JSON.parse(entry))}\n`);
    const { code, stdout } = await runTool(project, 'contract', 'har', 'least.ndjson', '--api', 'ecwid');
    expect([code, stdout]).toEqual([0, expect.stringContaining('0 breaking findings, 0 additive; 1 exchange')]);
  });

  it('a client checks its answers with the contract of this package', async () => {
    await install(await pack(fromRoot('generated/ecwid')), '@commerce-openapi/ecwid', project);
    await writeSource(
      project,
      'src/checked.ts',
      `import { checkResponses, createEcwidClient, getProduct } from '@commerce-openapi/ecwid';
       import description from '@commerce-openapi/ecwid/openapi.json' with { type: 'json' };
       import { createContract, type Finding } from 'commerce-openapi/contract';
       const found: Finding[] = [];
       const check = checkResponses(createContract(description), { onFindings: (findings) => void found.push(...findings) });
       const fetch = () => Promise.resolve(new Response('{"id":1,"price":"39.50"}', { headers: { 'Content-Type': 'application/json' } }));
       const client = createEcwidClient({ storeId: 1003, token: 'any', fetch, checkResponses: check });
       export const { id } = await getProduct(client, { productId: 1 });
       console.log(JSON.stringify(found.map(({ kind, pointer, operationId }) => [kind, pointer, operationId])));\n`,
    );
    expect(await compile(project, 'nodenext')).toBe('');
    const { code, stdout } = await runNode(project, 'dist-nodenext/checked.js');
    expect([code, JSON.parse(stdout)]).toEqual([0, [['invalid-response-body', '/price', 'getProduct']]]);
  });

  it('a store starts and stops as a global set-up', async () => {
    await writeFile(path.join(project, 'set-up.mjs'), sample('startMock({ port: 4010 })').replace('4010', '0'));
    await writeFile(
      path.join(project, 'use.mjs'),
      `import setUp from './set-up.mjs'; const tearDown = await setUp(); await tearDown(); console.log('stopped');`,
    );
    expect(await runNode(project, 'use.mjs')).toMatchObject({ code: 0, stdout: 'stopped\n' });
  });
});

it('npm would publish it as it is', async () => {
  const { stdout } = await execute('npm', ['publish', '--dry-run', '--json', '--offline', archive]);
  expect(stdout).toMatch(/"id": "commerce-openapi@\d/);
});
