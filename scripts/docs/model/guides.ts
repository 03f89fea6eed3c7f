import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findApi } from '../../apis.ts';
import { fromRoot } from '../../cli/root.ts';
import { readBundle } from '../../description/read-bundle.ts';
import { createStore } from '../../store/store.ts';
import { supportTable } from '../../store/support.ts';

/** A page of prose. Its file begins with a title and one sentence that says what it is for. */
export interface Guide {
  readonly slug: string;
  readonly title: string;
  /** The sentence below the title, as plain text. */
  readonly lead: string;
  /** Everything, title included. */
  readonly markdown: string;
}

const folder = fileURLToPath(new URL('../guides', import.meta.url));

/**
 * The guides in the order in which they are best read: their files are numbered (`01-first-call.md`).
 * In their text `<!-- example:sync-orders -->` has become the program of that name in `scripts/docs/examples/`, as it is, and
 * `<!-- support -->` the table of what the store does.
 */
export async function loadGuides(): Promise<Guide[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.md')).sort();
  return Promise.all(
    files.map(async (file) => {
      const markdown = await insertSupport(await insertExamples(await readFile(path.join(folder, file), 'utf8')));
      const [, title, lead] = /^# (.+)\n\n(.+)\n/.exec(markdown) ?? [];
      if (!title || !lead) throw new Error(`${file} does not begin with a title and one sentence below it.`);
      return { slug: file.replace(/^\d+-|\.md$/g, ''), title, lead, markdown };
    }),
  );
}

/** Shows programs by what their files hold now. Rejects when there is no such file. */
async function insertExamples(markdown: string): Promise<string> {
  const names = [...markdown.matchAll(/<!-- example:([\w-]+) -->/g)].map(([, name = '']) => name);
  const sources = await Promise.all(
    names.map((name) => readFile(fromRoot('scripts/docs/examples', `${name}.ts`), 'utf8')),
  );
  return markdown.replace(/<!-- example:[\w-]+ -->/g, () => `\`\`\`ts\n${sources.shift()}\`\`\``);
}

/** Made from the rules of the store, so that the table is true of the store of the same day. */
async function insertSupport(markdown: string): Promise<string> {
  const mark = '<!-- support -->';
  if (!markdown.includes(mark)) return markdown;
  const description = await readBundle(findApi('ecwid'));
  return markdown.replace(mark, () => supportTable(createStore({ description }), description));
}
