import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Description } from '../layout/read.ts';
import { sortProblems, type Problem } from '../../description/problem.ts';
import { descriptionPassages } from './description.ts';
import { markdownPassages } from './markdown.ts';
import { checkNames } from './names.ts';
import type { Passage } from './passage.ts';
import { checkSentences } from './sentences.ts';
import { checkSpelling, loadWords } from './spelling.ts';

/** Folder of the guides, relative to the project root. */
const guides = 'scripts/docs/guides';

/** Pages of prose that belong to no API. */
export async function documentPassages(base: string): Promise<Passage[]> {
  const inFolder = (await readdir(path.join(base, guides))).filter((name) => name.endsWith('.md')).sort();
  const files = ['README.md', 'CHANGELOG.md', 'openapi/README.md', ...inFolder.map((name) => `${guides}/${name}`)];
  const texts = await Promise.all(files.map((file) => readFile(path.join(base, file), 'utf8')));
  return files.flatMap((file, index) => markdownPassages(file, texts[index]!));
}

/**
 * What is wrong with prose: spelling, sentences that are too long, names that are not written as their owners do.
 *
 * @param base absolute path of the project root
 * @param descriptions the APIs whose descriptions are read
 * @param withDocuments whether README, changelog and guides are read as well
 */
export async function lintProse(
  base: string,
  descriptions: readonly Description[],
  withDocuments: boolean,
): Promise<readonly Problem[]> {
  const passages = [
    ...descriptions.flatMap(descriptionPassages),
    ...(withDocuments ? await documentPassages(base) : []),
  ];
  return sortProblems([
    ...checkNames(passages),
    ...checkSentences(passages),
    ...(await checkSpelling(passages, await loadWords())),
  ]);
}
