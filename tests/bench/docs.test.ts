import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { excerpt } from '../../scripts/bench/docs/excerpt.ts';
import { measureOpenings } from '../../scripts/bench/docs/openings.ts';
import { findChromium } from '../../scripts/cli/chromium.ts';
import type { OpenApiDocument } from '../../scripts/description/document.ts';

it('compares with one operation and what it refers to, circles included', () => {
  const schema = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const document = {
    openapi: '3.1.0',
    info: {},
    'x-tagGroups': [],
    tags: [{ name: 'A' }, { name: 'B' }],
    paths: {
      '/a': {
        get: { operationId: 'getA', tags: ['A'], responses: { 200: { content: { 'a/b': { schema: schema('A') } } } } },
        put: { operationId: 'updateA', tags: ['B'], responses: {} },
      },
    },
    components: {
      schemas: { A: { items: schema('B') }, B: { items: schema('A') }, C: {} },
      securitySchemes: { t: {} },
    },
  } as unknown as OpenApiDocument;
  const part = excerpt(document, 'getA');
  expect([part.tags, Object.keys(part.paths['/a']!), part.components]).toEqual([
    [{ name: 'A' }],
    ['get'],
    { schemas: { A: { items: schema('B') }, B: { items: schema('A') } }, securitySchemes: { t: {} } },
  ]);
  expect(() => excerpt(document, 'getB')).toThrow('There is no operation "getB"');
});

const chromium = findChromium(process.env['CHROMIUM']);

describe.skipIf(!chromium)('the time until a page can be used', () => {
  let folder: string;
  const page = (after: number) => `<!doctype html><h1>Here</h1>
<script>setTimeout(() => document.body.append(Object.assign(document.createElement('i'), { id: 'it' })), ${after})</script>`;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'openings-'));
    await writeFile(path.join(folder, 'soon.html'), page(0));
    await writeFile(path.join(folder, 'late.html'), page(1_500));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is another than that until it is drawn', async () => {
    const opening = (name: string) => ({ name, file: `${name}.html`, usable: '#it' });
    const times = await measureOpenings(chromium!, folder, [opening('soon'), opening('late')], 1);
    expect(times.get('late')!.usable).toBeGreaterThan(1_500);
    expect(times.get('late')!.paint).toBeLessThan(times.get('late')!.usable);
    expect(times.get('soon')!.usable).toBeLessThan(times.get('late')!.usable);
  }, 60_000);
});
