import type { Api } from '../../apis.ts';
import { listOperations, type FoundOperation, type OpenApiDocument } from '../../description/document.ts';
import { renderCurl, renderPhp, renderPython } from './http.ts';
import { exampleRequest, type Target } from './request.ts';
import { renderTypeScript } from './typescript.ts';

/** A code sample as Redoc reads it (`x-codeSamples`). */
export interface CodeSample {
  readonly lang: string;
  readonly label: string;
  readonly source: string;
}

/** The languages, in the order in which they are offered. */
export const sampleLanguages = [
  { lang: 'bash', label: 'curl' },
  { lang: 'typescript', label: 'TypeScript' },
  { lang: 'php', label: 'PHP' },
  { lang: 'python', label: 'Python' },
] as const;

/** One sample in each language for one operation, made from its examples. */
export function codeSamples(
  api: Api,
  document: OpenApiDocument,
  found: FoundOperation,
  target: Target,
): readonly CodeSample[] {
  const request = exampleRequest(document, found, target);
  const sources = {
    curl: renderCurl(request),
    TypeScript: renderTypeScript(api, document, request, target),
    PHP: renderPhp(request),
    Python: renderPython(request),
  };
  return sampleLanguages.map(({ lang, label }) => ({ lang, label, source: sources[label] }));
}

/** The samples of all operations by operationId. */
export function allSamples(api: Api, document: OpenApiDocument, target: Target): Map<string, readonly CodeSample[]> {
  return new Map(
    listOperations(document).map((found) => [
      found.operation.operationId ?? '',
      codeSamples(api, document, found, target),
    ]),
  );
}
