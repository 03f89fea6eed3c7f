import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { apis } from '../../scripts/apis.ts';
import { fromRoot } from '../../scripts/cli/root.ts';
import { generateEcwid } from '../generate/consumer.ts';
import { projectWithTool, runTool, whileRunning } from './empty-project.ts';

const anyToken = { headers: { Authorization: 'Bearer any' } };
const description = 'node_modules/commerce-openapi/generated/bigcommerce/openapi.json';
let project: string;

beforeAll(async () => {
  project = await projectWithTool();
});

describe('in an empty project with the packed file', () => {
  it('mock answers, remembers, and gives examples when asked', async () => {
    const { code } = await whileRunning(project, ['mock', '--api', 'ecwid', '--port', '0'], async (output) => {
      const [base = ''] = /http:\/\/127\.0\.0\.1:\d+\/api\/v3\/1003/.exec(output) ?? [];
      const answer = await fetch(`${base}/products?limit=1`, anyToken);
      expect(await answer.json()).toMatchObject({ count: 1 });
      const example = await fetch(`${base}/products/1`, { headers: { ...anyToken.headers, Prefer: 'code=404' } });
      expect([answer.status, example.status]).toEqual([200, 404]);
    });
    expect(code).toBe(0);
  });

  it('start serves docs and mocks', async () => {
    const ports = ['--port', '0', ...apis.flatMap(({ name }) => [`--${name}-port`, '0'])];
    const { code } = await whileRunning(project, ['start', ...ports], async (output) => {
      const [docs = '', mock = ''] = output.match(/http:\/\/127\.0\.0\.1:\d+[^\s']*/g) ?? [];
      for (const { mockPort } of apis) expect(output).not.toContain(`:${mockPort}/`);
      const front = await fetch(docs);
      expect([front.status, await front.text()]).toEqual([200, expect.stringContaining('Ecwid REST API')]);
      const mocks = await (await fetch(`${docs}/assets/mocks.js`)).text();
      expect(mocks).toContain(mock);
      expect((await fetch(`${mock}/products`, anyToken)).status).toBe(200);
    });
    expect(code).toBe(0);
  });

  it('docs writes them, again in the place of the former, and never over anything else', async () => {
    const first = await runTool(project, 'docs');
    expect([first.code, first.stdout]).toEqual([0, expect.stringContaining('open generated/docs/index.html')]);
    expect(await readFile(path.join(project, 'generated/docs/ecwid/index.html'), 'utf8')).toContain('<html');
    expect((await runTool(project, 'docs', '--out', 'generated/docs')).code).toBe(0);
    await mkdir(path.join(project, 'mine'));
    await writeFile(path.join(project, 'mine/notes.txt'), 'mine');
    const refused = await runTool(project, 'docs', '--out', 'mine');
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('holds something else than docs')]);
    expect(await readdir(path.join(project, 'mine'))).toEqual(['notes.txt']);
  });

  it('generate writes what it writes in a clone', async () => {
    const { code, stdout } = await runTool(project, 'generate', '--api', 'ecwid', '--out', 'src/ecwid');
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^src\/ecwid: \d+ operations, \d+ files, \d+ written\n$/),
    ]);
    const { folder } = await generateEcwid();
    const names = (await readdir(folder, { recursive: true })).map(String).filter((name) => name.endsWith('.ts'));
    expect(names.length).toBeGreaterThan(10);
    for (const name of names)
      expect(await readFile(path.join(project, 'src/ecwid', name), 'utf8')).toBe(
        await readFile(path.join(folder, name), 'utf8'),
      );
    expect((await runTool(project, 'generate', '--api', 'ecwid', '--out', 'src/ecwid', '--check')).code).toBe(0);
  });

  it.each([
    ['none', "from './client/client';"],
    ['ts', "from './client/client.ts';"],
  ])('generate ends imports as it is told to: --extensions %s', async (extensions, expected) => {
    const out = `src/${extensions}`;
    const asked = ['generate', '--api', 'ecwid', '--out', out, '--extensions', extensions];
    expect((await runTool(project, ...asked)).code).toBe(0);
    const index = await readFile(path.join(project, out, 'index.ts'), 'utf8');
    expect(index).toContain(expected);
    expect((await runTool(project, ...asked, '--check')).code).toBe(0);
  });

  it('generate leaves out what no page documents', async () => {
    const out = ['--out', 'src/documented', '--documented-only'];
    expect((await runTool(project, 'generate', '--api', 'ecwid', ...out)).code).toBe(0);
    expect(await readFile(path.join(project, 'src/documented/openapi.json'), 'utf8')).not.toContain('"x-source"');
  });

  it('contract checks the mock', async () => {
    const { code, stdout } = await runTool(project, 'contract', 'mock', '--api', 'bigcommerce');
    expect([code, stdout]).toEqual([0, expect.stringContaining('0 breaking findings, 0 additive')]);
  });

  it('contract judges a recording of 3,000 entries in threads of its own', async () => {
    const entry = {
      request: { method: 'GET', url: 'https://app.ecwid.com/api/v3/1003/products/37208339' },
      response: { status: 200, content: { mimeType: 'application/json', text: '{"id":1,"price":"39.50"}' } },
    };
    await writeFile(path.join(project, 'traffic.ndjson'), `${JSON.stringify(entry)}\n`.repeat(3000));
    const { code, stdout } = await runTool(project, 'contract', 'har', 'traffic.ndjson', '--api', 'ecwid');
    expect([code, stdout]).toEqual([1, expect.stringContaining('`/price` must be a number')]);
    expect(stdout).toContain('3,000 exchanges');
  });

  it('contract proxy tells what is wrong with calls that pass it, and records them', async () => {
    await whileRunning(project, ['mock', '--api', 'ecwid', '--port', '0'], async (started) => {
      const [base = ''] = /http:\/\/127\.0\.0\.1:\d+\/api\/v3\/1003/.exec(started) ?? [];
      const options = ['--upstream', base, '--port', '0', '--record', 'passed.ndjson', '--fail-on', 'additive'];
      const parameters = ['contract', 'proxy', '--api', 'ecwid', ...options];
      const { code, output } = await whileRunning(project, parameters, async (text) => {
        const [proxy = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(text) ?? [];
        expect((await fetch(`${proxy}/products?limt=1`, anyToken)).status).toBe(200);
      });
      const finding = 'The query parameter "limt" is not in the description.';
      expect([code, output]).toEqual([1, expect.stringContaining(`additive  GET /products  200  ${finding}`)]);
      expect(output).toContain('0 breaking findings, 1 additive; 1 exchange');
      const read = await runTool(project, 'contract', 'har', 'passed.ndjson', '--api', 'ecwid', '--server-base', base);
      expect([read.code, read.stdout]).toEqual([0, expect.stringContaining(finding)]);
    });
  });

  it.each([
    [['lint'], /^There is no command "lint"; choose one of mock, contract,/],
    [[], /^Name a command;/],
    [['generate'], /^Say which client is written/],
    [['mock', '--api', 'shopify'], /There is no API "shopify"/],
    [['contract', 'har', 'none.har'], /none\.har/],
    [['contract', 'mock', '--description', description, '--allow-files'], /npm i -D @redocly\/openapi-core/],
    [
      ['contract', 'live', '--api', 'ecwid', '--base-url', 'http://127.0.0.1:9', '--writes'],
      /--writes needs the package @redocly\/cli/,
    ],
  ])('%j is one sentence and exit 2', async (parameters, message) => {
    const { code, stderr } = await runTool(project, ...parameters);
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('help names the command as it is called here, and the version is that of the project', async () => {
    expect((await runTool(project, 'mock', '--help')).stdout).toContain('Usage: npx commerce-openapi mock');
    const { version } = JSON.parse(await readFile(fromRoot('package.json'), 'utf8')) as { version: string };
    expect((await runTool(project, '--version')).stdout).toBe(`${version}\n`);
  });
});
