/** Runs a command and says what it took. */

import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { redoclyEnvironment } from '../cli/redocly.ts';

export interface Measured {
  readonly seconds: number;
  /** Time on processors, all threads together: it tells the cost also where other programs take their share of the time. */
  readonly processorSeconds: number | undefined;
  /** Peak of the memory in use, in MB; undefined where the system does not tell (only Linux does). */
  readonly peakMegabytes: number | undefined;
  readonly exitCode: number | null;
}

/** Milliseconds between two looks at the process. */
const sampleEvery = 50;

/** Runs `node` with these arguments; its output is dropped. */
export async function measureNode(args: readonly string[], cwd: string): Promise<Measured> {
  const started = performance.now();
  const child = spawn(process.execPath, args, { cwd, stdio: 'ignore', env: redoclyEnvironment });
  let peakMegabytes: number | undefined;
  let processorSeconds: number | undefined;
  const timer = setInterval(() => {
    void readPeak(child.pid).then((value) => (peakMegabytes = value ?? peakMegabytes));
    void readProcessorTime(child.pid).then((value) => (processorSeconds = value ?? processorSeconds));
  }, sampleEvery);
  try {
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', resolve);
    });
    return { seconds: (performance.now() - started) / 1000, processorSeconds, peakMegabytes, exitCode };
  } finally {
    clearInterval(timer);
  }
}

/** What runs of the same command took on average; the most memory, and the worst exit code. */
export function mean(runs: readonly Measured[]): Measured {
  const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const known = (values: readonly (number | undefined)[]): number[] => values.filter((value) => value !== undefined);
  const processor = known(runs.map(({ processorSeconds }) => processorSeconds));
  const peaks = known(runs.map(({ peakMegabytes }) => peakMegabytes));
  return {
    seconds: average(runs.map(({ seconds }) => seconds)),
    processorSeconds: processor.length > 0 ? average(processor) : undefined,
    peakMegabytes: peaks.length > 0 ? Math.max(...peaks) : undefined,
    exitCode: runs.find(({ exitCode }) => exitCode !== 0)?.exitCode ?? 0,
  };
}

/** The middle one of some values. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** The kernel keeps the high-water mark itself, so that looking now and then misses nothing but the very end. */
export async function readPeak(pid: number | undefined): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /VmHWM:\s+(\d+) kB/.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}

/** Ticks of the clock in which Linux counts processor time, per second; the same wherever Node runs. */
const ticks = 100;

export async function readProcessorTime(pid: number | undefined): Promise<number | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name in the second field may hold anything; those behind its bracket are counted from 3.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system] = [Number(fields[14 - 3]), Number(fields[15 - 3])];
  return stat === '' ? undefined : (user + system) / ticks;
}
