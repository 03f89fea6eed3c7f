import { listOperations, type OpenApiDocument } from '../../scripts/description/document.ts';
import { exampleRequest, sampleUrl } from '../../scripts/docs/samples/request.ts';
import { description } from './try-store.ts';

export const document = description as unknown as OpenApiDocument;

export type FoundOperation = ReturnType<typeof listOperations>[number];

/** Each operation with its method and path. */
export const operations: readonly (readonly [string, FoundOperation])[] = listOperations(document).map(
  (found) => [`${found.method.toUpperCase()} ${found.path}`, found] as const,
);

/** The call that the description's examples make of an operation. */
export function exampleCall(found: FoundOperation): { readonly url: URL; readonly init: RequestInit } {
  const sample = exampleRequest(document, found);
  const headers: Record<string, string> = { authorization: 'Bearer any', ...sample.headerParameters };
  const { body } = sample;
  const init: RequestInit = { method: sample.method, headers };
  if (body && 'mediaType' in body) {
    headers['content-type'] = body.mediaType;
    if (body.kind === 'json') init.body = JSON.stringify(body.value);
    else if (body.kind === 'urlencoded') init.body = new URLSearchParams(body.value).toString();
    else init.body = body.kind === 'text' ? body.value : 'bytes';
  }
  const url = new URL(sampleUrl(sample));
  for (const [name, value] of sample.wireQuery) url.searchParams.append(name, value);
  return { url, init };
}
