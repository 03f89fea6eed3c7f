import type { DescribedApi } from './described-api.ts';
import { listFields, schemasOf, typeText } from './fields.ts';
import type { Guide } from './guides.ts';
import { firstSentence, plainText } from './markdown.ts';

/** One thing that can be found. An array, since there are thousands: kind, title, detail, address, words, text. */
export type SearchDocument = readonly [
  kind: 'operation' | 'schema' | 'field' | 'guide',
  title: string,
  detail: string,
  href: string,
  words: string,
  text: string,
];

/** Everything that the search box finds, over all APIs and guides. */
export function searchDocuments(apis: readonly DescribedApi[], guides: readonly Guide[]): SearchDocument[] {
  return [...guides.map(ofGuide), ...apis.flatMap(ofOperations), ...apis.flatMap(ofSchemas)];
}

function ofGuide({ slug, title, lead, markdown }: Guide): SearchDocument {
  const headings = [...markdown.matchAll(/^##+ (.*)$/gm)].map(([, heading]) => heading).join(' ');
  return ['guide', title, lead, `guides/${slug}.html`, headings, plainText(markdown.replace(/```[^]*?```/g, ''))];
}

function ofOperations({ areas, hrefs }: DescribedApi): SearchDocument[] {
  return areas.flatMap((area) =>
    area.operations.map(({ method, path, operation }): SearchDocument => {
      const { operationId = '', summary = path, tags = [] } = operation;
      const description = String((operation as { description?: string }).description ?? '');
      const scopes = (operation.security ?? []).flatMap((requirement) => Object.values(requirement).flat());
      const codes = (operation['x-error-codes'] ?? []).map(({ code }) => code);
      const words = [operationId, path, area.title, ...tags, ...new Set(scopes), ...codes].join(' ');
      const detail = `${method.toUpperCase()} ${path}`;
      return ['operation', summary, detail, hrefs.get(operationId) ?? '', words, plainText(description)];
    }),
  );
}

function ofSchemas({ api, document }: DescribedApi): SearchDocument[] {
  return schemasOf(document).flatMap(([name, schema]): SearchDocument[] => {
    const href = `${api.name}/schemas.html#`;
    const own: SearchDocument = [
      'schema',
      name,
      firstSentence(String(schema['description'] ?? '')),
      href + name,
      '',
      '',
    ];
    const properties = (schema['properties'] ?? {}) as Record<string, unknown>;
    const fields = listFields(document, schema)
      .filter((field) => field.name in properties)
      .map(({ name: field, schema: type }): SearchDocument => {
        const meaning = firstSentence(String(type['description'] ?? ''));
        const detail = [typeText(type).slice(0, 60), meaning].filter(Boolean).join('. ');
        return ['field', `${name}.${field}`, detail, `${href}${name}.${field}`, field, ''];
      });
    return [own, ...fields];
  });
}
