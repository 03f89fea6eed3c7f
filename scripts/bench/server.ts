/** A command that serves, as a process of its own, asked over HTTP. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { fromRoot, root } from '../cli/root.ts';

export interface Server {
  /** The first address that it prints. */
  readonly url: string;
  readonly pid: number | undefined;
  /** Asks for a path below the address, over connections that are kept; gives the bytes of the answer. */
  get(path: string): Promise<number>;
  stop(): Promise<void>;
}

/**
 * Starts a command as npm does, but without npm, and waits until it serves.
 *
 * @param script name of its npm script
 * @param connections that are open at once, at most
 */
export async function startServer(script: string, options: readonly string[], connections = 1): Promise<Server> {
  const { scripts } = JSON.parse(await readFile(fromRoot('package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const [, ...command] = scripts[script]!.split(' ');
  const child = spawn(process.execPath, [...command, ...options], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'exit');
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    const take = (chunk: Buffer): void => {
      text += chunk.toString();
      if (text.includes('Ctrl-C stops.')) resolve(/http:\/\/127\S+/.exec(text)![0]);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('exit', () => reject(new Error(`${script} ended before it served: ${text}`)));
  });
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    url,
    pid: child.pid,
    get: (path) =>
      new Promise((resolve, reject) => {
        let bytes = 0;
        request(url + path, { agent, headers: { authorization: 'Bearer any' } }, (response) => {
          response.on('data', (chunk: Buffer) => (bytes += chunk.length));
          response.on('end', () => {
            if (response.statusCode === 200) resolve(bytes);
            else reject(new Error(`${path} answered ${response.statusCode}.`));
          });
        })
          .once('error', reject)
          .end();
      }),
    async stop() {
      agent.destroy();
      child.kill('SIGINT');
      await ended;
    },
  };
}
