import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** A page of prose. Its file begins with a title and one sentence that says what it is for. */
export interface Guide {
  readonly slug: string;
  readonly title: string;
  /** The sentence below the title, as plain text. */
  readonly lead: string;
  /** Everything, title included. */
  readonly markdown: string;
}

const folder = fileURLToPath(new URL('guides', import.meta.url));

/** The guides in the order in which they are best read: their files are numbered (`01-first-call.md`). */
export async function loadGuides(): Promise<Guide[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.md')).sort();
  return Promise.all(
    files.map(async (file) => {
      const markdown = await readFile(path.join(folder, file), 'utf8');
      const [, title, lead] = /^# (.+)\n\n(.+)\n/.exec(markdown) ?? [];
      if (!title || !lead) throw new Error(`${file} does not begin with a title and one sentence below it.`);
      return { slug: file.replace(/^\d+-|\.md$/g, ''), title, lead, markdown };
    }),
  );
}
