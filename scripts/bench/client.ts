import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fromRoot } from '../cli/root.ts';
import { alone, fewer, full, named, plain, schemas, type App } from './client/apps.ts';
import { answerAtOnce, measureCalls, withServer } from './client/calls.ts';
import { measureCompilation, type Compilation } from './client/compile.ts';
import { measureSize } from './client/size.ts';
import { row, type BenchRow } from './row.ts';

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

/** Bytes of the apps. */
export async function benchSizes(folder: string): Promise<BenchRow[]> {
  const base = await measureSize(await writeApp(folder, alone));
  const calls = await measureSize(await writeApp(folder, plain));
  const byName = await measureSize(await writeApp(folder, named));
  const one = byName - (await measureSize(await writeApp(folder, fewer)));
  const all = await measureSize(await writeApp(folder, full));
  const checked = await measureSize(await writeApp(folder, schemas));
  const beside = (size: number): string =>
    `${size} B, ${signed(size - base)} B, ${times(size / base)} of ${alone.name}`;
  return [
    row(`size: ${alone.name}`, `${base} B`),
    row(`size: ${plain.name}`, beside(calls), 'at most +300 B', calls - base <= 300),
    row(`size: ${named.name}`, beside(byName), 'at most 1700 B', byName <= 1700),
    row('size: one operation more', `${one} B`, 'at most 80 B', one <= 80),
    row(`size: ${full.name}`, beside(all), 'at most 4000 B', all <= 4000),
    row(`size: ${schemas.name}`, `${checked} B`, 'at most 3000 B', checked <= 3000),
  ];
}

/** Work of the compiler for the apps, which it checks in turn, so that a busy machine is fair to all of them. */
async function benchCompiler(folder: string, rounds = 4): Promise<BenchRow[]> {
  const files = await Promise.all([alone, plain, named, full].map((app) => writeApp(folder, app)));
  const runs = files.map((): Compilation[] => []);
  for (let round = 0; round < rounds; round++)
    for (const [index, file] of files.entries()) runs[index]!.push(await measureCompilation(file));
  const instantiations = runs.map(([first]) => first!.instantiations);
  // What slows a run down is the machine: the fastest one says what the work takes.
  const [base, calls, byName, all] = runs.map((list) => Math.min(...list.map(({ seconds }) => seconds)));
  const tsc = (name: string, seconds: number): BenchRow =>
    row(`tsc: ${name}`, `${times(seconds / base!)} of ${alone.name}`, 'at most 1.10x', seconds / base! <= 1.1);
  return [
    row(`instantiations: ${alone.name}`, `${instantiations[0]}`),
    row(`instantiations: ${plain.name}`, `${instantiations[1]}`),
    row(`instantiations: ${named.name}`, `${instantiations[2]}`, 'at most 25000', instantiations[2]! <= 25_000),
    row(`instantiations: ${full.name}`, `${instantiations[3]}`, 'at most 25000', instantiations[3]! <= 25_000),
    tsc(plain.name, calls!),
    tsc(named.name, byName!),
    tsc(full.name, all!),
  ];
}

async function benchCalls(): Promise<BenchRow[]> {
  const rows = [];
  const baseUrl = 'https://app.ecwid.com/api/v3/1003';
  const still = await measureCalls(40, 500, answerAtOnce, baseUrl);
  const loopback = await withServer((address) => measureCalls(60, 50, (request) => fetch(request), address));
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
      rows.push(row(`call ${place}: ${name}`, text, 'at most 1.15x of openapi-fetch', ratio <= 1.15));
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

function signed(value: number): string {
  return value < 0 ? `${value}` : `+${value}`;
}

function times(ratio: number): string {
  return `${ratio.toFixed(2)}x`;
}
