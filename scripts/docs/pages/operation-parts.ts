/** What the page of an operation and its twin in Markdown say alike. */

import type { DescribedApi } from '../model/described-api.ts';
import { schemaNameOf, type Field } from '../model/fields.ts';
import { sourcesOf } from '../model/links.ts';
import type { Answer, Content, OperationView } from '../model/operation.ts';

/** The places that parameters may have, in the order in which they are written. */
export const places = [
  ['path', 'Path parameters'],
  ['query', 'Query parameters'],
  ['header', 'Headers'],
  ['cookie', 'Cookies'],
] as const;

/** What must be sent comes first. */
export function inOrder<T extends Field>(fields: readonly T[]): T[] {
  return [...fields].sort((a, b) => Number(b.isRequired) - Number(a.isRequired));
}

/** Most operations that are named as the source of an id. */
const shownSources = 4;

/** The operations whose answers hold what a parameter takes. */
export function idsFor({ links }: DescribedApi, { id }: OperationView, { name }: Field): readonly string[] {
  return sourcesOf(links, id, name).slice(0, shownSources);
}

/** ` · at most 20 MB` */
export function sizeLimit(maxBytes: number | undefined): string {
  return maxBytes === undefined ? '' : ` · at most ${Math.round(maxBytes / 1024 ** 2)} MB`;
}

/** Whether a content is described on the page of a schema. */
export function isNamed({ schemaHrefs }: DescribedApi, { type }: Content): boolean {
  return schemaHrefs.has(schemaNameOf(type) ?? '');
}

/** Whether an answer tells of a failure. */
export function isError({ status }: Answer): boolean {
  return /^[45]/.test(status);
}

/** What stands before the warning of an operation that does harm. */
export const warningTitle = 'Think before you call this on a live store.';
