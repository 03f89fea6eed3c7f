import {
  httpMethods,
  listOperations,
  resolve,
  type ErrorCode,
  type OpenApiDocument,
  type Operation,
  type Reference,
  type Response,
} from '../description/document.ts';
import type { CodeSample } from './samples/samples.ts';

/** What the docs read of an operation, beside its typed parts. */
interface Annotated extends Operation {
  description?: string;
  externalDocs?: { url: string };
  'x-optional-scopes'?: Record<string, string>;
  'x-never-live'?: true;
  'x-never-live-reason'?: string;
  'x-codeSamples'?: readonly CodeSample[];
}

interface DescribedResponse extends Response {
  description?: string;
  links?: Record<string, { operationId?: string } | Reference>;
}

/** What the docs add to a description. */
export interface Additions {
  readonly samplesOf: (operationId: string) => readonly CodeSample[];
  /** Address of an operation, as the page that is made writes it; undefined where it cannot be linked to. */
  readonly hrefOf: (operationId: string) => string | undefined;
  /** operationId to the operations whose answers hold the ids that it takes. */
  readonly idsFrom: ReadonlyMap<string, readonly string[]>;
}

/** Most operations that are named as the source of an id. */
const shownSources = 4;

/**
 * A copy of a description in which each operation says all that a reader must know before calling it: a warning,
 * scopes that open more, where its ids come from, the page that it was read from, codes of its own beside the status
 * they come with, and code samples.
 */
export function annotate(document: OpenApiDocument, additions: Additions): OpenApiDocument {
  const copy = structuredClone(document);
  for (const item of Object.values(copy.paths)) {
    for (const method of httpMethods) {
      const operation = item[method] as Annotated | undefined;
      if (!operation) continue;
      operation.description = [
        operation.description ?? '',
        warning(operation),
        optionalScopes(operation),
        sources(operation, additions),
      ]
        .filter(Boolean)
        .join('\n\n');
      addErrorCodes(copy, operation);
      operation['x-codeSamples'] = additions.samplesOf(operation.operationId ?? '');
    }
  }
  return copy;
}

function warning(operation: Annotated): string {
  if (!operation['x-never-live']) return '';
  return `> **Think before you call this on a live store.** ${operation['x-never-live-reason'] ?? ''}`;
}

function optionalScopes(operation: Annotated): string {
  const scopes = Object.entries(operation['x-optional-scopes'] ?? {});
  if (scopes.length === 0) return '';
  return ['Further scopes open more:', '', ...scopes.map(([scope, opens]) => `- \`${scope}\`: ${opens}`)].join('\n');
}

/** Where ids come from, and which page of the vendor says all this. */
function sources({ operationId = '', externalDocs }: Annotated, { idsFrom, hrefOf }: Additions): string {
  const links = (idsFrom.get(operationId) ?? [])
    .filter((id) => id !== operationId)
    .slice(0, shownSources)
    .map((id) => (hrefOf(id) ? `[${id}](${hrefOf(id)})` : id));
  return [
    ...(links.length > 0 ? [`Ids come from ${links.join(', ')}.`] : []),
    ...(externalDocs ? [`Read from [the vendor's page](${externalDocs.url}).`] : []),
  ].join(' ');
}

/** Reads the links of all successful answers: operationId to the operations that lead to it. */
export function collectIdSources(document: OpenApiDocument): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { operation } of listOperations(document)) {
    for (const [status, shared] of Object.entries(operation.responses)) {
      if (!status.startsWith('2')) continue;
      const { links = {} } = resolve<DescribedResponse>(document, shared);
      for (const link of Object.values(links)) {
        const { operationId } = resolve<{ operationId?: string }>(document, link);
        const known = found.get(operationId ?? '') ?? [];
        const from = operation.operationId ?? '';
        if (operationId && !known.includes(from)) found.set(operationId, [...known, from]);
      }
    }
  }
  return found;
}

/** Statuses are shared between operations, their codes are not: such a response is copied before it is written on. */
function addErrorCodes(document: OpenApiDocument, operation: Annotated): void {
  for (const [status, codes] of groupByStatus(operation['x-error-codes'] ?? [])) {
    const shared = operation.responses[status];
    if (!shared) continue;
    const response: DescribedResponse = { ...resolve<DescribedResponse>(document, shared) };
    const list = codes.map(({ code, description }) => `- \`${code}\`${description ? `: ${description}` : ''}`);
    response.description = [response.description ?? '', 'Codes of this operation:', list.join('\n')].join('\n\n');
    operation.responses[status] = response;
  }
}

function groupByStatus(codes: readonly ErrorCode[]): Map<string, ErrorCode[]> {
  const groups = new Map<string, ErrorCode[]>();
  for (const code of codes) groups.set(String(code.status), [...(groups.get(String(code.status)) ?? []), code]);
  return groups;
}
