import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromRoot } from '../../scripts/cli/root.ts';
import type { DescribedApi } from '../../scripts/docs/described-api.ts';
import { loadGuides } from '../../scripts/docs/guides.ts';
import { scriptJson } from '../../scripts/docs/html.ts';
import { loadRedocScript } from '../../scripts/docs/redoc.ts';
import { searchDocuments } from '../../scripts/docs/search-index.ts';
import { renderSite, type Site } from '../../scripts/docs/site.ts';
import { describeAll } from './described.ts';

let described: DescribedApi[];
let site: Site;

beforeAll(async () => {
  described = await describeAll();
  site = await renderSite(described);
}, 120_000);

const pages = () => [...site].filter(([file]) => file.endsWith('.html'));

/** Files that stand beside the pages without being rendered. */
const copied = () =>
  described.flatMap(({ api }) => ['openapi.json', 'openapi-3.0.json'].map((file) => `${api.name}/${file}`));

describe('links', () => {
  it('lead to pages and places that exist', () => {
    const known = new Set([...site.keys(), ...copied()]);
    const broken = pages().flatMap(([file, html]) =>
      linksOf(html).flatMap((link) => (linkExists(file, link, known) ? [] : [`${file}: ${link}`])),
    );
    expect([...new Set(broken)]).toEqual([]);
  });

  it('of search results and llms.txt do, too', async () => {
    const known = new Set([...site.keys(), ...copied()]);
    const results = searchDocuments(described, await loadGuides()).map(([, , , href]) => href);
    const lines = [...site.get('llms.txt')!.matchAll(/\]\(([^)]+)\)/g)].map(([, href = '']) => href);
    expect(results.length).toBeGreaterThan(1000);
    expect([...results, ...lines].filter((href) => !linkExists('index.html', href, known))).toEqual([]);
  });

  it('are really looked up', () => {
    const known = new Set(site.keys());
    expect(linkExists('index.html', 'ecwid/nothing.html', known)).toBe(false);
    expect(linkExists('ecwid/index.html', 'schemas.html#Nothing', known)).toBe(false);
    expect(linkExists('ecwid/index.html', 'products.html#/products/nothing', known)).toBe(false);
  });
});

function linksOf(html: string): string[] {
  return [...html.replace(/<script>[^]*?<\/script>/g, '').matchAll(/\s(?:href|src)="([^"]*)"/g)]
    .map(([, link = '']) => link.replaceAll('&#38;', '&'))
    .filter((link) => !/^(https?|data|mailto):/.test(link));
}

function linkExists(from: string, link: string, known: ReadonlySet<string>): boolean {
  const { pathname, hash } = new URL(link, `http://site/${from}`);
  const file = pathname.slice(1) + (pathname.endsWith('/') ? 'index.html' : '');
  if (!known.has(file)) return false;
  if (!hash) return true;
  const id = decodeURIComponent(hash.slice(1));
  if (!id.startsWith('/')) return site.get(file)!.includes(`id="${id}"`);
  // Redoc makes the place when the page runs; the browser tests see to it that it does so under this name.
  return site
    .get(file)!
    .toLowerCase()
    .includes(`"operationid":"${id.split('/').pop()}"`);
}

describe('pages', () => {
  it('name no other host for anything that a browser loads', () => {
    const loads = pages().flatMap(([file, html]) =>
      [...html.matchAll(/<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)="(https?:)?\/\/[^"]*"/g)].map(
        ([tag]) => `${file}: ${tag}`,
      ),
    );
    expect(loads).toEqual([]);
  });

  it('forbid the browser to load from another host', () => {
    for (const [file, html] of pages())
      expect(html, file).toContain('Content-Security-Policy" content="default-src \'none\'');
  });

  it('are the same when they are rendered again', async () => {
    expect(await renderSite(await describeAll())).toEqual(site);
  });

  it('show scopes, codes and warnings of every operation that has them', () => {
    for (const { api, areas } of described) {
      for (const area of areas) {
        const html = site.get(`${api.name}/${area.slug}.html`)!;
        for (const { operation } of area.operations) {
          const reason = (operation as { 'x-never-live-reason'?: string })['x-never-live-reason'];
          if (reason) expect(html).toContain(scriptJson(`${reason}`).slice(1, -1));
          for (const { code } of operation['x-error-codes'] ?? []) expect(html).toContain(`- \`${code}\``);
        }
      }
    }
  });

  it('cover every operation once', () => {
    for (const { areas, operations, hrefs } of described) {
      expect(areas.flatMap((area) => area.operations)).toHaveLength(operations);
      expect(new Set(hrefs.values()).size).toBe(operations);
    }
  });
});

describe('the front page', () => {
  it('says of each API what is covered, how fresh it is, and where to go', () => {
    const html = site.get('index.html')!;
    for (const { api, asOf, operations, areas } of described) {
      expect(asOf, api.name).toMatch(/^\d{4}-\d\d-\d\d$/);
      const date = new Date(asOf!).toLocaleDateString('en-US', { dateStyle: 'long', timeZone: 'UTC' });
      expect(html).toContain(`${operations} operations. Version`);
      expect(html).toContain(`as of ${date}.`);
      for (const { slug } of areas) expect(html).toContain(`href="${api.name}/${slug}.html"`);
    }
  });
});

describe('the picture in the README', () => {
  it('is there, and of a size that loads at once', async () => {
    const [, file = ''] = /!\[[^\]]+\]\(([^)]+\.png)\)/.exec(await readFile(fromRoot('README.md'), 'utf8')) ?? [];
    const picture = await readFile(fromRoot(file));
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    expect(picture.length).toBeLessThan(200_000);
  });
});

describe('size', () => {
  it('of what a reader of one area loads is below that of plain Redoc with the whole API in it', async () => {
    const redoc = await loadRedocScript();
    for (const { api, areas, document, operations } of described) {
      const plain = gzipSync(`<script>${redoc}</script><script>${scriptJson(document)}</script>`).length;
      for (const area of areas) {
        const files = [
          `${api.name}/${area.slug}.html`,
          'assets/redoc.js',
          'assets/site.js',
          'assets/site.css',
          'assets/mocks.js',
        ];
        const loaded = files.reduce((sum, file) => sum + gzipSync(site.get(file)!).length, 0);
        // An API of a few dozen operations has little to leave out; samples and frame may then add a tenth.
        expect(loaded, `${api.name}/${area.slug}`).toBeLessThan(operations > 50 ? plain : plain * 1.1);
      }
    }
  });
});

describe('llms.txt', () => {
  it('has one line for each operation', () => {
    const lines = site.get('llms.txt')!.split('\n');
    for (const { api, hrefs } of described) {
      for (const [id] of hrefs)
        expect(
          lines.filter((line) => line.startsWith(`- [${id}](${api.name}/`)),
          id,
        ).toHaveLength(1);
    }
  });
});
