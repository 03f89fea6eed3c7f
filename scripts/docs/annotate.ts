import {
  httpMethods,
  resolve,
  type ErrorCode,
  type OpenApiDocument,
  type Operation,
  type Response,
} from '../description/document.ts';
import type { CodeSample } from './samples/samples.ts';

/** What the docs read of an operation, beside its typed parts. */
interface Annotated extends Operation {
  description?: string;
  'x-optional-scopes'?: Record<string, string>;
  'x-never-live'?: true;
  'x-never-live-reason'?: string;
  'x-codeSamples'?: readonly CodeSample[];
}

interface DescribedResponse extends Response {
  description?: string;
}

/**
 * A copy of a description in which each operation says all that a reader must know before calling it: a warning,
 * scopes that open more, codes of its own beside the status they come with, and code samples.
 */
export function annotate(
  document: OpenApiDocument,
  samplesOf: (operationId: string) => readonly CodeSample[],
): OpenApiDocument {
  const copy = structuredClone(document);
  for (const item of Object.values(copy.paths)) {
    for (const method of httpMethods) {
      const operation = item[method] as Annotated | undefined;
      if (!operation) continue;
      operation.description = [operation.description ?? '', warning(operation), optionalScopes(operation)]
        .filter(Boolean)
        .join('\n\n');
      addErrorCodes(copy, operation);
      operation['x-codeSamples'] = samplesOf(operation.operationId ?? '');
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
