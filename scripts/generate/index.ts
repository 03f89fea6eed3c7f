import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Api } from '../apis.ts';
import { UsageError } from '../cli/command.ts';
import { fromRoot } from '../cli/root.ts';
import { bundle, type BundleOptions } from '../description/bundle.ts';
import { listOperations, type OpenApiDocument } from '../description/document.ts';
import { downConvert } from './down-convert.ts';
import { banner } from './banner.ts';
import { emitModule, emitSource, type EmittedFile, type Extension } from './emit.ts';
import { generateEntry } from './entry.ts';
import { generateOperation, importsOfOperations } from './operations.ts';
import { generatePackageJson, generateReadme } from './package.ts';
import { generateRoutes } from './routes.ts';
import { generateSchemaTypes } from './schema.ts';
import { generateStandardSchemas } from './standard-schemas.ts';
import { upConvert } from './up-convert.ts';
import { readTraits, type Traits } from './traits.ts';
import { generateTypes, type OperationTypes } from './types/index.ts';

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
  const project = await readProject();
  const facts = { api: api.name, title: api.title, clientName: api.clientName, ...project };
  const modules = (await readModules(api, document, traits, project)).map(({ path, text }) => emitModule(path, text));
  const files = [
    emitDocument('openapi.json', document),
    emitDocument('openapi-3.0.json', downConvert(document)),
    emitDocument('openapi-3.2.json', upConvert(document)),
    { path: 'package.json', text: generatePackageJson(facts) },
    { path: 'README.md', text: generateReadme(facts, traits) },
    { path: 'LICENSE', text: await readFile(fromRoot('LICENSE'), 'utf8') },
    { path: 'schema.d.ts', text: banner + (await generateSchemaTypes(document)) },
    ...(await Promise.all(modules)).flat(),
  ];
  return { files, document, operations: listOperations(document).length };
}

/**
 * The client of one API as TypeScript, to live in another project: it needs nothing else there.
 *
 * @param extensions how imports between its files end
 */
export async function generateSources(
  api: Subject,
  {
    base,
    extensions = 'js',
    ...options
  }: BundleOptions & { readonly base?: string; readonly extensions?: Extension } = {},
): Promise<Generated> {
  const document = await bundle(api, base, options);
  const modules = await readModules(api, document, readTraits(document), await readProject());
  const files = [
    // What is documented alone is in no file of this project, so that who asks for it gets the bundle as well.
    ...(options.documentedOnly ? [emitDocument('openapi.json', document)] : []),
    ...(await Promise.all(modules.map(({ path, text }) => emitSource(path, text, extensions)))),
  ];
  return { files, document, operations: listOperations(document).length };
}

interface Project {
  readonly version: string;
  readonly license: string;
  /** Where its docs are served. */
  readonly homepage: string;
}

/** What package.json says of this project. */
async function readProject(): Promise<Project> {
  const { version, license, homepage } = JSON.parse(await readFile(fromRoot('package.json'), 'utf8')) as Project;
  return { version, license, homepage };
}

/** The modules of a client as they are before they are emitted: the runtime, and what is made for this API. */
async function readModules(
  { name: api, clientName }: Subject,
  document: OpenApiDocument,
  traits: Traits,
  { homepage }: Project,
): Promise<EmittedFile[]> {
  const { text: types, names, operations } = generateTypes(document);
  const uses = {
    headers: operations.some(({ headers }) => headers.length > 0),
    forms: operations.some(({ form }) => form),
  };
  const folder = fromRoot('scripts/client');
  const modules = (await readdir(folder)).filter((name) => name.endsWith('.ts') && isNeeded(name, traits, uses)).sort();
  const runtime = modules.map(async (name) => ({
    path: `client/${name}`,
    text: await readFile(path.join(folder, name), 'utf8'),
  }));
  const facts = { api, clientName, document, homepage };
  const functions = operations.map((types) => generateOperation(facts, types));
  const entry = generateEntry(clientName, traits, operations);
  refuseClashes(entry, [...names, ...operations.map(({ operationId }) => operationId)]);
  return [
    { path: 'index.ts', text: importTypes(entry, new Set(namesInEntry(traits, operations))) },
    {
      path: 'operations.ts',
      text: importTypes([importsOfOperations(clientName, uses), ...functions].join('\n'), names),
    },
    { path: 'routes.ts', text: importTypes(generateRoutes(traits, operations), names) },
    { path: 'schemas.ts', text: generateStandardSchemas(document) },
    { path: 'types.ts', text: types },
    ...(await Promise.all(runtime)),
  ];
}

/** Types that the entry mentions; its own type parameters may have the name of a schema. */
function namesInEntry({ events }: Traits, operations: readonly OperationTypes[]): string[] {
  const tokens = operations.filter(({ path }) => path === '/api/oauth/token').map(({ data }) => data);
  return [...operations.flatMap(({ inQuery }) => inQuery ?? []), ...events, ...tokens];
}

/** A module with an import of those named types that its text mentions. */
function importTypes(text: string, names: ReadonlySet<string>): string {
  // Comments and texts mention names as well.
  const code = text.replace(/\/\*[^]*?\*\/|'[^'\n]*'|"[^"\n]*"/g, '');
  const used = [...new Set(code.match(/\b[A-Z]\w*/g))].filter((name) => names.has(name)).sort();
  return used.length > 0 ? `import type { ${used.join(', ')} } from './types.js';\n${text}` : text;
}

/** What the entry exports by itself would hide an operation or a schema of that name. */
function refuseClashes(entry: string, names: readonly string[]): void {
  const own = new Set(
    [...entry.matchAll(/^export (?:type |interface |function |const )?(?:{ (.+) } from|(\w+))/gm)].flatMap(
      ([, list, name = '']) => list?.split(', ').map((one) => one.replace('type ', '')) ?? [name],
    ),
  );
  const clash = names.find((name, index) => own.has(name) || names.indexOf(name) !== index);
  if (clash) throw new UsageError(`"${clash}" of the description has the name of something else in the client.`);
}

/** Whether an API has what a runtime module is for. */
function isNeeded(
  module: string,
  { lists, uploads, batch, events, codes }: Traits,
  { headers, forms }: { readonly headers: boolean; readonly forms: boolean },
): boolean {
  const styles = Object.values(lists).map(({ by }) => `paginate-${by}.ts`);
  if (module.startsWith('paginate-')) return styles.includes(module);
  if (module === 'paging.ts') return styles.length > 0;
  if (module === 'call-headers.ts') return headers;
  if (module === 'call-form.ts') return forms;
  if (module === 'upload.ts') return Object.keys(uploads).length > 0;
  if (module === 'webhook.ts') return events.length > 0;
  if (module === 'oauth.ts') return codes;
  return module !== 'batch.ts' || batch;
}

function emitDocument(path: string, document: OpenApiDocument): EmittedFile {
  return { path, text: `${JSON.stringify(document, null, 2)}\n` };
}
