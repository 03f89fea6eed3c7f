import { blocks } from './markdown.ts';
import { describeFreshness, type DescribedApi } from './model/described-api.ts';
import type { Guide } from './model/guides.ts';
import { twinOf } from './twin.ts';

/** `llms.txt`: what there is, for programs that read; one line for each operation, with its page in Markdown. */
export function renderLlms(apis: readonly DescribedApi[], guides: readonly Guide[]): string {
  const text = blocks(
    '# commerce-openapi',
    '> OpenAPI 3.1 descriptions of commerce APIs, with a local store that stands in for them and typed clients. Everything in one file: [llms-full.txt](./llms-full.txt).',
    '## Guides',
    guides.map(({ slug, title, lead }) => `- [${title}](guides/${slug}.md): ${lead}`),
    ...apis.flatMap(ofApi),
  );
  return `${text}\n`;
}

function ofApi(described: DescribedApi) {
  const { api, sections, operations } = described;
  return [
    `## ${api.title}`,
    // Named and not linked: whoever follows all links to read pages would read megabytes of JSON.
    `${operations} operations. ${describeFreshness(described)} The description itself is \`${api.name}/openapi.json\` beside this file (OpenAPI 3.0: \`openapi-3.0.json\`).`,
    [
      `- [Overview](${api.name}/index.md): tokens, paging, dates, limits, errors`,
      `- [Schemas](${api.name}/schemas/index.md): every object and field`,
    ],
    ...sections.flatMap((section) => [
      `### ${section.title}`,
      section.operations.map(({ id, title, call, file }) => `- [${id}](${twinOf(file)}): ${call} - ${title}`),
    ]),
  ];
}
