import type { Problem } from '../../description/problem.ts';
import { problemIn, type Passage } from './passage.ts';

/** Longest sentence in words; what is longer is hard to follow. */
export const longestSentence = 32;

/** Sentences that are too long to be followed. A colon or a semicolon ends one as well. */
export function checkSentences(passages: readonly Passage[]): Problem[] {
  return passages.flatMap((passage) =>
    passage.text
      .split(/(?<=[.!?:;])\s/)
      .map((sentence) => ({ sentence, words: sentence.split(/\s+/).length }))
      .filter(({ words }) => words > longestSentence)
      .map(({ sentence, words }) => {
        const message = `"${sentence.slice(0, 40)}..." has ${words} words; make sentences of at most ${longestSentence} of it.`;
        return problemIn(passage, 'sentence-length', message);
      }),
  );
}
