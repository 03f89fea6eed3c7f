import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Api } from '../apis.ts';
import type { OpenApiDocument } from '../description/document.ts';
import { entriesSince } from './changelog.ts';
import { compareDescriptions } from './compare.ts';
import { lastRelease, readAt } from './release.ts';
import { nameChanges, type ApiChanges } from './report.ts';

/** What changed since a release, API by API. */
interface Changes {
  /** Name of the tag, or of the commit that was asked for; undefined while nothing is released. */
  readonly since: string | undefined;
  readonly apis: readonly ApiChanges[];
  /** Titles of APIs that the release did not have. */
  readonly added: readonly string[];
}

/**
 * Compares the bundles in `generated/` with those of the last release, or of another commit.
 *
 * @param root absolute path of a clone of the project
 * @throws {UsageError} when the folder is no git repository, or has no such commit
 */
export async function collectChanges(
  root: string,
  apis: readonly Pick<Api, 'title' | 'generated'>[],
  base?: string,
): Promise<Changes> {
  const since = base ?? (await lastRelease(root));
  if (since === undefined) return { since, apis: [], added: [] };
  const entries = entriesSince(await readFile(path.join(root, 'CHANGELOG.md'), 'utf8'), since);
  const found: ApiChanges[] = [];
  const added: string[] = [];
  for (const { title, generated } of apis) {
    const file = `${generated}/openapi.json`;
    const before = await readAt(root, since, file);
    if (before === undefined) {
      added.push(title);
      continue;
    }
    const now = await readFile(path.join(root, file), 'utf8');
    const documents = [before, now].map((text) => JSON.parse(text) as OpenApiDocument);
    found.push(nameChanges(title, await compareDescriptions(before, now), documents, entries));
  }
  return { since, apis: found, added };
}
