import { expect, it } from 'vitest';
import { markdownPassages } from '../../../scripts/lint/prose/markdown.ts';

const text = `# Title

First line
of *two* with \`code\` and [words](https://shop.test/adress).

- One
- Two

  More of two

| Head | Other |
| ---- | ----- |
| Cell | https://shop.test |

> Quoted <b>words</b>

<!-- A commment -->

\`\`\`sh
not prose
\`\`\`

Last \\* one`;

it('finds each block with its line, and leaves code, addresses and comments out', () => {
  expect(markdownPassages('a.md', text).map(({ line, text: found }) => [line, found])).toEqual([
    [1, 'Title'],
    [3, 'First line of two with code and words.'],
    [6, 'One'],
    [7, 'Two'],
    [9, 'More of two'],
    [11, 'Head'],
    [11, 'Other'],
    [13, 'Cell'],
    [13, 'code'],
    [15, 'Quoted words'],
    [23, 'Last * one'],
  ]);
});

it('counts from the line that it is told', () => {
  expect(markdownPassages('a.yaml', 'A\n\nB').map(({ line }) => line)).toEqual([1, 3]);
});
