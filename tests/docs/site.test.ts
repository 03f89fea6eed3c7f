import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromRoot } from '../../scripts/cli/root.ts';
import type { DescribedApi } from '../../scripts/docs/model/described-api.ts';
import { loadGuides } from '../../scripts/docs/model/guides.ts';
import { placeId } from '../../scripts/docs/page.ts';
import { searchDocuments } from '../../scripts/docs/search/documents.ts';
import { renderSite, type Site } from '../../scripts/docs/site.ts';
import { twinLimit, twinOf } from '../../scripts/docs/twin.ts';
import { describeAll } from './described.ts';

let described: DescribedApi[];
let site: Site;

beforeAll(async () => {
  described = await describeAll();
  site = await renderSite(described);
}, 240_000);

const pages = () => [...site].filter(([file]) => file.endsWith('.html') && !file.endsWith('/all.html'));
const twins = () => [...site].filter(([file]) => file.endsWith('.md'));
const page = (file: string) => site.get(file) ?? expect.fail(`There is no ${file}.`);

/** Files that stand beside the pages without being rendered. */
const copied = () =>
  described.flatMap(({ api }) => ['openapi.json', 'openapi-3.0.json'].map((file) => `${api.name}/${file}`));

describe('links', () => {
  it('lead to pages and places that exist, those of twins to twins', () => {
    const ids = idsByFile();
    const broken = [
      ...pages().flatMap(([file, html]) =>
        linksOf(html)
          .filter((link) => !linkExists(file, link, ids))
          .map((link) => `${file}: ${link}`),
      ),
      ...twins().flatMap(([file, text]) =>
        linksIn(text)
          .filter((link) => !linkExists(file, link.replace(/#.*/, ''), ids))
          .map((link) => `${file}: ${link}`),
      ),
    ];
    expect([...new Set(broken)]).toEqual([]);
  });

  it('of search results and llms.txt do, too', async () => {
    const ids = idsByFile();
    const results = searchDocuments(described, await loadGuides()).map(([, , , href]) => href);
    expect(results.length).toBeGreaterThan(1000);
    expect(
      [...results, ...linksIn(site.get('llms.txt')!)].filter((href) => !linkExists('index.html', href, ids)),
    ).toEqual([]);
  });

  it('are really looked up', () => {
    const ids = idsByFile();
    expect(linkExists('index.html', 'ecwid/nothing.html', ids)).toBe(false);
    expect(linkExists('ecwid/index.html', 'schemas/Product.html#nothing', ids)).toBe(false);
    expect(linkExists('ecwid/index.html', 'schemas/Product.html#field-id', ids)).toBe(true);
  });
});

/** File to the ids of its places. */
function idsByFile(): Map<string, ReadonlySet<string>> {
  const places = [...site].map(([file, text]) => {
    const ids = file.endsWith('.html') ? [...text.matchAll(/\sid="([^"]+)"/g)].map(([, id = '']) => id) : [];
    return [file, new Set(ids)] as const;
  });
  return new Map([...places, ...copied().map((file) => [file, new Set<string>()] as const)]);
}

function linksOf(html: string): string[] {
  return [...html.matchAll(/\s(?:href|src)="([^"]*)"/g)]
    .map(([, link = '']) => link.replaceAll('&#38;', '&').replaceAll('&#39;', "'"))
    .filter((link) => !/^(https?|data|mailto):/.test(link));
}

function linksIn(markdown: string): string[] {
  return [...markdown.replace(/```[^]*?```|`[^`\n]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^https?:/.test(link));
}

function linkExists(from: string, link: string, ids: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const { pathname, hash } = new URL(link, `http://site/${from}`);
  const places = ids.get(decodeURIComponent(pathname.slice(1)));
  return places !== undefined && (hash === '' || places.has(decodeURIComponent(hash.slice(1))));
}

describe('pages', () => {
  it('hold no script, no style and no handler of their own, so that a strict policy lets them be', () => {
    const inline = /<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|javascript:|=["']data:/;
    // What is shown as text has its marks escaped; a form carries texts in attributes, which are escaped as well.
    const wrong = pages().filter(([, html]) =>
      inline.test(html.replace(/>[^<]*</g, '><').replace(/(value|placeholder|content)="[^"]*"/g, '')),
    );
    expect(wrong.map(([file]) => file)).toEqual([]);
  });

  it('forbid the browser to load anything from another host, and name none', () => {
    for (const [file, html] of pages()) {
      expect(
        html.includes(`Content-Security-Policy" content="default-src 'none'; script-src 'self' file:;`),
        file,
      ).toBe(true);
      expect(/<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)="(https?:)?\/\//.exec(html)?.[0], file).toBeUndefined();
    }
  });

  it('have a title and a description of their own, for tabs, search engines and previews', () => {
    const heads = pages().map(([, html]) => ({
      title: /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? '',
      description: /<meta name="description" content="([^"]*)"/.exec(html)?.[1] ?? '',
      preview: /<meta property="og:title" content="([^"]*)"/.exec(html)?.[1] ?? '',
    }));
    for (const { title, description, preview } of heads) {
      expect(title).not.toBe('');
      expect(description).not.toBe('');
      expect(preview).toBe(title);
    }
    const titles = heads.map(({ title }) => title);
    // A schema may be called as an operation's title is; few are.
    expect(new Set(titles).size).toBeGreaterThan(titles.length * 0.97);
    expect(page('ecwid/products/getProduct.html')).toContain('<title>Get product - Ecwid REST API</title>');
  });

  it('have one place that the skip link leads to, and one heading of the first order', () => {
    for (const [file, html] of pages()) {
      expect(html.match(/<a class="skip" href="#content">/g), file).toHaveLength(1);
      expect(html.match(/<main id="content"/g), file).toHaveLength(1);
      expect(html.match(/<h1[ >]/g), file).toHaveLength(1);
    }
  });

  it('have each id once', () => {
    for (const [file, html] of pages()) {
      const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
      expect(
        ids.filter((id, index) => ids.indexOf(id) !== index),
        file,
      ).toEqual([]);
    }
  });

  it('are the same when they are rendered again', async () => {
    const again = await renderSite(await describeAll());
    expect([...again].filter(([file, text]) => text !== site.get(file)).map(([file]) => file)).toEqual([]);
    expect(again.size).toBe(site.size);
  });
});

describe('operations', () => {
  const all = () =>
    described.flatMap((one) =>
      one.sections.flatMap((section) => section.operations.map((view) => ({ one, section, view }))),
    );

  it('have a page each, on which stands what they take and what they answer', () => {
    for (const { view } of all()) {
      const html = page(view.file);
      const text = (value: string) => html.includes(value.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`));
      for (const { name, place } of view.parameters) expect(text(`${place}-${name}`), `${view.id} ${name}`).toBe(true);
      for (const { name } of view.body?.fields ?? []) expect(text(`body-${name}`), `${view.id} ${name}`).toBe(true);
      for (const { status, codes } of view.answers) {
        expect(html.includes(`id="${placeId('answer', status)}"`), view.id).toBe(true);
        for (const { value } of codes) expect(html.includes(`<code>${value}</code>`), value).toBe(true);
      }
      for (const scope of view.scopes) expect(html.includes(`<code>${scope}</code>`), `${view.id} ${scope}`).toBe(true);
      if (view.warning) expect(text(view.warning), view.id).toBe(true);
    }
  });

  it('are in the tree of their page and on the page of their area', () => {
    for (const { section, view } of all()) {
      const href = `../../${view.file}`;
      expect(new RegExp(`<a\\s+href="${href}"\\s+aria-current="page"`).test(page(view.file)), view.id).toBe(true);
      expect(page(section.file).includes(`href="${href}"`), view.id).toBe(true);
    }
  });

  it('say that they are not documented, where they are not', () => {
    const undocumented = all().filter(({ view }) => view.evidence);
    expect(undocumented.length).toBeGreaterThan(0);
    for (const { view } of undocumented)
      expect(page(view.file).includes('class="badge evidence">Not documented'), view.id).toBe(true);
  });

  it('are tried with what is required alone', () => {
    for (const { view } of all()) {
      const [form = ''] = /<form class="try"[^]*?<\/form>/.exec(page(view.file)) ?? [];
      if (form === '') expect(view.isWebhook).toBe(true);
      for (const { name, place, isRequired } of view.parameters) {
        const [, value] =
          new RegExp(`name="${place}:${name.replace(/[[\]]/g, '\\$&')}" value="([^"]*)"`).exec(form) ?? [];
        if (value !== undefined && value !== 'YOUR_TOKEN')
          expect(value !== '', `${view.id} ${name}`).toBe(isRequired || value.startsWith('Bearer'));
      }
    }
  });

  it('show samples in which no filter undoes another', () => {
    const [sample] = all().find(({ view }) => view.id === 'searchProducts')!.view.samples;
    expect(sample!.source).not.toMatch(/productId|sku/);
  });

  it('show every page of the tree within reach: each API, its areas, its schemas', () => {
    const html = page('ecwid/products/getProduct.html');
    for (const { api, areas, schemas } of described) {
      for (const { file } of areas) expect(html).toContain(`href="../../${file}"`);
      expect(html).toContain(`href="../../${api.name}/schemas/index.html"`);
      for (const { file } of schemas) expect(page(`${api.name}/schemas/index.html`)).toContain(`href="../../${file}"`);
    }
  });
});

