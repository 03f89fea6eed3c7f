import path from 'node:path';
import {
  BaseResolver,
  bundle as bundleWithRedocly,
  createConfig,
  lint,
  YamlParseError,
  type NormalizedProblem,
} from '@redocly/openapi-core';
import type { Api } from '../apis.ts';
import { UsageError } from '../cli/command.ts';
import { root } from '../cli/root.ts';
import {
  httpMethods,
  listOperations,
  resolve,
  type Link,
  type OpenApiDocument,
  type PathItem,
  type Response,
} from './document.ts';
import { formatProblem, sortProblems, type Problem } from './problem.ts';
import { relativePath, toProblem } from './redocly-problem.ts';

/** A description that cannot be built from; its message names file, line and rule of everything that is wrong. */
export class DescriptionError extends UsageError {
  override name = 'DescriptionError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(describeProblems(problems));
    this.problems = problems;
  }
}

/** More problems than this are counted, not listed: one slip in a shared file shows up at every use of it. */
const problemsShown = 5;

export interface BundleOptions {
  /** Leaves out what no page documents: whatever carries `x-source`, and what only that refers to. */
  readonly documentedOnly?: boolean | undefined;
}

/**
 * Makes one self-contained OpenAPI 3.1 document of the files of a description.
 *
 * Only what breaks the specification stops it (structure, references, clashing names); matters of style are for
 * `npm run lint`. The same files always give the same document: components are ordered by name, because the bundler
 * itself orders them by when a file was first referred to, so that one new reference would move half of the output.
 *
 * @param base absolute path of the folder that `api.source` is relative to
 * @throws {DescriptionError} when the description is broken
 */
export async function bundle(
  api: Pick<Api, 'source'>,
  base: string = root,
  { documentedOnly = false }: BundleOptions = {},
): Promise<OpenApiDocument> {
  const entry = path.join(base, api.source);
  // One resolver for both passes, so that each file is read and parsed once.
  const externalRefResolver = new BaseResolver();
  const config = await createConfig({ extends: ['spec'] });
  const found = await failAtSource(base, () => lint({ ref: entry, config, externalRefResolver }));
  throwIfBroken(found, base);

  const bundled = await failAtSource(base, async () =>
    bundleWithRedocly({
      ref: entry,
      config: documentedOnly ? await createConfig(withoutEvidence) : config,
      externalRefResolver,
      componentRenamingConflicts: 'error',
      removeUnusedComponents: documentedOnly,
    }),
  );
  throwIfBroken(bundled.problems, base);
  const document = sortComponents(structuredClone(bundled.bundle.parsed) as OpenApiDocument);
  return documentedOnly ? dropDangling(document) : document;
}

/** Redocly's own way of leaving parts out. */
const withoutEvidence = {
  extends: ['spec'],
  decorators: { 'remove-x-internal': { severity: 'error' as const, internalFlagProperty: 'x-source' } },
};

/** Takes out paths and webhooks whose operations are all gone, and links to operations that are gone. */
function dropDangling(document: OpenApiDocument): OpenApiDocument {
  document.paths = withOperations(document.paths);
  if (document.webhooks) document.webhooks = withOperations(document.webhooks);
  const operations = listOperations(document);
  const ids = new Set(operations.map(({ operation }) => operation.operationId));
  for (const { operation } of operations) {
    for (const holder of Object.values(operation.responses)) {
      const response = resolve<Response>(document, holder);
      const links = Object.entries(response.links ?? {}).filter(([, link]) =>
        ids.has(resolve<Link>(document, link).operationId),
      );
      if (links.length > 0) response.links = Object.fromEntries(links);
      else delete response.links;
    }
  }
  return document;
}

function withOperations(items: Record<string, PathItem>): Record<string, PathItem> {
  return Object.fromEntries(Object.entries(items).filter(([, item]) => httpMethods.some((method) => item[method])));
}

function throwIfBroken(found: readonly NormalizedProblem[], base: string): void {
  const problems = found.filter(({ severity, ignored }) => severity === 'error' && !ignored);
  if (problems.length > 0)
    throw new DescriptionError(sortProblems(problems.map((problem) => toProblem(problem, base))));
}

/** Turns what Redocly throws for an entry document that cannot be read at all into a problem with file and line. */
async function failAtSource<T>(base: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof YamlParseError) {
      const file = relativePath(error.source.absoluteRef, base);
      const line = Number.isNaN(error.line) ? 1 : error.line;
      throw new DescriptionError([{ file, line, rule: 'yaml', message: error.message }]);
    }
    if (error instanceof Error && error.constructor.name === 'ResolveError') throw new UsageError(error.message);
    throw error;
  }
}

function describeProblems(problems: readonly Problem[]): string {
  const shown = problems.slice(0, problemsShown).map(formatProblem);
  const rest = problems.length - shown.length;
  if (rest > 0) shown.push(`and ${rest} more; npm run lint lists them all`);
  return shown.length === 1
    ? `The description is broken: ${shown[0]}`
    : `The description is broken:\n  ${shown.join('\n  ')}`;
}

/** Sections of `components` and what they hold, by name. Paths and everything else keep the order of the source. */
function sortComponents(document: OpenApiDocument): OpenApiDocument {
  if (document.components) {
    const sections = sortKeys(document.components);
    document.components = Object.fromEntries(
      Object.entries(sections).map(([name, section]) => [name, sortKeys(section as Record<string, unknown>)]),
    );
  }
  return document;
}

function sortKeys<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
