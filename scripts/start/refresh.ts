import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { apis } from '../apis.ts';
import { hashContents } from '../cli/hash.ts';
import { fromRoot, root } from '../cli/root.ts';
import { docsAreFresh, docsFolder } from '../docs/stamp.ts';

/** What `generated/` is made of. */
const generateInputs = [
  'openapi',
  'scripts/apis.ts',
  'scripts/client',
  'scripts/engine',
  'scripts/generate',
  'scripts/description',
  'package-lock.json',
];
const generateOutputs = apis.map(({ generated }) => generated);

/** Remembers for which inputs and outputs `generated/` was last seen to be right. It goes when the docs are rendered. */
const stampFile = path.join(docsFolder, '.generated-stamp');

/**
 * Brings `generated/` and the docs up to date, as far as they are not. `tell` hears what takes a while.
 * Throws a UsageError when a description is broken; it names file, line and rule.
 */
export async function refresh(tell: (step: string) => void): Promise<void> {
  if (!(await generatedIsFresh())) {
    tell('Generating bundles and clients');
    // What builds is loaded only when there is something to build: most starts have nothing to do.
    const [{ generatePackage }, { writeFiles }] = await Promise.all([
      import('../generate/index.ts'),
      import('../generate/files.ts'),
    ]);
    for (const api of apis) await writeFiles(fromRoot(api.generated), (await generatePackage(api)).files);
  }
  if (!(await docsAreFresh())) {
    tell('Rendering the docs');
    const { buildDocs } = await import('../docs/build.ts');
    await buildDocs();
  }
  await writeFile(stampFile, await currentStamp());
}

/**
 * Without a stamp (a fresh clone, another branch) the descriptions are bundled in memory and compared with the bundles
 * in `generated/`: that costs less than generating everything, and proves the descriptions sound.
 */
async function generatedIsFresh(): Promise<boolean> {
  const stamp = await readFile(stampFile, 'utf8').catch(() => undefined);
  if (stamp !== undefined) return stamp === (await currentStamp());
  const { bundle } = await import('../description/bundle.ts');
  const fresh = await Promise.all(
    apis.map(async (api) => {
      const [bundled, text] = await Promise.all([
        bundle(api),
        readFile(fromRoot(api.generated, 'openapi.json'), 'utf8').catch(() => 'null'),
      ]);
      return isDeepStrictEqual(JSON.parse(JSON.stringify(bundled)), JSON.parse(text));
    }),
  );
  return fresh.every(Boolean);
}

function currentStamp(): Promise<string> {
  return hashContents(root, [...generateInputs, ...generateOutputs]);
}
