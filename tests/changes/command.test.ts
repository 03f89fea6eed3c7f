import { execFileSync, spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apis } from '../../scripts/apis.ts';
import { fromRoot } from '../../scripts/cli/root.ts';
import { base, changed, examples } from './small-descriptions.ts';

let folder: string;
let project: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'changes-test-'));
  project = path.join(folder, 'project');
  await mkdir(project);
  for (const name of ['scripts', 'package.json'])
    await cp(fromRoot(name), path.join(project, name), { recursive: true });
  await writeFile(path.join(project, '.gitignore'), 'node_modules\n');
  await symlink(fromRoot('node_modules'), path.join(project, 'node_modules'));
  await write({ ecwid: JSON.stringify(base), changelog: [] });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('npm run changes', () => {
  it('needs a repository', () => {
    expect(changes()).toEqual([
      2,
      '',
      expect.stringMatching(/^Releases are read from git.*clone the project[^\n]*\n$/),
    ]);
  });

  it('says that there is nothing to compare before the first release', () => {
    git(project, 'init', '--quiet', '--initial-branch=main');
    commit();
    git(project, 'tag', 'v1.0.0-rc.1');
    expect(changes()).toEqual([0, expect.stringMatching(/^Nothing is released yet \(.*\.\n$/), '']);
  });

  it('compares with the newest tag, by version', async () => {
    git(project, 'tag', 'v0.9.0');
    git(project, 'tag', 'v0.10.0');
    expect(changes()[1]).toContain('Ecwid REST API since v0.10.0: unchanged.\n');
    await write({ ecwid: after('patch'), changelog: [] });
    commit();
    git(project, 'tag', 'v0.9.1');
    expect(changes()[1]).toContain('Ecwid REST API since v0.10.0: patch (0 major, 0 minor, 1 patch).\n');
    expect(changes('--base', 'HEAD')[1]).toContain('Ecwid REST API since HEAD: unchanged.\n');
  });

  it('calls an API that the release did not have a minor change', async () => {
    await write({ ecwid: after('minor'), bigcommerce: JSON.stringify(base), changelog: [] });
    const [code, stdout] = changes();
    expect([code, stdout.split('\n')]).toEqual([
      0,
      [
        ...apis.slice(1).map(({ title }) => `${title}: minor, it is not in v0.10.0.`),
        'Ecwid REST API since v0.10.0: minor (0 major, 1 minor, 0 patch).',
        '',
      ],
    ]);
    expect(changes('--all')[1]).toContain('\n  minor  Product.name: added.\n');
  });

  it('fails on a breaking change that the changelog does not announce, and passes on one that it does', async () => {
    await write({ ecwid: after('major'), changelog: ['Products have names.'] });
    const [code, stdout, stderr] = changes();
    expect(code).toBe(1);
    expect(stdout).toContain('Ecwid REST API since v0.10.0: major (1 major, 0 minor, 0 patch).\n  major  Product.id: ');
    expect(stderr).toMatch(/^CHANGELOG\.md announces no breaking change of `Product\.id`\. Add an entry .*\n$/);

    await write({ ecwid: after('major'), changelog: ['**Breaking:** `Product.id` is text.'] });
    expect(changes()).toEqual([0, stdout, '']);
  });

  it('works in a shallow clone that has fetched the tags, and writes a report', async () => {
    commit();
    const clone = path.join(folder, 'clone');
    git(folder, 'clone', '--quiet', '--depth=1', '--no-tags', `file://${project}`, clone);
    await symlink(fromRoot('node_modules'), path.join(clone, 'node_modules'));
    expect(changesIn(clone)[1]).toMatch(/^Nothing is released yet/);
    git(clone, 'fetch', '--quiet', '--depth=1', 'origin', 'refs/tags/v*:refs/tags/v*');
    const report = path.join(folder, 'report.md');
    const [code, stdout] = changesIn(clone, '--report', report);
    expect([code, stdout]).toEqual([0, expect.stringContaining('Ecwid REST API since v0.10.0: major (1 major')]);
    expect(await readFile(report, 'utf8')).toMatch(
      /^### Ecwid REST API since v0\.10\.0: major[^\n]*\n\n- major: `Product\.id`: /,
    );
  });

  it('names a commit that is not there', () => {
    expect(changes('--base', 'v9.9.9')).toEqual([
      2,
      '',
      'There is no commit, tag or branch "v9.9.9" in this clone; fetch it first.\n',
    ]);
  });
}, 60_000);

function changes(...options: string[]): readonly [code: number | null, stdout: string, stderr: string] {
  return changesIn(project, ...options);
}

function changesIn(place: string, ...options: string[]): readonly [number | null, string, string] {
  const command = ['scripts/cli/run-bundled.mjs', 'scripts/changes.ts', ...options];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: place,
    encoding: 'utf8',
    // A test may itself run inside a repository; git must not look above this folder.
    env: { ...process.env, GIT_CEILING_DIRECTORIES: folder },
  });
  return [status, stdout, stderr];
}

function after(impact: string): string {
  return changed(examples.find(([each]) => each === impact)![2]);
}

interface Files {
  readonly ecwid: string;
  readonly bigcommerce?: string;
  readonly changelog: readonly string[];
}

/** Writes bundles and changelog; BigCommerce has none unless it is given. */
async function write({ ecwid, bigcommerce, changelog }: Files): Promise<void> {
  const bundles = new Map([
    ['ecwid', ecwid],
    ['bigcommerce', bigcommerce],
  ]);
  for (const { name, generated } of apis) {
    const target = path.join(project, generated);
    await rm(target, { recursive: true, force: true });
    const text = bundles.get(name);
    if (text === undefined) continue;
    await mkdir(target, { recursive: true });
    await writeFile(path.join(target, 'openapi.json'), text);
  }
  const entries = changelog.map((entry) => `- ${entry}\n`).join('');
  await writeFile(path.join(project, 'CHANGELOG.md'), `# Changelog\n\n## Unreleased\n\n${entries}`);
}

function commit(): void {
  git(project, 'add', '--all');
  git(project, 'commit', '--quiet', '--allow-empty', '--message', 'A step');
}

function git(place: string, ...options: string[]): void {
  const identity = ['-c', 'user.name=Tester', '-c', 'user.email=tester@shop.test', '-c', 'commit.gpgsign=false'];
  execFileSync('git', [...identity, ...options], { cwd: place, stdio: 'pipe' });
}
