import { describe, expect, it } from 'vitest';
import { loadGuides } from '../../scripts/docs/model/guides.ts';
import { describeAll } from './described.ts';

const guides = await loadGuides();
const described = await describeAll();

describe.each(guides.map((guide) => [guide.slug, guide] as const))('%s', (_slug, { markdown, lead }) => {
  it('says at the top what it is for, in one sentence', () => {
    expect(lead).toMatch(/^[A-Z][^.]+\.$/);
    expect(lead.length).toBeLessThan(140);
  });

  it('links to operations that are described', () => {
    for (const [, id = ''] of markdown.matchAll(/\(operation:(\w+)\)/g)) {
      expect(
        described.some(({ hrefs }) => hrefs.has(id)),
        id,
      ).toBe(true);
    }
  });
});
