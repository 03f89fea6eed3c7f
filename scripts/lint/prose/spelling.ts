import { readFile } from 'node:fs/promises';
import type { Problem } from '../../description/problem.ts';
import { problemIn, type Passage } from './passage.ts';

/** Names and terms of this project that are in no dictionary; their file has one a line, in alphabetical order. */
export async function loadWords(): Promise<string[]> {
  return (await readFile(new URL('words.txt', import.meta.url), 'utf8')).split('\n').filter(Boolean);
}

/** Words that neither American English nor the given list knows. */
export async function checkSpelling(passages: readonly Passage[], words: readonly string[]): Promise<Problem[]> {
  // The dictionaries take a second to load: not before there is something to look up.
  const { spellCheckDocument } = await import('cspell-lib');
  // All passages are one document to the checker, which is much faster; each begins at an offset of its own.
  const offsets: number[] = [];
  let length = 0;
  for (const { text } of passages) {
    offsets.push(length);
    length += text.length + 1;
  }
  const { issues, errors = [] } = await spellCheckDocument(
    {
      uri: 'prose.txt',
      text: passages.map(({ text }) => text).join('\n'),
      languageId: 'plaintext',
      locale: 'en-US',
    },
    { generateSuggestions: false, noConfigSearch: true },
    { words: [...words], maxNumberOfProblems: Number.MAX_SAFE_INTEGER, maxDuplicateProblems: Number.MAX_SAFE_INTEGER },
  );
  if (errors.length > 0) throw new Error(`The spelling could not be checked: ${errors.map(String).join(' ')}`);
  return issues.map(({ text, offset }) => {
    const passage = passages[offsets.findLastIndex((start) => start <= offset)]!;
    const message = `"${text}" is not known; mend it, put code in backticks, or add a name to scripts/lint/prose/words.txt.`;
    return problemIn(passage, 'spelling', message);
  });
}
