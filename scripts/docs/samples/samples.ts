import type { Api } from '../../apis.ts';
import { listOperations, type OpenApiDocument } from '../../description/document.ts';
import { renderCurl, renderPhp, renderPython } from './http.ts';
import { exampleRequest, type SampleRequest, type Target } from './request.ts';
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

/** The requests that samples show, by operationId. */
export function allRequests(document: OpenApiDocument, target: Target): Map<string, SampleRequest> {
  return new Map(
    listOperations(document).map((found) => [
      found.operation.operationId ?? '',
      exampleRequest(document, found, target),
    ]),
  );
}

/** One sample in each language for each request, by operationId. */
export function allSamples(
  api: Api,
  document: OpenApiDocument,
  target: Target,
  requests: ReadonlyMap<string, SampleRequest> = allRequests(document, target),
): Map<string, readonly CodeSample[]> {
  return new Map(
    [...requests].map(([id, request]) => {
      const sources = {
        curl: renderCurl(request),
        TypeScript: renderTypeScript(api, document, request, target),
        PHP: renderPhp(request),
        Python: renderPython(request),
      };
      return [id, sampleLanguages.map(({ lang, label }) => ({ lang, label, source: sources[label] }))];
    }),
  );
}
