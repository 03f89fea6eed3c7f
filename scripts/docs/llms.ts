import { describeFreshness, type DescribedApi } from './model/described-api.ts';
import type { Guide } from './model/guides.ts';
import { twinOf } from './twin.ts';

/** `llms.txt`: what there is, for programs that read; one line for each operation, with its page in Markdown. */
export function renderLlms(apis: readonly DescribedApi[], guides: readonly Guide[]): string {
  const lines = [
    '# commerce-openapi',
    '',
    '> OpenAPI 3.1 descriptions of commerce APIs, with a local store that stands in for them and typed clients. Everything in one file: [llms-full.txt](./llms-full.txt).',
    '',
    '## Guides',
    '',
    ...guides.map(({ slug, title, lead }) => `- [${title}](guides/${slug}.md): ${lead}`),
  ];
  for (const described of apis) {
    const { api, areas, webhooks, hrefs, operations } = described;
    lines.push(
      '',
      `## ${api.title}`,
      '',
      // Named and not linked: whoever follows all links to read pages would read megabytes of JSON.
      `${operations} operations. ${describeFreshness(described)} The description itself is \`${api.name}/openapi.json\` beside this file (OpenAPI 3.0: \`openapi-3.0.json\`).`,
      '',
      `- [Overview](${api.name}/index.md): tokens, paging, dates, limits, errors`,
      `- [Schemas](${api.name}/schemas/index.md): every object and field`,
    );
    for (const section of [...areas, ...webhooks]) {
      lines.push('', `### ${section.title}`, '');
      for (const { id, title, method, path, isWebhook } of section.operations)
        lines.push(`- [${id}](${twinOf(hrefs.get(id) ?? '')}): ${isWebhook ? path : `${method} ${path}`} - ${title}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
