/** Compares the contract checker with `redocly drift` on the same recordings, in one run. */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fromRoot, root } from '../cli/root.ts';
import type { JsonObject } from '../contract/plan/description.ts';
import { serverUrlOf } from '../contract/plan/server-url.ts';
import { exchangeTemplates, writeHar } from './generate-har.ts';
import { measureNode, type Measured } from './measure.ts';

const compared = [1_000, 100_000];
const linear = [50_000, 100_000, 200_000];

/** Prints exchanges per second and their ratio, peak memory, three sizes, and the cold start. */
export async function benchContract(print: (line: string) => void): Promise<void> {
  const description = fromRoot('generated/ecwid/openapi.json');
  const parsed = JSON.parse(await readFile(description, 'utf8')) as JsonObject;
  const templates = exchangeTemplates(parsed, serverUrlOf(parsed));
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-contract-'));
  const recording = path.join(folder, 'traffic.har');

  const ours = (): Promise<Measured> =>
    measureNode(['--import', 'tsx', 'scripts/contract.ts', 'har', recording, '--api', 'ecwid'], root);
  const drift = (): Promise<Measured> => {
    const cli = path.join(
      path.dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json')),
      'bin/cli.js',
    );
    const output = ['--format', 'json', '--output', path.join(folder, 'drift.json')];
    return measureNode([cli, 'drift', recording, '--api', description, ...output], folder);
  };

  try {
    print(
      `Contract checker and redocly drift on exchanges of ${templates.length} operations, start of the process included`,
    );
    for (const entries of compared) {
      const bytes = await writeHar(recording, templates, entries);
      const [mine, theirs] = [await ours(), await drift()];
      print(`  ${entries} exchanges (${megabytes(bytes)})`);
      print(`    contract  ${describe(mine, entries)}`);
      print(`    drift     ${describe(theirs, entries)}`);
      print(`    ratio     ${(theirs.seconds / mine.seconds).toFixed(1)}x`);
    }
    print('Cost and memory by size');
    for (const entries of linear) {
      const bytes = await writeHar(recording, templates, entries);
      print(`  ${entries} exchanges (${megabytes(bytes)})  ${describe(await ours(), entries)}`);
    }
    await writeHar(recording, templates, 1);
    const cold = [await ours(), await ours(), await ours()].map(({ seconds }) => seconds);
    print(`Cold start to the first result, best of three: ${Math.min(...cold).toFixed(2)} s`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function describe({ seconds, peakMegabytes, exitCode }: Measured, entries: number): string {
  const speed = Math.round(entries / seconds).toLocaleString('en');
  const memory = peakMegabytes === undefined ? '' : `, ${Math.round(peakMegabytes)} MB at most`;
  const failed = exitCode === 0 ? '' : ` (exit code ${exitCode})`;
  return `${seconds.toFixed(2)} s, ${speed} exchanges/s${memory}${failed}`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
