/** Compares the contract checker with `redocly drift` on the same recordings, in one run. */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { redoclyCommand } from '../cli/redocly.ts';
import { fromRoot, root } from '../cli/root.ts';
import { measureEngine } from './contract/engine.ts';
import type { JsonObject } from '../contract/plan/description.ts';
import { exchangeTemplates, writeHar } from './contract/generate-har.ts';
import { mean, measureNode, type Measured } from './measure.ts';

const compared = [1_000, 100_000];
const linear = [50_000, 100_000, 200_000];

/** Prints exchanges per second and their ratio, peak memory, three sizes, the cold start, and the engine without its surroundings. */
export async function benchContract(print: (line: string) => void): Promise<void> {
  const description = fromRoot('generated/ecwid/openapi.json');
  const parsed = JSON.parse(await readFile(description, 'utf8')) as JsonObject;
  const templates = exchangeTemplates(parsed);
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-contract-'));
  const recording = path.join(folder, 'traffic.har');

  const { scripts } = JSON.parse(await readFile(fromRoot('package.json'), 'utf8')) as { scripts: { contract: string } };
  // Without npm, which takes as long to start as the checker does.
  const [, ...command] = scripts.contract.split(' ');
  const ours = (): Promise<Measured> => measureNode([...command, 'har', recording, '--api', 'ecwid'], root);
  const floor = (): Promise<Measured> => measureNode([fromRoot('scripts/bench/contract/floor.mjs'), recording], folder);
  const drift = (): Promise<Measured> => {
    const output = ['--format', 'json', '--output', path.join(folder, 'drift.json')];
    return measureNode([redoclyCommand(), 'drift', recording, '--api', description, ...output], folder);
  };

  try {
    print(
      `Contract checker (mean of 3) and redocly drift (of 2) on exchanges of ${templates.length} operations, process start included`,
    );
    for (const entries of compared) {
      const bytes = await writeHar(recording, templates, entries);
      // In turn, since the speed of a shared machine changes from one second to the next.
      const runs = { ours: [await ours()], drift: [] as Measured[] };
      for (let round = 0; round < 2; round += 1) {
        runs.drift.push(await drift());
        runs.ours.push(await ours());
      }
      const [mine, theirs, least] = [mean(runs.ours), mean(runs.drift), await floor()];
      print(`  ${entries} exchanges (${megabytes(bytes)})`);
      print(`    contract  ${describe(mine, entries)}`);
      print(`    drift     ${describe(theirs, entries)}`);
      print(`    floor     ${describe(least, entries)}, bare JSON.parse of entries and bodies`);
      print(`    drift to contract ${ratio(theirs, mine)}; contract to floor ${ratio(mine, least)}`);
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

  const { firstVerdictMs, perSecond } = await measureEngine(parsed);
  print(`The engine alone, on one core: first verdict on a new description ${firstVerdictMs.toFixed(0)} ms`);
  for (const [kind, speed] of Object.entries(perSecond)) print(`  ${speed.toLocaleString('en')} ${kind} exchanges/s`);
}

/** By the clock, and by the time on processors: on a busy machine, only the second is the same each time. */
function ratio(theirs: Measured, mine: Measured): string {
  const byClock = `${(theirs.seconds / mine.seconds).toFixed(1)}x`;
  if (!theirs.processorSeconds || !mine.processorSeconds) return byClock;
  return `${byClock}, ${(theirs.processorSeconds / mine.processorSeconds).toFixed(1)}x by processor time`;
}

function describe({ seconds, processorSeconds, peakMegabytes, exitCode }: Measured, entries: number): string {
  const speed = Math.round(entries / seconds).toLocaleString('en');
  const processor = processorSeconds === undefined ? '' : ` (${processorSeconds.toFixed(1)} s on processors)`;
  const memory = peakMegabytes === undefined ? '' : `, ${Math.round(peakMegabytes)} MB at most`;
  const failed = exitCode === 0 ? '' : ` (exit code ${exitCode})`;
  return `${seconds.toFixed(2)} s${processor}, ${speed} exchanges/s${memory}${failed}`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
