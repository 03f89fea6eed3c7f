import { describe, expect, it } from 'vitest';
import { loadGuides } from '../../scripts/docs/guides.ts';
import { plainText } from '../../scripts/docs/markdown.ts';
import { describeAll } from './described.ts';

const guides = await loadGuides();
const described = await describeAll();

/** Longest sentence in words; what is longer is hard to follow. */
const longestSentence = 32;

/** How names are written. The pattern finds every way of writing one. */
const names: readonly (readonly [pattern: RegExp, spelling: string])[] = [
  [/\becwid\b/gi, 'Ecwid'],
  [/\bbig ?commerce\b/gi, 'BigCommerce'],
  [/\btype ?script\b/gi, 'TypeScript'],
  [/\bopen ?api\b/gi, 'OpenAPI'],
  [/\bjson\b/gi, 'JSON'],
  [/\bweb-?hooks?\b/g, 'webhooks'],
  [/\bunix\b/gi, 'UNIX'],
  [/\bcurl\b/gi, 'curl'],
];

describe.each(guides.map((guide) => [guide.slug, guide] as const))('%s', (_slug, { markdown, lead }) => {
  const prose = proseOf(markdown);

  it('has sentences of a length that can be followed', () => {
    const long = prose
      .flatMap((paragraph) => paragraph.split(/(?<=[.!?:;])\s/))
      .filter((sentence) => sentence.split(/\s+/).length > longestSentence);
    expect(long).toEqual([]);
  });

  it('writes names as their owners do', () => {
    for (const [pattern, spelling] of names) {
      const written = prose.join('\n').match(pattern) ?? [];
      expect(written.filter((word) => word !== spelling)).toEqual([]);
    }
  });

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

/** Paragraphs, list items and table cells as plain text; code left out. */
function proseOf(markdown: string): string[] {
  return markdown
    .replace(/```[^]*?```/g, '')
    .replace(/`[^`]*`/g, 'code')
    .replace(/<!--[^]*?-->/g, '')
    .split(/\n\s*\n|\n(?=[-|\d#])|\n(?=[A-Z*[])/)
    .flatMap((block) => (block.startsWith('|') ? block.split('|') : [block]))
    .map(plainText)
    .filter(Boolean);
}
