import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Api } from '../apis.ts';
import { fromRoot } from '../cli/root.ts';
import { bundle, type BundleOptions } from '../description/bundle.ts';
import { listOperations, type OpenApiDocument } from '../description/document.ts';
import { downConvert } from './down-convert.ts';
import { emitCheck } from './emit-check.ts';
import { banner, emitModule, emitSource, type EmittedFile } from './emit.ts';
import { generateEntry } from './entry.ts';
import { generatePackageJson, generateReadme } from './package.ts';
import { generateRoutes } from './routes.ts';
import { generateSchemaTypes } from './schema.ts';
import { upConvert } from './up-convert.ts';
import { readTraits, type Traits } from './traits.ts';

/** Everything that is made of one description. Paths are relative to the folder that it is written to. */
export interface Generated {
  readonly files: readonly EmittedFile[];
  /** The bundled description that they were made of. */
  readonly document: OpenApiDocument;
  readonly operations: number;
}

/** What of an API goes into generated files. */
export type Subject = Pick<Api, 'name' | 'title' | 'clientName' | 'source'>;

/**
 * The package of one API: both forms of the description, the types, and the client as JavaScript with declarations.
 *
 * @param base absolute path of the folder that `api.source` is relative to
 * @throws {DescriptionError} when the description is broken
 */
export async function generatePackage(api: Subject, base?: string): Promise<Generated> {
  const document = await bundle(api, base);
  const traits = readTraits(document);
  const { version, license, devDependencies } = JSON.parse(await readFile(fromRoot('package.json'), 'utf8')) as {
    version: string;
    license: string;
    devDependencies: Record<string, string>;
  };
  const facts = {
    api: api.name,
    title: api.title,
    clientName: api.clientName,
    version,
    license,
    ranges: (name: string) => `^${devDependencies[name]}`,
  };
  const modules = await Promise.all((await readModules(api, traits)).map(({ path, text }) => emitModule(path, text)));
  const files = [
    emitDocument('openapi.json', document),
    emitDocument('openapi-3.0.json', downConvert(document)),
    emitDocument('openapi-3.2.json', upConvert(document)),
    { path: 'package.json', text: generatePackageJson(facts) },
    { path: 'README.md', text: generateReadme(facts, traits) },
    { path: 'schema.d.ts', text: banner + (await generateSchemaTypes(document)) },
    ...modules.flat(),
    ...(await emitCheck()),
  ];
  return { files, document, operations: countOperations(document) };
}

/**
 * The client of one API as TypeScript, to live in another project: it needs openapi-fetch there and nothing else.
 * Types are `.ts` and not `.d.ts`, so that a compiler which writes declarations takes them along.
 */
export async function generateSources(
  api: Subject,
  { base, ...options }: BundleOptions & { readonly base?: string } = {},
): Promise<Generated> {
  const document = await bundle(api, base, options);
  const modules = await readModules(api, readTraits(document));
  const files = [
    // What is documented alone is in no file of this project, so that who asks for it gets the bundle as well.
    ...(options.documentedOnly ? [emitDocument('openapi.json', document)] : []),
    { path: 'schema.ts', text: banner + (await generateSchemaTypes(document)) },
    ...(await Promise.all(modules.map(({ path, text }) => emitSource(path, text)))),
  ];
  return { files, document, operations: countOperations(document) };
}

/** The modules of a client as they are before they are emitted: the runtime, and what is made for this API. */
async function readModules(api: Subject, traits: Traits): Promise<EmittedFile[]> {
  const folder = fromRoot('scripts/client');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ts') && isNeeded(name, traits)).sort();
  const runtime = names.map(async (name) => ({
    path: `client/${name}`,
    text: await readFile(path.join(folder, name), 'utf8'),
  }));
  return [
    { path: 'index.ts', text: generateEntry(api.clientName, traits) },
    { path: 'routes.ts', text: generateRoutes(traits) },
    ...(await Promise.all(runtime)),
  ];
}

/** Whether an API has what a runtime module is for. */
function isNeeded(module: string, { lists, uploads, batch }: Traits): boolean {
  const styles = Object.values(lists).map(({ by }) => `paginate-${by}.ts`);
  if (module.startsWith('paginate-')) return styles.includes(module);
  if (module === 'paging.ts') return styles.length > 0;
  if (module === 'upload.ts') return Object.keys(uploads).length > 0;
  // It is made into a module of its own, together with the engine.
  if (module === 'check-responses.ts') return false;
  return module !== 'batch.ts' || batch;
}

function emitDocument(path: string, document: OpenApiDocument): EmittedFile {
  return { path, text: `${JSON.stringify(document, null, 2)}\n` };
}

function countOperations(document: OpenApiDocument): number {
  return listOperations(document).length;
}
