/** Measures what `contract proxy` adds to a call: the mock of Ecwid is asked directly and through it, in turn. */

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../cli/root.ts';
import type { BenchRow } from './client.ts';

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
  const mock = await start(['scripts/mock.ts', '--api', 'ecwid', '--port', '0']);
  const options = ['--api', 'ecwid', '--upstream', mock.url, '--port', '0', '--record', path.join(folder, 'a.ndjson')];
  const proxy = await start(['scripts/contract.ts', 'proxy', ...options]);
  try {
    const rows: BenchRow[] = [];
    for (const [name, target] of asked) {
      const callers = { direct: createCaller(mock.url), through: createCaller(proxy.url) };
      const times: { direct: number[]; through: number[] } = { direct: [], through: [] };
      let bytes = 0;
      // In turns, since the speed of a shared machine changes; several calls in each, since the judging of one may delay the next.
      for (let call = -calls / 2; call < calls; call += turn) {
        for (const way of ['direct', 'through'] as const) {
          for (let more = 0; more < turn; more += 1) {
            const { milliseconds, bytes: got } = await callers[way].get(target);
            if (call >= 0) times[way].push(milliseconds);
            bytes = got;
          }
        }
      }
      callers.direct.close();
      callers.through.close();
      const added = median(times.through) - median(times.direct);
      const value = `${added.toFixed(2)} ms added to ${median(times.direct).toFixed(2)} ms`;
      const size = `${(bytes / 1024).toFixed(1)} KB`;
      rows.push({
        name: `${name} (${size}) through the proxy, recorded`,
        value,
        limit: `${limit} ms`,
        ok: added <= limit,
      });
    }
    return rows;
  } finally {
    await proxy.stop();
    await mock.stop();
    await rm(folder, { recursive: true });
  }
}

interface Running {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a command that serves, and waits for the address that it prints. */
async function start(args: readonly string[]): Promise<Running> {
  const child: ChildProcess = spawn(process.execPath, ['scripts/cli/run-bundled.mjs', ...args], { cwd: root });
  const ended = once(child, 'exit');
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    const take = (chunk: Buffer): void => {
      text += chunk.toString();
      if (text.includes('Ctrl-C stops.')) resolve(/http:\/\/127\S+/.exec(text)![0]);
    };
    child.stdout!.on('data', take);
    child.stderr!.on('data', take);
    child.once('exit', () => reject(new Error(`${args[0]} ended before it served: ${text}`)));
  });
  return {
    url,
    async stop() {
      child.kill('SIGINT');
      await ended;
    },
  };
}

interface Caller {
  get(target: string): Promise<{ readonly milliseconds: number; readonly bytes: number }>;
  close(): void;
}

/** Asks over one connection that is kept. */
function createCaller(base: string): Caller {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    get: (target) =>
      new Promise((resolve, reject) => {
        const begun = performance.now();
        let bytes = 0;
        request(base + target, { agent, headers: { authorization: 'Bearer any' } }, (response) => {
          response.on('data', (chunk: Buffer) => (bytes += chunk.length));
          response.on('end', () => {
            if (response.statusCode !== 200) return reject(new Error(`${target} answered ${response.statusCode}.`));
            resolve({ milliseconds: performance.now() - begun, bytes });
          });
        })
          .on('error', reject)
          .end();
      }),
    close: () => agent.destroy(),
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
