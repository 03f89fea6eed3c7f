import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { findApi } from '../../scripts/apis.ts';
import { fromRoot } from '../../scripts/cli/root.ts';
import { slugify } from '../../scripts/description/areas.ts';
import { bundle } from '../../scripts/description/bundle.ts';
import { listOperations } from '../../scripts/description/document.ts';
import { operationsOf, readSources, type SourcePage } from '../../scripts/description/source-pages.ts';

const ecwid = findApi('ecwid');

/** A page, or a title with the pages below it. */
type SidebarEntry = string | Readonly<Record<string, readonly SidebarEntry[]>>;

/** Titles of pages and of what holds pages, each as folder/title: an address has the titles above it as its folders. */
interface Sidebar {
  readonly pages: readonly string[];
  readonly groups: readonly string[];
}

function flatten(entries: readonly SidebarEntry[], folder = ''): Sidebar {
  const parts = entries.flatMap((entry): Sidebar[] => {
    if (typeof entry === 'string') return [{ pages: [`${folder}${entry}`], groups: [] }];
    return Object.entries(entry).map(([title, below]) => {
      const { pages, groups } = flatten(below, `${folder}${slugify(title)}/`);
      return { pages, groups: [`${folder}${title}`, ...groups] };
    });
  });
  return { pages: parts.flatMap(({ pages }) => pages), groups: parts.flatMap(({ groups }) => groups) };
}

function placeOf({ page, title }: SourcePage): string {
  const folder = path.posix.dirname(page);
  return folder === '.' ? title : `${folder}/${title}`;
}

/** The section of the documentation that sidebar.yaml is the sidebar of. */
const section = 'https://docs.ecwid.com/api-reference/rest-api/';

function isOfSection({ read, url }: SourcePage): boolean {
  return read === 'current' && url.startsWith(section);
}

/** What of the sidebar has no entry or an empty one, and which entries of the section it does not have. */
function compare(sidebar: Sidebar, sources: readonly SourcePage[]): { unaccounted: string[]; unknown: string[] } {
  const current = sources.filter(isOfSection);
  const accounted = new Set(
    current.filter((source) => operationsOf(source).length > 0 || source.reason !== undefined).map(placeOf),
  );
  const known = new Set([...sidebar.pages, ...sidebar.groups]);
  return {
    unaccounted: sidebar.pages.filter((page) => !accounted.has(page)),
    unknown: current.map(placeOf).filter((place) => !known.has(place)),
  };
}

describe("the documentation's sidebar and sources.yaml", () => {
  let sidebar: Sidebar;
  let sources: readonly SourcePage[];
  beforeAll(async () => {
    const text = await readFile(fromRoot('openapi/ecwid/sidebar.yaml'), 'utf8');
    sidebar = flatten((parse(text) as { pages: SidebarEntry[] }).pages);
    sources = (await readSources(ecwid)).pages;
  });

  it('name the same pages: each is an operation, or has the reason why it is none', () => {
    expect(compare(sidebar, sources)).toEqual({ unaccounted: [], unknown: [] });
    expect(sidebar.pages).toHaveLength(188);
    expect(new Set(sidebar.pages).size).toBe(188);
  });

  it('are really compared', () => {
    const [first, second, ...rest] = sources.filter(isOfSection) as [SourcePage, SourcePage, ...SourcePage[]];
    const { operationId: _, ...withoutOperation } = second;
    const faulty = [withoutOperation, ...rest, { ...first, page: 'products/new-page', title: 'New page' }];
    expect(compare(sidebar, faulty)).toEqual({
      unaccounted: expect.arrayContaining([placeOf(first), placeOf(second)]) as string[],
      unknown: ['products/New page'],
    });
  });

  it('account for every operation, and name none that is not described', async () => {
    const described = listOperations(await bundle(ecwid)).map(({ operation }) => operation.operationId);
    const { evidence = [] } = await readSources(ecwid);
    const named = new Set([...sources, ...evidence].flatMap(operationsOf));
    expect([...named].toSorted()).toEqual(described.toSorted());
  });
});
