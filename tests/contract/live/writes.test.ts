import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { journalsIn, liveArguments, startCommand, token, withStateFolder } from './run-command.ts';
import { createStore, sendJson, startRecordingServer, type RecordingServer } from './recording-server.ts';

let server: RecordingServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function until(condition: () => boolean | Promise<boolean>, seconds = 40): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`It did not come about within ${seconds} s: ${condition}`);
    await sleep(50);
  }
}

const changes = (): string[] =>
  server!.requests
    .filter(({ method }) => method !== 'GET')
    .map(({ method, url }) => `${method} ${url.replace('/api/v3/1003', '')}`);

describe('a live run', { timeout: 120_000 }, () => {
  it('sends nothing but reads without --writes, and shows the token to nobody', async () => {
    const store = createStore();
    server = await startRecordingServer(store.answer);
    const { code, stdout, stderr } = await startCommand([...liveArguments(server.url), '--reporter', 'json']).end;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(changes()).toEqual([]);
    expect(server.requests.every(({ authorization }) => authorization === `Bearer ${token}`)).toBe(true);
    expect(server.requests.map(({ url }) => url)).toContain('/api/v3/1003/products/2/reviews/7');
    expect(stdout).not.toContain(token.slice(7));
  });

  it('with --writes runs the workflows and leaves nothing behind', async () => {
    await withStateFolder(async (state) => {
      const store = createStore();
      server = await startRecordingServer(store.answer);
      const { code, stdout, stderr } = await startCommand(liveArguments(server.url, true), state).end;
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(changes()).toEqual(['POST /products', 'PUT /products/3', 'DELETE /products/3']);
      expect([...store.products.keys()]).toEqual([1, 2]);
      expect(await journalsIn(state)).toEqual([]);
      expect(stdout + stderr).not.toContain(token.slice(7));
    });
  });

  it('cleans up when a step of a workflow fails', async () => {
    await withStateFolder(async (state) => {
      const store = createStore();
      server = await startRecordingServer((request, response, body) => {
        if (request.method === 'PUT') return sendJson(response, 404, { errorMessage: token });
        store.answer(request, response, body);
      });
      const { code, stdout, stderr } = await startCommand(liveArguments(server.url, true), state).end;
      expect(code).toBe(1);
      expect(stdout).toContain('Step change of workflow lifecycle (products.arazzo.yaml) failed');
      expect(stderr).toBe('Deleted 1 thing that the workflows had left.\n');
      expect([...store.products.keys()]).toEqual([1, 2]);
      expect(await journalsIn(state)).toEqual([]);
      expect(stdout + stderr).not.toContain(token.slice(7));
    });
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('leaves nothing behind when %s ends it midway', async (signal) => {
    await withStateFolder(async (state) => {
      const store = createStore();
      let held: ServerResponse | undefined;
      server = await startRecordingServer((request, response, body) => {
        // The answer to the change never comes: the run is killed while it waits.
        if (request.method === 'PUT') return void (held = response);
        store.answer(request, response, body);
      });
      const { child } = startCommand(liveArguments(server.url, true), state);
      await until(() => held !== undefined);
      expect(store.products.has(3)).toBe(true);
      child.kill(signal);
      await once(child, 'exit');
      // What the guard still waits for breaks off, as it does when a connection is lost.
      held?.destroy();
      await until(() => !store.products.has(3));
      await until(async () => (await journalsIn(state)).length === 0);
      expect([...store.products.keys()]).toEqual([1, 2]);
    });
  });

  it('deletes first what an earlier run could not', async () => {
    await withStateFolder(async (state) => {
      const store = createStore();
      let refuse = true;
      server = await startRecordingServer((request, response, body) => {
        if (request.method === 'DELETE' && refuse) return sendJson(response, 403, { errorMessage: 'No' });
        store.answer(request, response, body);
      });
      const first = await startCommand(liveArguments(server.url, true), state).end;
      expect(first.code).toBe(1);
      expect(first.stderr).toContain(
        '/products/3 was made by this run and could not be deleted: the server answered 403.',
      );
      expect(await journalsIn(state)).toHaveLength(1);

      const reading = await startCommand(liveArguments(server.url), state).end;
      expect(reading.stderr).toContain(
        'An earlier run left /products/3 in this store; a run with --writes deletes that first.',
      );
      expect(store.products.has(3)).toBe(true);

      refuse = false;
      const second = await startCommand(liveArguments(server.url, true), state).end;
      expect(second.stderr).toContain('An earlier run left /products/3 behind; that is deleted first.');
      expect([...store.products.keys()]).toEqual([1, 2]);
      expect(await journalsIn(state)).toEqual([]);
    });
  });

  it('refuses a second one before its first request, and tells nobody how to get past the guard', async () => {
    await withStateFolder(async (state) => {
      const store = createStore();
      let held: (() => void) | undefined;
      server = await startRecordingServer((request, response, body) => {
        // One read waits, so the run does not come to its writes; its other four reads do not wait for that one.
        if (request.url?.endsWith('/profile') && !held)
          return void (held = () => store.answer(request, response, body));
        store.answer(request, response, body);
      });
      const { end } = startCommand(liveArguments(server.url, true), state);
      await until(() => held !== undefined && server!.requests.length >= 5);
      const before = server.requests.length;
      const second = await startCommand(liveArguments(server.url, true), state).end;
      expect(second.code).toBe(2);
      expect(second.stderr).toMatch(/^Another run with --writes works on http/);
      expect(server.requests.length).toBe(before);

      const commands = new Set<string>();
      const watching = setInterval(() => commandLines().forEach((line) => commands.add(line)), 20);
      held?.();
      expect((await end).code).toBe(0);
      clearInterval(watching);
      expect([...commands].some((line) => line.includes('respect'))).toBe(true);
      expect([...commands].filter((line) => /127\.0\.0\.1:\d+\/[0-9a-f-]{36}/.test(line))).toEqual([]);
      expect(await journalsIn(state)).toEqual([]);
    });
  });

  it('takes over what a killed run has left of its lock', async () => {
    await withStateFolder(async (state) => {
      const store = createStore();
      let silent = true;
      server = await startRecordingServer((request, response, body) => {
        if (!silent) store.answer(request, response, body);
      });
      const { child } = startCommand(liveArguments(server.url, true), state);
      await until(() => server!.requests.length > 0);
      child.kill('SIGKILL');
      await once(child, 'exit');
      expect(await journalsIn(state)).toHaveLength(1);
      silent = false;
      const { code } = await startCommand(liveArguments(server.url, true), state).end;
      expect(code).toBe(0);
      expect(await journalsIn(state)).toEqual([]);
    });
  });
});

/** Command lines of all processes that this user can see. */
function commandLines(): string[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      return [readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ')];
    } catch {
      return [];
    }
  });
}
