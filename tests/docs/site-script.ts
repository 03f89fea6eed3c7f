import { readFile } from 'node:fs/promises';
import { fromRoot } from '../../scripts/cli/root.ts';

type ToMock = (source: string, liveUrls: readonly string[], mockUrl: string) => string;

/** The function of the pages' script that turns a sample for the API into one for the mock, as it runs in a browser. */
export async function loadToMock(): Promise<ToMock> {
  const script = await readFile(fromRoot('scripts/docs/assets/site.js'), 'utf8');
  const [source] = /^function toMock[^]*?^\}/m.exec(script) ?? [];
  if (!source) throw new Error('site.js has no function toMock.');
  return (0, eval)(`(${source})`) as ToMock;
}
