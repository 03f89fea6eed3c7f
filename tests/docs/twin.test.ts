import { describe, expect, it } from 'vitest';
import { html } from '../../scripts/docs/html.ts';
import { fitTwin, renderTwin, twinLimit } from '../../scripts/docs/twin.ts';

const page = (markdown: string) => ({ file: 'a/b/c.html', title: 'C', description: '', body: html``, markdown });

describe('a page for programs', () => {
  it('begins with its title and the way to all pages, and links to other twins', () => {
    const markdown =
      '# C\n\n[x](@/a/x.html#y) [here](./d.html) [all](@/a/all.html) [json](@/a/o.json) [out](https://h.test/i.html)';
    expect(renderTwin(page(markdown))).toEqual([
      [
        'a/b/c.md',
        '# C\n\n> Every page is listed in [llms.txt](../../llms.txt); this is one of them, as Markdown.\n\n' +
          '[x](../../a/x.md#y) [here](./d.md) [all](../../a/all.html) [json](../../a/o.json) [out](https://h.test/i.html)\n',
      ],
    ]);
  });

  it('is continued where it would be too long, cut between lines and never inside code', () => {
    const list = Array.from({ length: 300 }, (_, index) => `- entry ${index} ${'ä'.repeat(20)}`);
    const code = ['```json', ...Array.from({ length: 200 }, (_, index) => `"line ${index}"`), '```'].join('\n');
    const parts = renderTwin(page(['# C', '', ...list, code].join('\n')));
    expect(parts.map(([file]) => file)).toEqual(['a/b/c.md', 'a/b/c.2.md', 'a/b/c.3.md']);
    for (const [, text] of parts) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(twinLimit);
    const whole = parts.map(([, text]) => text).join('\n');
    for (const entry of list) expect(whole).toContain(`${entry}\n`);
    expect(whole).toContain(code);
    expect(parts[0]![1]).toContain('Continued in [part 2](../../a/b/c.2.md).');
  });

  it('says as much as the limit allows', () => {
    const sizes = { all: 9_000, 'no-examples': 8_500, 'no-values': 100, short: 10 };
    expect(fitTwin((detail) => 'x'.repeat(sizes[detail]))).toHaveLength(100);
    expect(fitTwin((detail) => detail)).toBe('all');
    expect(fitTwin(() => 'x'.repeat(9_000))).toHaveLength(9_000);
  });
});
