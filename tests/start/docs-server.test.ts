import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Served } from '../../scripts/cli/listen.ts';
import { serveDocs } from '../../scripts/start/docs-server.ts';

let folder: string;
let docs: Served;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'docs-'));
  await mkdir(path.join(folder, 'ecwid'));
  await writeFile(path.join(folder, 'index.html'), 'front');
  await writeFile(path.join(folder, 'ecwid/index.html'), 'ecwid');
  await writeFile(path.join(folder, 'mocks.js'), 'of the folder');
  await writeFile(path.join(folder, '..', `${path.basename(folder)}.secret`), 'secret');
  docs = await serveDocs(folder, 0, new Map([['/mocks.js', 'of this run']]));
});

afterAll(async () => {
  await docs.close();
  await rm(folder, { recursive: true });
  await rm(`${folder}.secret`);
});

it.each([
  ['/', 200, 'front'],
  ['/ecwid/', 200, 'ecwid'],
  ['/ecwid', 200, 'ecwid'],
  ['/mocks.js', 200, 'of this run'],
  ['/nothing.html', 404, 'There is no page /nothing.html; start at /\n'],
])('%s', async (address, status, body) => {
  const response = await fetch(docs.url + address);
  expect([response.status, await response.text()]).toEqual([status, body]);
});

it('sends a reader of a folder to where relative links work', async () => {
  const response = await fetch(`${docs.url}/ecwid?a=1`, { redirect: 'manual' });
  expect(response.headers.get('location')).toBe('/ecwid/?a=1');
});

it('gives programs that ask for it the page as Markdown', async () => {
  await writeFile(path.join(folder, 'ecwid/index.md'), '# ecwid [x](../y/z.md) [h](https://h.test/)');
  const headers = { accept: 'text/markdown, text/html;q=0.5' };
  for (const address of ['/ecwid/', '/ecwid/index.html']) {
    const response = await fetch(docs.url + address, { headers });
    expect([response.headers.get('content-type'), await response.text()]).toEqual([
      'text/markdown; charset=utf-8',
      `# ecwid [x](${docs.url}/y/z.md) [h](https://h.test/)`,
    ]);
  }
  expect(await (await fetch(`${docs.url}/`, { headers })).text()).toBe('front');
});

it('says that there is no such page by a page, where there is one', async () => {
  await writeFile(path.join(folder, '404.html'), '<html><head></head>nowhere');
  const response = await fetch(`${docs.url}/ecwid/deep/nothing.html`);
  expect([response.status, await response.text()]).toEqual([404, '<html><head>\n<base href="/"></head>nowhere']);
  await rm(path.join(folder, '404.html'));
});

it('keeps to its folder', async () => {
  const response = await fetch(`${docs.url}/%2e%2e/${path.basename(folder)}.secret`);
  expect(response.status).toBe(404);
});

it('serves what is written meanwhile', async () => {
  await writeFile(path.join(folder, 'new.html'), 'new');
  expect(await (await fetch(`${docs.url}/new.html`)).text()).toBe('new');
});
