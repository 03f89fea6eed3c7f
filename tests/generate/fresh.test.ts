import { describe, expect, it } from 'vitest';
import { apis } from '../../scripts/apis.ts';
import { fromRoot } from '../../scripts/cli/root.ts';
import { compareFiles } from '../../scripts/client/files.ts';
import { generatePackage, generateSources } from '../../scripts/client/generate.ts';

describe.each(apis)('generated/$name', (api) => {
  it('is what the description and the generator give now', { timeout: 60_000 }, async () => {
    const { files } = await generatePackage(api);
    const { changed, obsolete } = await compareFiles(fromRoot(api.generated), files);
    expect([...changed, ...obsolete], 'These files are stale. Mend it with: npm run generate').toEqual([]);
  });
});

it('what is generated comes out the same twice', { timeout: 60_000 }, async () => {
  const api = { name: 'ecwid', title: 'Shop', clientName: 'Shop', source: 'tests/fixtures/shop/openapi.yaml' } as const;
  expect(await generatePackage(api)).toEqual(await generatePackage(api));
  expect(await generateSources(api)).toEqual(await generateSources(api));
});
