import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fromRoot } from '../cli/root.ts';
import { alone, full, plain, type App } from './client/apps.ts';
import { answerAtOnce, measureCalls, withServer } from './client/calls.ts';
import { measureCompilation } from './client/compile.ts';
import { measureSize } from './client/size.ts';

/** One figure, and what it may be at most. */
export interface BenchRow {
  readonly name: string;
  readonly value: string;
  readonly limit?: string;
  /** False when the limit is exceeded. */
  readonly ok: boolean;
}

/**
 * What the generated client costs beside openapi-fetch alone and bare `fetch`: bytes, work for the compiler, time per
 * call. All of it in one run, since only ratios mean something on another machine. Takes about a minute.
 */
export async function benchClient(): Promise<BenchRow[]> {
  return [
    ...(await inProject(async (folder) => [...(await benchSizes(folder)), ...(await benchCompiler(folder))])),
    ...(await benchCalls()),
  ];
}

/** Runs something in a project of its own, in which the package of Ecwid stands under `./ecwid`. */
export async function inProject<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-client-'));
  try {
    await symlink(fromRoot('node_modules'), path.join(folder, 'node_modules'));
    await symlink(fromRoot('generated/ecwid'), path.join(folder, 'ecwid'));
    await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
    return await run(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Bytes of the three apps. */
export async function benchSizes(folder: string): Promise<BenchRow[]> {
  const base = await measureSize(await writeApp(folder, alone));
  const calls = await measureSize(await writeApp(folder, plain));
  const all = await measureSize(await writeApp(folder, full));
  return [
    row(`size: ${alone.name}`, `${base} B`),
    row(`size: ${plain.name}`, `${calls} B, ${signed(calls - base)} B`, '+300 B', calls - base <= 300),
    row(`size: ${full.name}`, `${all} B, ${signed(all - base)} B`, '4000 B', all <= 4000),
  ];
}

/** Work of the compiler for the three apps. */
export async function benchCompiler(folder: string, runs?: number): Promise<BenchRow[]> {
  const base = await measureCompilation(await writeApp(folder, alone), runs);
  const calls = await measureCompilation(await writeApp(folder, plain), runs);
  const all = await measureCompilation(await writeApp(folder, full), runs);
  const ratio = all.seconds / base.seconds;
  return [
    row(`instantiations: ${alone.name}`, `${base.instantiations}`),
    row(`instantiations: ${plain.name}`, `${calls.instantiations}`),
    row(`instantiations: ${full.name}`, `${all.instantiations}`, '25000', all.instantiations <= 25_000),
    row(`tsc: ${full.name}`, `${times(ratio)} of ${alone.name}`, '1.10x', ratio <= 1.1),
  ];
}

async function benchCalls(): Promise<BenchRow[]> {
  const rows = [];
  const baseUrl = 'https://app.ecwid.com/api/v3/1003';
  const still = await measureCalls(40, 500, answerAtOnce, baseUrl);
  const loopback = await withServer((address) => measureCalls(20, 50, (request) => fetch(request), address));
  for (const [place, time] of [
    ['without a network', still],
    ['over loopback', loopback],
  ] as const) {
    rows.push(row(`call ${place}: ${alone.name}`, `${times(time.alone / time.bare)} of bare fetch`));
    for (const [name, value] of [
      [plain.name, time.plain],
      ['client with retry and unwrap', time.full],
    ] as const) {
      const ratio = value / time.alone;
      const text = `${times(value / time.bare)} of bare fetch, ${times(ratio)} of openapi-fetch`;
      rows.push(row(`call ${place}: ${name}`, text, '1.15x of openapi-fetch', ratio <= 1.15));
    }
  }
  return rows;
}

/** Writes an app into the project; returns its file. */
export async function writeApp(folder: string, { name, source }: App): Promise<string> {
  const file = path.join(folder, `${name.replace(/\W+/g, '-')}.ts`);
  await writeFile(file, source);
  return file;
}

function row(name: string, value: string, limit?: string, ok = true): BenchRow {
  return { name, value, ...(limit !== undefined && { limit }), ok };
}

function signed(value: number): string {
  return value < 0 ? `${value}` : `+${value}`;
}

function times(ratio: number): string {
  return `${ratio.toFixed(2)}x`;
}
