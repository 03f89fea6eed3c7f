import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { apis } from '../../scripts/apis.ts';
import { fromRoot } from '../../scripts/cli/root.ts';
import { compareFiles } from '../../scripts/generate/files.ts';
import { generatePackage, generateSources } from '../../scripts/generate/index.ts';
import { bundle } from '../../scripts/description/bundle.ts';
import { insertCoverage } from '../../scripts/generate/coverage-table.ts';
import { measureCoverage } from '../../scripts/description/coverage.ts';
import { readSources } from '../../scripts/description/source-pages.ts';

describe.each(apis)('generated/$name', (api) => {
  it('is what the description and the generator give now', { timeout: 60_000 }, async () => {
    const { files } = await generatePackage(api);
    const { changed, obsolete } = await compareFiles(fromRoot(api.generated), files);
    expect([...changed, ...obsolete], 'These files are stale. Mend it with: npm run generate').toEqual([]);
  });
});

it('README.md: the table of what is covered is what the descriptions and their sources.yaml give now', async () => {
  const covered = await Promise.all(
    apis.map(async (api) => ({ api, coverage: measureCoverage(await bundle(api), (await readSources(api)).pages) })),
  );
  const readme = await readFile(fromRoot('README.md'), 'utf8');
  expect(readme, 'It is stale. Mend it with: npm run generate').toBe(await insertCoverage(readme, covered));
});

it('what is generated comes out the same twice', { timeout: 60_000 }, async () => {
  const api = { name: 'ecwid', title: 'Shop', clientName: 'Shop', source: 'tests/fixtures/shop/openapi.yaml' } as const;
  expect(await generatePackage(api)).toEqual(await generatePackage(api));
  expect(await generateSources(api)).toEqual(await generateSources(api));
});
