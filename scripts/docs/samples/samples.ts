import type { Api } from '../../apis.ts';
import type { OpenApiDocument } from '../../description/document.ts';
import { renderCurl, renderPhp, renderPython } from './http.ts';
import type { SampleRequest } from './request.ts';
import { renderTypeScript } from './typescript.ts';

/** A code sample as Redoc reads it (`x-codeSamples`). */
export interface CodeSample {
  readonly lang: string;
  readonly label: string;
  readonly source: string;
}

type Render = (request: SampleRequest, api: Api, document: OpenApiDocument) => string;

/** The languages, in the order in which they are offered. */
const languages: readonly (readonly [lang: string, label: string, render: Render])[] = [
  ['bash', 'curl', renderCurl],
  ['typescript', 'TypeScript', renderTypeScript],
  ['php', 'PHP', renderPhp],
  ['python', 'Python', renderPython],
];

export const sampleLanguages = languages.map(([lang, label]) => ({ lang, label }));

/** A request in each language. */
export function renderSamples(api: Api, document: OpenApiDocument, request: SampleRequest): CodeSample[] {
  return languages.map(([lang, label, render]) => ({ lang, label, source: render(request, api, document) }));
}
