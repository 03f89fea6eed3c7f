/** Measures what `contract proxy` adds to a call: the mock of Ecwid is asked directly and through it, in turn. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { median } from './measure.ts';
import { row, type BenchRow } from './row.ts';
import { startServer, type Server } from './server.ts';

/** Milliseconds that the proxy may add at the median. */
const limit = 1;

/** Calls of each kind, over either way, after half as many that are not counted. */
const calls = 1000;
const turn = 50;

const asked: readonly (readonly [name: string, path: string])[] = [
  ['one product', '/products/37208341'],
  ['a page of 3 products', '/products?limit=3'],
  ['the store profile', '/profile'],
];

export async function benchProxy(): Promise<BenchRow[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-proxy-'));
  const mock = await startServer('mock', ['--api', 'ecwid', '--port', '0']);
  const options = ['--api', 'ecwid', '--upstream', mock.url, '--port', '0', '--record', path.join(folder, 'a.ndjson')];
  const proxy = await startServer('contract', ['proxy', ...options]);
  try {
    const rows: BenchRow[] = [];
    for (const [name, target] of asked) rows.push(await compareWays(mock, proxy, name, target));
    return rows;
  } finally {
    await proxy.stop();
    await mock.stop();
    await rm(folder, { recursive: true });
  }
}

async function compareWays(mock: Server, proxy: Server, name: string, target: string): Promise<BenchRow> {
  const [direct, through] = [mock, proxy].map((server) => ({ server, times: [] as number[] })) as [Way, Way];
  let bytes = 0;
  // In turns, since the speed of a shared machine changes; several calls in each, since the judging of one may delay the next.
  for (let call = -calls / 2; call < calls; call += turn) {
    for (const { server, times } of [direct, through]) {
      for (let more = 0; more < turn; more += 1) {
        const begun = performance.now();
        bytes = await server.get(target);
        if (call >= 0) times.push(performance.now() - begun);
      }
    }
  }
  const added = median(through.times) - median(direct.times);
  return row(
    `${name} (${(bytes / 1024).toFixed(1)} KB) through the proxy, recorded`,
    `${added.toFixed(2)} ms added to ${median(direct.times).toFixed(2)} ms`,
    `at most ${limit} ms`,
    added <= limit,
  );
}

interface Way {
  readonly server: Server;
  readonly times: number[];
}
