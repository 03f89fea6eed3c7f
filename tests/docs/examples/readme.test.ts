import { cp, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromRoot } from '../../../scripts/cli/root.ts';
import type { Mock } from '../../../scripts/mock/server.ts';
import { compile, createProject, execute, generateEcwid, install, pack, writeSource } from '../../generate/consumer.ts';
import { startEcwid } from './store.ts';

const readme = await readFile(fromRoot('README.md'), 'utf8');
const section = readme.slice(readme.indexOf('## Generate a client'), readme.indexOf('## Run the contract tests'));
const program = /```ts\n([^]*?)```/.exec(section)?.[1] ?? '';
const output = /\$ npx tsx src\/app\.ts\n([^]*?)```/.exec(section)?.[1] ?? '';

let mock: Mock;
beforeAll(async () => {
  // What `npm run mock` starts, which is what README.md says to run.
  mock = await startEcwid({ store: {} });
});
afterAll(() => mock.close());

/** The program as it stands, but for the port, which is a free one here. */
function toFreePort(source: string): string {
  return source.replace('http://127.0.0.1:4010', mock.url);
}

describe('the first program of README.md', { timeout: 240_000 }, () => {
  it('passes the strictest settings, runs against the mock, and prints what README.md says', async () => {
    const project = await createProject([]);
    const { folder, outcome } = await generateEcwid();
    await cp(folder, path.join(project, 'src/ecwid'), { recursive: true });
    await writeSource(project, 'src/app.ts', toFreePort(program));
    expect(await compile(project, 'bundler')).toBe('');
    expect(await compile(project, 'node16')).toBe('');
    const { stdout } = await execute(process.execPath, [path.join(project, 'dist-node16/app.js')]);
    expect(stdout).toBe(output);
    expect(output.split('\n').length).toBeGreaterThan(4);
    const [written] = /: \d+ operations, \d+ files, \d+ written$/m.exec(outcome.stdout) ?? [];
    expect(section).toContain(written);
  });

  it('runs with the package as well', async () => {
    const project = await createProject([]);
    const archive = await pack(fromRoot('generated/ecwid'));
    expect(section).toContain(path.basename(archive));
    await install(archive, '@commerce-openapi/ecwid', project);
    await writeSource(
      project,
      'src/app.ts',
      toFreePort(program).replace('./ecwid/index.js', '@commerce-openapi/ecwid'),
    );
    expect(await compile(project, 'nodenext')).toBe('');
    const { stdout } = await execute(process.execPath, [path.join(project, 'dist-nodenext/app.js')]);
    expect(stdout).toBe(output);
  });
});
