import { resolve, type Exampled, type OpenApiDocument } from '../../description/document.ts';

/** Something that the docs show as code: a request or an answer. */
export interface NamedExample {
  /** Empty where there is only one. */
  readonly title: string;
  readonly value: unknown;
}

/** The first of several stands for the usual case, whatever it is called. */
export function examplesOf(document: OpenApiDocument, { example, examples = {} }: Exampled): NamedExample[] {
  if (example !== undefined) return [{ title: '', value: example }];
  return Object.entries(examples).map(([name, shared]) => {
    const { summary, value } = resolve(document, shared);
    return { title: summary ?? (name === 'default' ? '' : name), value };
  });
}
