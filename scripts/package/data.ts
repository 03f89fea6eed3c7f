import { copyFile, cp, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { apis, type Api } from '../apis.ts';
import { fromRoot } from '../cli/root.ts';
import { buildDocs } from '../docs/build.ts';
import { docsAreFresh, docsFolder } from '../docs/stamp.ts';
import { generateSources } from '../generate/index.ts';
import { madeSourcesFile } from '../generate/made-sources.ts';

/** Writes what the commands read, in the places where a clone has it: descriptions, sources of clients, docs, workflows. */
export async function writeData(folder: string): Promise<void> {
  for (const api of apis) {
    await copyDescriptions(api, folder);
    await writeSources(api, folder);
    await writeWorkflows(api, folder);
  }
  const docs = path.join(folder, 'generated/docs');
  if (await docsAreFresh()) await cp(docsFolder, docs, { recursive: true });
  else await buildDocs(docs);
}

async function copyDescriptions({ generated }: Api, folder: string): Promise<void> {
  for (const name of ['openapi.json', 'openapi-3.0.json', 'openapi-3.2.json'])
    await cp(fromRoot(generated, name), path.join(folder, generated, name));
}

/** Compilers make them, which nobody should have to install for a copy of what they would make. */
async function writeSources(api: Api, folder: string): Promise<void> {
  for (const documentedOnly of [false, true]) {
    const { files, operations } = await generateSources(api, { documentedOnly });
    await writeFile(path.join(folder, madeSourcesFile(api, { documentedOnly })), JSON.stringify({ operations, files }));
  }
}

/** Workflows name the description that they are written for, which is one file here; beside them are files that they send. */
async function writeWorkflows({ name, generated }: Api, folder: string): Promise<void> {
  const workflows = path.join('openapi', name, 'workflows');
  const names = await readdir(fromRoot(workflows)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  await mkdir(path.join(folder, workflows), { recursive: true });
  for (const file of names) {
    if (!file.endsWith('.arazzo.yaml')) {
      await copyFile(fromRoot(workflows, file), path.join(folder, workflows, file));
      continue;
    }
    const text = await readFile(fromRoot(workflows, file), 'utf8');
    const bundle = path.posix.join('../../..', generated, 'openapi.json');
    await writeFile(
      path.join(folder, workflows, file),
      text.replace(/^(\s*url: )\.\.\/openapi\.yaml$/m, `$1${bundle}`),
    );
  }
}
