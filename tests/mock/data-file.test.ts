import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../scripts/cli/root.ts';
import { startMock, type Mock } from '../../scripts/mock/server.ts';
import { description } from '../store/try-store.ts';

let folder: string;
let file: string;
let mocks: Mock[] = [];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'store-'));
  file = path.join(folder, 'shop.json');
});
afterEach(async () => {
  for (const mock of mocks) await mock.close();
  mocks = [];
  await rm(folder, { recursive: true });
});

async function start(data = file): Promise<Mock> {
  const mock = await startMock({ description, basePath: '/api/v3/1003', errorShape: 'ecwid', store: {}, data });
  mocks.push(mock);
  return mock;
}

async function stop(): Promise<void> {
  await mocks.pop()?.close();
}

const headers = { authorization: 'Bearer any', 'content-type': 'application/json' };

async function create(baseUrl: string, name: string): Promise<number> {
  const body = JSON.stringify({ name });
  return ((await (await fetch(`${baseUrl}/products`, { method: 'POST', headers, body })).json()) as { id: number }).id;
}

async function names(baseUrl: string): Promise<string[]> {
  const page = await (await fetch(`${baseUrl}/products?limit=100`, { headers })).json();
  const all = (page as { items: { name: string }[] }).items.map(({ name }) => name);
  return all.filter((name) => name.startsWith('Cup '));
}

describe('a store with a file', () => {
  it('goes on where it was stopped, pictures included', async () => {
    const first = await start();
    const id = await create(first.baseUrl, 'Cup');
    const picture = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAADUlEQVR42mNk+M8ABAAFAQEAgp8l0QAAAABJRU5ErkJggg==',
      'base64',
    );
    await fetch(`${first.baseUrl}/products/${id}/image`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'image/png' },
      body: picture,
    });
    await stop();
    const second = await start();
    const product = (await (await fetch(`${second.baseUrl}/products/${id}`, { headers })).json()) as Record<
      string,
      string
    >;
    expect(product['name']).toBe('Cup');
    expect(Buffer.from(await (await fetch(product['originalImageUrl']!)).arrayBuffer())).toEqual(picture);
    expect(await create(second.baseUrl, 'Mug')).toBeGreaterThan(id);
  });

  it.each(['', '{"format":', '{"format":"commerce-openapi shop 1","rows":{"products":7}}', '[]'])(
    'refuses one that holds %j, and leaves it as it is',
    async (text) => {
      await writeFile(file, text);
      await expect(start()).rejects.toThrow(/holds no shop, and is left as it is\. .*\.$/);
      expect(await readFile(file, 'utf8')).toBe(text);
      expect(await readdir(folder)).toEqual(['shop.json']);
    },
  );

  it('refuses one that another store has, until that is closed', async () => {
    await start();
    await expect(start()).rejects.toThrow('belongs to another store');
    await stop();
    await start();
  });
});

describe('a store that 200 clients write to at once', () => {
  it('loses no update, and neither does its file', { timeout: 60_000 }, async () => {
    const { baseUrl } = await start();
    const send = async (method: string, where: string, body: object): Promise<Record<string, number>> => {
      const response = await fetch(`${baseUrl}${where}`, { method, headers, body: JSON.stringify(body) });
      expect(response.status).toBe(200);
      return (await response.json()) as Record<string, number>;
    };
    const { id } = await send('POST', '/products', { name: 'Cup', quantity: 1000 });
    const clients = Array.from({ length: 200 }, async (_value, i) => {
      const made = await send('POST', '/products', { name: `Mug ${i}` });
      await send('PUT', `/products/${id}/inventory`, { quantityDelta: i % 2 === 0 ? -3 : 2 });
      return made['id'];
    });
    const ids = new Set(await Promise.all(clients));
    expect(ids.size).toBe(200);
    const seen = async (url: string): Promise<unknown[]> => {
      const read = async (where: string): Promise<any> => (await fetch(`${url}${where}`, { headers })).json();
      const found = await read('/products?keyword=Mug*&limit=1');
      return [(await read(`/products/${id}`)).quantity, found.total];
    };
    expect(await seen(baseUrl)).toEqual([1000 - 100, 200]);
    await stop();
    expect(await seen((await start()).baseUrl)).toEqual([1000 - 100, 200]);
  });
});

describe('a store that is killed', () => {
  /** Starts the command, as people do; resolves with its process and address. */
  function startCommand(): Promise<{ readonly child: ChildProcess; readonly baseUrl: string }> {
    const command = ['scripts/cli/run-bundled.mjs', 'scripts/mock.ts', '--api', 'ecwid', '--port', '0', '--data', file];
    const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    return new Promise((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`It ended with ${code}.`)));
      child.stdout.on('data', (text) => {
        const baseUrl = /http:\S+\/1003(?=\s)/.exec(String(text))?.[0];
        if (baseUrl) resolve({ child, baseUrl });
      });
    });
  }

  it('has lost nothing that it had answered', { timeout: 120_000 }, async () => {
    const done: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const { child, baseUrl } = await startCommand();
      expect((await names(baseUrl)).slice(0, done.length)).toEqual(done);
      done.splice(0, done.length, ...(await names(baseUrl)));
      for (let i = 0; ; i += 1) {
        const name = `Cup ${round}.${i}`;
        // In the middle of the calls that follow.
        if (i === 5) setTimeout(() => child.kill('SIGKILL'), round * 3);
        try {
          await create(baseUrl, name);
        } catch {
          break;
        }
        done.push(name);
      }
      expect(done.some((name) => name.startsWith(`Cup ${round}.`))).toBe(true);
    }
  });
});
