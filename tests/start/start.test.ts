import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apis } from '../../scripts/apis.ts';
import { copyProject, type ProjectCopy } from './project-copy.ts';

const freePorts = ['--port', '0', ...apis.flatMap(({ name }) => [`--${name}-port`, '0'])];
let project: ProjectCopy;
let taken: Server;

beforeAll(async () => {
  project = await copyProject();
  taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  taken.close();
  await project.remove();
});

describe('npm start', () => {
  it('serves docs and mocks on a fresh clone, prints a line that works, and stops on Ctrl-C', async () => {
    const running = project.run('scripts/start.ts', ...freePorts);
    const output = await running.untilOutput('Ctrl-C stops.');
    const urls = output.match(/http:\/\/127\.0\.0\.1:\d+\S*/g) ?? [];
    const [docs, ecwid, bigcommerce] = urls;

    expect(await (await fetch(docs!)).text()).toContain('<title>commerce-openapi</title>');
    expect(await (await fetch(`${docs}/assets/mocks.js`)).text()).toContain(ecwid);
    const [, url = ''] = /curl -H 'Authorization: Bearer any' '([^']+)'/.exec(output) ?? [];
    expect(url.startsWith(ecwid!)).toBe(true);
    const answer = await fetch(url, { headers: { authorization: 'Bearer any' } });
    expect([answer.status, Object.keys((await answer.json()) as object)]).toEqual([
      200,
      expect.arrayContaining(['items']),
    ]);
    expect((await fetch(bigcommerce!)).status).toBe(404);

    running.process.kill('SIGINT');
    const { code, stderr } = await running.ended;
    expect(code).toBe(0);
    expect(stderr).toBe('Rendering the docs ...\n');
    await expect(fetch(docs!)).rejects.toThrow();
  }, 120_000);

  it('renders nothing again when nothing changed', async () => {
    const running = project.run('scripts/start.ts', ...freePorts);
    await running.untilOutput('Ctrl-C stops.');
    running.process.kill('SIGTERM');
    expect(await running.ended).toMatchObject({ code: 0, stderr: '' });
  }, 60_000);

  it('generates and renders again when a description changed', async () => {
    const info = path.join(project.folder, 'openapi/ecwid/info.md');
    await appendFile(info, '\n## A section that is new\n\nText.\n');
    const running = project.run('scripts/start.ts', ...freePorts);
    const [docs] = (await running.untilOutput('Ctrl-C stops.')).match(/http:\/\/127\.0\.0\.1:\d+/) ?? [];
    expect(await (await fetch(`${docs}/ecwid/`)).text()).toContain('A section that is new');
    expect(await readFile(path.join(project.folder, 'generated/ecwid/openapi.json'), 'utf8')).toContain(
      'A section that is new',
    );
    running.process.kill('SIGINT');
    expect((await running.ended).stderr).toBe('Generating bundles and clients ...\nRendering the docs ...\n');
  }, 120_000);

  it('says where a description is broken, and exits 2', async () => {
    const entry = path.join(project.folder, apis[0]!.source);
    const text = await readFile(entry, 'utf8');
    await writeFile(entry, text.replace(/^paths:$/m, 'paths:\n  /broken:\n    $ref: ./paths/nothing.yaml'));
    const { code, stdout, stderr } = await project.run('scripts/start.ts', ...freePorts).ended;
    await writeFile(entry, text);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/openapi\/ecwid\/openapi\.yaml:\d+/);
    expect(stderr).not.toContain('    at ');
  }, 60_000);
});

describe('commands that are called wrong', () => {
  const port = () => String((taken.address() as AddressInfo).port);

  it.each([
    ['start', () => ['--port', port()], /^Port \d+ is in use; choose another one with --port/],
    [
      'start',
      () => ['--port', '0', '--ecwid-port', port()],
      /^Port \d+ is in use; choose another one with --ecwid-port/,
    ],
    ['start', () => ['--prot', '1'], /^Unknown option '--prot'\. Did you mean --port\?$/],
    ['start', () => ['--port', 'http'], /A port is a whole number from 0 to 65535\.$/],
    ['mock', () => ['--api', 'ecwid', '--port', port()], /^Port \d+ is in use; choose another one with --port/],
    ['mock', () => ['--bigcommerce-port', port(), '--ecwid-port', '0'], /^Port \d+ is in use.*--bigcommerce-port/],
    ['mock', () => ['--port', '0'], /^--port needs --api/],
    ['mock', () => ['--api', 'shop'], /There is no API "shop"; choose one of: ecwid, bigcommerce/],
    ['docs', () => ['--fast'], /^Unknown option '--fast'/],
  ])('%s says so in one sentence and exits 2 (%#)', async (script, options, message) => {
    const { code, stderr } = await project.run(`scripts/${script}.ts`, ...options()).ended;
    expect(stderr.trim()).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(2);
  });

  it.each(['start', 'mock', 'docs'])('%s --help explains itself and exits 0', async (script) => {
    const { code, stdout } = await project.run(`scripts/${script}.ts`, '--help').ended;
    expect([code, stdout]).toEqual([0, expect.stringContaining('Usage: npm ')]);
  });

  it('mock names the command that is missing', async () => {
    const bundle = path.join(project.folder, 'generated/bigcommerce/openapi.json');
    const text = await readFile(bundle, 'utf8');
    await rm(bundle);
    const { code, stderr } = await project.run('scripts/mock.ts', '--api', 'bigcommerce', '--port', '0').ended;
    await writeFile(bundle, text);
    expect([code, stderr]).toEqual([
      2,
      'There is no generated/bigcommerce/openapi.json; make it with: npm run generate.\n',
    ]);
  });
});
