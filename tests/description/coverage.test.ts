import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { describePages, measureCoverage } from '../../scripts/description/coverage.ts';
import { insertCoverage, refreshCoverage } from '../../scripts/generate/coverage-table.ts';
import type { OpenApiDocument } from '../../scripts/description/document.ts';
import type { SourcePage } from '../../scripts/description/source-pages.ts';

const ref = (name: string, kind = 'schemas') => ({ $ref: `#/components/${kind}/${name}` });
const content = (schema: unknown, examples = {}) => ({ content: { 'application/json': { schema, examples } } });

const document = {
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1' },
  'x-tagGroups': [
    { name: 'Orders', tags: ['Orders'] },
    { name: 'Products', tags: ['Products'] },
    { name: 'Calls to apps', tags: ['Calls'] },
  ],
  paths: {
    '/orders': {
      get: {
        operationId: 'searchOrders',
        tags: ['Orders'],
        responses: {
          200: content(ref('Order'), { two: ref('two', 'examples') }),
          404: ref('NotFound', 'responses'),
        },
      },
      post: {
        operationId: 'createOrder',
        'x-source': 'client',
        tags: ['Orders'],
        requestBody: content(ref('Order'), { own: { value: {} } }),
        responses: { 200: content(ref('Order'), { two: ref('two', 'examples') }) },
      },
    },
    '/products': {
      get: {
        operationId: 'getProduct',
        tags: ['Products'],
        responses: {
          200: content({ type: 'object', properties: { properties: { type: 'string' }, order: ref('Order') } }),
          404: ref('NotFound', 'responses'),
        },
      },
    },
  },
  webhooks: {
    'order.created': {
      post: {
        operationId: 'onOrderCreated',
        tags: ['Orders'],
        requestBody: content(ref('Event'), { own: { value: {} } }),
        responses: { 200: { description: 'Delivered.' } },
      },
    },
    shippingUrl: {
      post: { operationId: 'onShippingRatesRequested', 'x-source': 'client', tags: ['Calls'], responses: {} },
    },
  },
  components: {
    schemas: {
      Event: { properties: { eventId: { type: 'string' } } },
      // 5 fields: id, lines, name, parent and, in a map, note. What looks like a schema in data is none.
      Order: {
        allOf: [{ properties: { id: { default: { properties: { a: {}, b: {} } } } } }],
        properties: {
          lines: { type: 'array', items: { properties: { name: { type: 'string' } } } },
          parent: { ...ref('Order'), 'x-source': 'observed' },
        },
        additionalProperties: { properties: { note: { type: 'string' } } },
        examples: [{ properties: { c: {} } }],
      },
      Fault: { properties: { message: { type: 'string' } } },
      Unused: { properties: { x: {} } },
    },
    responses: { NotFound: content(ref('Fault'), { missing: { value: {} } }) },
    examples: { two: { value: {} } },
  },
} as unknown as OpenApiDocument;

const page = (name: string, operationId?: string): SourcePage => ({
  page: name,
  title: name,
  url: `https://docs.example.org/${name}`,
  read: 'current',
  ...(operationId === undefined ? { reason: 'A guide.' } : { operationId }),
});
const pages = [
  page('a', 'searchOrders'),
  page('b', 'createOrder'),
  page('c', 'getProduct'),
  page('d'),
  { ...page('e'), webhook: ['order.created', 'order.deleted'] },
  { ...page('f'), webhook: 'order.deleted' },
];

describe('measureCoverage', () => {
  it('counts operations, webhooks, fields and examples by area, what is shared once, and what no page documents', () => {
    const { areas, total } = measureCoverage(document, pages);
    expect(areas).toEqual([
      { title: 'Orders', operations: 2, webhooks: 1, fields: 7, examples: 4, undocumented: 2 },
      { title: 'Products', operations: 1, webhooks: 0, fields: 8, examples: 1, undocumented: 1 },
      {
        title: 'Calls to apps',
        operations: 0,
        webhooks: 1,
        fields: 0,
        examples: 0,
        undocumented: 1,
      },
    ]);
    expect(total).toEqual({ operations: 3, webhooks: 2, fields: 9, examples: 4, undocumented: 3 });
  });

  it('counts the pages that an operation or a webhook describes', () => {
    expect(measureCoverage(document, pages).pages).toEqual({ known: 6, described: 4 });
    expect(describePages({ pages: { known: 4, described: 3 } })).toBe(
      '3 of 4 known pages of documentation are described; 1 is about no operation and no webhook.',
    );
  });
});

describe('the table in the README', () => {
  const covered = [{ api: { title: 'Shop' }, coverage: measureCoverage(document, pages) }];
  const empty = '# Shop\n\n<!-- coverage -->\n<!-- /coverage -->\n\nMore.\n';

  it('stands between its markers, and comes out the same twice', async () => {
    const once = await insertCoverage(empty, covered);
    expect(once).toContain('| Orders        |          2 |        1 |      7 |        4 |            2 |\n');
    expect(once).toMatch(/^# Shop\n\n<!-- coverage -->\n\n\| Area[^]*\n\n<!-- \/coverage -->\n\nMore\.\n$/);
    expect(await insertCoverage(once, covered)).toBe(once);
  });

  it.each(['No markers.', '<!-- coverage -->', '<!-- /coverage --><!-- coverage -->', empty + empty])(
    'has no place in %j, which is said',
    async (readme) => {
      await expect(insertCoverage(readme, covered)).rejects.toThrow('README.md needs the lines <!-- coverage -->');
    },
  );

  it('is only compared with --check', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'coverage-'));
    try {
      const file = path.join(folder, 'README.md');
      await writeFile(file, empty);
      expect(await refreshCoverage(file, covered, { check: true })).toBe(true);
      expect(await readFile(file, 'utf8')).toBe(empty);
      expect(await refreshCoverage(file, covered, { check: false })).toBe(true);
      expect(await refreshCoverage(file, covered, { check: true })).toBe(false);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
