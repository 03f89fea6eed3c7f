import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { buildPackage } from '../../scripts/package/index.ts';
import { createProject, execute, install, type Outcome } from '../generate/consumer.ts';
import { once } from '../once.ts';

/** The packed file of `commerce-openapi`, which takes long to make: one for all tests of a run. */
export async function packTool(): Promise<string> {
  const target = await once('packed-tool', async (folder) => {
    await buildPackage(path.join(folder, 'package'));
    await execute('npm', ['pack', '--pack-destination', folder], { cwd: path.join(folder, 'package') });
  });
  const archive = (await readdir(target)).find((name) => name.endsWith('.tgz'));
  return path.join(target, archive ?? '');
}

/** The package's folder that {@link packTool} packs. */
export async function toolFolder(): Promise<string> {
  return path.join(path.dirname(await packTool()), 'package');
}

/**
 * A project in which the packed file is installed, with what its package.json asks for and nothing else of ours.
 * No registry is asked: dependencies are links to those of this project.
 */
export async function projectWithTool(...further: string[]): Promise<string> {
  const archive = await packTool();
  const manifest = await readFile(path.join(await toolFolder(), 'package.json'), 'utf8');
  const { dependencies } = JSON.parse(manifest) as { dependencies: Record<string, string> };
  const folder = await createProject([...Object.keys(dependencies), ...further]);
  await install(archive, 'commerce-openapi', folder);
  await mkdir(path.join(folder, 'src'), { recursive: true });
  return folder;
}

/** `npx commerce-openapi PARAMETERS` in a project. */
export function runTool(folder: string, ...parameters: string[]): Promise<Outcome> {
  return runNode(folder, bin, ...parameters);
}

export function runNode(folder: string, ...parameters: string[]): Promise<Outcome> {
  // Nothing of the run of these tests comes along, least of all that they are one.
  const env = { PATH: process.env['PATH'], NO_COLOR: '1', ECWID_TOKEN: 'any' };
  return execute(process.execPath, parameters, { cwd: folder, env }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: Outcome) => ({ code, stdout, stderr }),
  );
}

const bin = 'node_modules/commerce-openapi/bin/commerce-openapi.mjs';

/** Starts a command that serves; `use` is given what it has printed when it is up. It is stopped by Ctrl-C. */
export async function whileRunning(
  folder: string,
  parameters: readonly string[],
  use: (output: string) => Promise<void>,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(process.execPath, [bin, ...parameters], { cwd: folder });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  let output = '';
  try {
    await new Promise<void>((resolve, reject) => {
      const take = (chunk: Buffer): void => {
        output += chunk.toString();
        if (output.includes('Ctrl-C stops.')) resolve();
      };
      child.stdout.on('data', take);
      child.stderr.on('data', take);
      void ended.then(() => reject(new Error(`It ended before it was up: ${output}`)));
    });
    await use(output);
  } finally {
    child.kill('SIGINT');
  }
  return { code: await ended, output };
}
