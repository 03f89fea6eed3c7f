/** `npm run mock` as a process of its own, asked over HTTP. */

import { spawn } from 'node:child_process';
import { Agent, request } from 'node:http';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { readPeak, readProcessorTime } from '../measure.ts';
import { fromRoot, root } from '../../cli/root.ts';

export interface Command {
  /** From the start to the first answer. */
  readonly seconds: number;
  /** Calls per second of the server's processor time. */
  rate(calls: number, pathOf: (i: number) => string): Promise<number>;
  processorSeconds(): Promise<number>;
  /** The most that it had in memory. */
  megabytes(): Promise<number>;
  stop(): Promise<void>;
}

/** Calls that are under way at once. */
const lanes = 16;

/** Starts the mock of Ecwid as `npm run mock` does, but without npm, and waits for its first answer. */
export async function startCommand(options: readonly string[]): Promise<Command> {
  const started = performance.now();
  const { scripts } = JSON.parse(await readFile(fromRoot('package.json'), 'utf8')) as { scripts: { mock: string } };
  const command = [...scripts.mock.split(' ').slice(1), '--api', 'ecwid', '--port', '0', ...options];
  const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const baseUrl = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The mock ended with ${code}.`)));
    child.stdout.on('data', (text) => {
      const found = /http:\S+\/1003(?=\s)/.exec(String(text))?.[0];
      if (found) resolve(found);
    });
  });
  const agent = new Agent({ keepAlive: true, maxSockets: lanes });
  const get = (path: string): Promise<void> =>
    new Promise((resolve, reject) => {
      request(baseUrl + path, { agent, headers: { authorization: 'Bearer any' } }, (response) => {
        response.resume();
        response.once('end', () =>
          response.statusCode === 200 ? resolve() : reject(new Error(`${path} answered ${response.statusCode}.`)),
        );
      })
        .once('error', reject)
        .end();
    });
  const processorSeconds = async (): Promise<number> => (await readProcessorTime(child.pid)) ?? NaN;

  await get('/products/37208339').catch(() => get('/products?limit=1'));
  const seconds = (performance.now() - started) / 1000;
  return {
    seconds,
    processorSeconds,
    async rate(calls, pathOf) {
      let next = 0;
      const lane = async (end: number): Promise<void> => {
        while (next < end) await get(pathOf(next++));
      };
      const together = (end: number): Promise<unknown> => Promise.all(Array.from({ length: lanes }, () => lane(end)));
      await together(Math.ceil(calls / 2));
      const before = await processorSeconds();
      const begun = next;
      await together(begun + calls);
      return (next - begun) / ((await processorSeconds()) - before);
    },
    megabytes: async () => (await readPeak(child.pid)) ?? NaN,
    async stop() {
      agent.destroy();
      child.removeAllListeners('exit');
      const ended = once(child, 'exit');
      child.kill('SIGINT');
      await ended;
    },
  };
}