describe('the front page', () => {
  it('says of each API what is covered, how fresh it is, and where to go', () => {
    const html = page('index.html');
    for (const { api, asOf, operations, areas } of described) {
      expect(asOf, api.name).toMatch(/^\d{4}-\d\d-\d\d$/);
      const date = new Date(asOf!).toLocaleDateString('en-US', { dateStyle: 'long', timeZone: 'UTC' });
      expect(html).toContain(`${operations} operations. Version`);
      expect(html).toContain(`as of ${date}.`);
      for (const { file } of areas) expect(html).toContain(`href="./${file}"`);
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

/** What AFDocs (`afdocs` in npm) asks of docs, as far as it can be told without a server; it needs a newer Node than we do. */
describe('for programs that read', () => {
  /** As AFDocs sees a page: what stands in its body, without navigation and scripts. */
  const bodyOf = (html: string) =>
    html
      .replace(/^[^]*<body>/, '')
      .replace(/<\/body>[^]*$/, '')
      .replace(/<nav\b[^]*?<\/nav>|<script\b[^]*?<\/script>/g, '');

  it('each page has a twin in Markdown, of at most 8 kB, which names the list of all pages at its top', () => {
    for (const [file, html] of pages()) {
      if (file === '404.html') continue;
      expect(site.has(twinOf(file)), file).toBe(true);
      expect(html.includes('<link rel="alternate" type="text/markdown" href="'), file).toBe(true);
    }
    for (const [file, text] of twins()) {
      expect(Buffer.byteLength(text), file).toBeLessThanOrEqual(twinLimit);
      expect(/^# .+\n\n> .*\]\([./]*\/llms\.txt\)/.test(text), file).toBe(true);
      expect(text.match(/^```/gm)?.length ?? 0, file).toSatisfy((fences: number) => fences % 2 === 0);
      expect(/\]\(@\/|\[object/.test(text), file).toBe(false);
    }
  });

  it('each page names the list of all pages near the top of its content, and begins with it', () => {
    for (const [file, html] of pages()) {
      const body = bodyOf(html);
      const directive = /<a\s[^>]*href="[^"]*\/llms\.txt"/.exec(body);
      expect(directive, file).not.toBeNull();
      expect(directive!.index, file).toBeLessThan(Math.max(body.length * 0.1, 1_500));
      expect(html.indexOf('<main'), file).toBeLessThan(html.indexOf('<nav'));
    }
  });

  it('no page is longer than a program reads: 50,000 characters of text', () => {
    for (const [file, html] of pages()) {
      const text = bodyOf(html)
        .replace(/<[^>]+>/g, '')
        .replace(/\s+/g, ' ');
      expect(text.length, file).toBeLessThan(50_000);
    }
  });

  it('twins hold what the pages say, but for what stands elsewhere', () => {
    const plain = (text: string) =>
      text
        .replace(/\]\([^)]*\)/g, '')
        .replace(/[`*[\]>|]/g, '')
        .replace(/&#(\d+);/g, (_whole, code: string) => String.fromCharCode(Number(code)))
        .replace(/\s+/g, ' ')
        .toLowerCase();
    const poor: string[] = [];
    for (const [file, html] of pages()) {
      if (file === '404.html' || file === 'index.html') continue;
      const parts = twins().filter(
        ([name]) => name === twinOf(file) || name.startsWith(`${file.replace(/\.html$/, '')}.`),
      );
      const whole = plain(parts.map(([, text]) => text).join('\n'));
      const [, article = ''] = /<article>([^]*)<\/article>/.exec(html) ?? [];
      const paragraphs = [
        ...withoutIgnored(article).matchAll(
          /<(?:p|h2|h3|div class="field")>((?:(?!<\/?(?:p|div|ul)\b)[^])*)<\/(?:p|h2|h3|div)>/g,
        ),
      ]
        .map(([, text = '']) =>
          plain(text.replace(/<[^>]+>/g, ''))
            .trim()
            .replaceAll('>', ''),
        )
        .filter((text) => text.length >= 20);
      const missing = paragraphs.filter((text) => !whole.includes(text));
      if (missing.length > paragraphs.length * 0.05 && missing.length > 1)
        poor.push(`${file}: ${missing.slice(0, 2).join(' / ')}`);
    }
    // Long lists of parameters are cut to one sentence each.
    expect(poor.length, poor.slice(0, 20).join('\n')).toBeLessThan(pages().length * 0.02);
  });

  it('llms.txt has a title, a summary, sections, and one line for each operation; llms-full.txt has all', () => {
    const text = site.get('llms.txt')!;
    expect(text).toMatch(/^# .+\n\n> /);
    expect(text.length).toBeLessThan(50_000);
    const lines = text.split('\n');
    for (const { api, hrefs } of described) {
      for (const [id, href] of hrefs) {
        expect(
          lines.filter((line) => line.startsWith(`- [${id}](${api.name}/`)),
          id,
        ).toHaveLength(1);
        expect(site.get('llms-full.txt')!.includes(site.get(twinOf(href))!), id).toBe(true);
      }
    }
  });
});

/** An article without what is marked as being there for people only. */
function withoutIgnored(article: string): string {
  let rest = article;
  for (let start = rest.indexOf('data-markdown-ignore'); start >= 0; start = rest.indexOf('data-markdown-ignore')) {
    const open = rest.lastIndexOf('<', start);
    const tag = /^<(\w+)/.exec(rest.slice(open))![1]!;
    const tags = new RegExp(`<(/?)${tag}\\b`, 'g');
    tags.lastIndex = open;
    let depth = 0;
    let end = rest.length;
    for (let found = tags.exec(rest); found; found = tags.exec(rest)) {
      depth += found[1] ? -1 : 1;
      if (depth === 0) {
        end = found.index;
        break;
      }
    }
    rest = rest.slice(0, open) + rest.slice(end);
  }
  return rest;
}
