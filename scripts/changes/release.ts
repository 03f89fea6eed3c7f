import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { UsageError } from '../cli/command.ts';

/** Bundles are megabytes. */
const maxBuffer = 256 * 1024 ** 2;
const run = promisify(execFile);

/**
 * The newest release, by version: a git tag such as `v1.2.0`; undefined while there is none. Tags of pre-releases
 * (`v2.0.0-rc.1`) do not count: nobody was promised anything with them.
 *
 * @throws {UsageError} when the folder is no git repository
 */
export async function lastRelease(folder: string): Promise<string | undefined> {
  const { stdout } = await git(folder, 'tag', '--list', 'v*', '--sort=-version:refname');
  return stdout.split('\n').find((tag) => /^v\d+\.\d+\.\d+$/.test(tag));
}

/**
 * A file as it was at a commit, tag or branch; undefined when it was not there. Works in a clone of any depth, as long
 * as the commit itself was fetched.
 *
 * @throws {UsageError} when there is no such commit
 */
export async function readAt(folder: string, ref: string, file: string): Promise<string | undefined> {
  const { stdout: commit } = await git(
    folder,
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${ref}^{commit}`,
  ).catch((error: unknown) => {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`There is no commit, tag or branch "${ref}" in this clone; fetch it first.`);
  });
  const { stdout: found } = await git(folder, 'ls-tree', '--name-only', commit.trim(), '--', file);
  if (found.trim() === '') return undefined;
  return (await git(folder, 'cat-file', 'blob', `${commit.trim()}:./${file}`)).stdout;
}

async function git(folder: string, ...options: string[]): Promise<{ stdout: string }> {
  try {
    return await run('git', options, { cwd: folder, maxBuffer });
  } catch (error) {
    const { code, stderr = '' } = error as NodeJS.ErrnoException & { stderr?: string };
    if (code === 'ENOENT' || /not a git repository/i.test(stderr))
      throw new UsageError('Releases are read from git, and this is no git repository; clone the project to compare.');
    throw error;
  }
}
