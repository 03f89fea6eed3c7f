import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { fromRoot } from '../../scripts/cli/root.ts';

const folder = fromRoot('scripts/engine');
const files = readdirSync(folder, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.ts'));

/** The engine also runs in browsers and in other runtimes than Node. */
test.each(files)('%s needs nothing but web standards, two libraries that keep to them, and its own room', (file) => {
  const source = readFileSync(path.join(folder, file), 'utf8');
  const imported = [...source.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((match) => match[1] as string);
  expect(imported.filter((name) => !/^\.{1,2}\/|^(?:re2js|big\.js)$/.test(name))).toEqual([]);
  expect(source).not.toMatch(/\b(?:process|Buffer|require|__dirname)\b[.(]/);
  // Nothing outside of the folder, so that the copy is complete.
  const targets = imported.filter((name) => name.startsWith('.')).map((name) => path.join(path.dirname(file), name));
  expect(targets.filter((target) => target.startsWith('..'))).toEqual([]);
});
