import { describeFreshness, type DescribedApi } from './described-api.ts';
import type { Guide } from './guides.ts';

/** `llms.txt`: what there is, for programs that read; one line for each operation. */
export function renderLlms(apis: readonly DescribedApi[], guides: readonly Guide[]): string {
  const lines = [
    '# commerce-openapi',
    '',
    '> OpenAPI 3.1 descriptions of commerce APIs, with a mock server and typed clients.',
    '',
    '## Guides',
    '',
    ...guides.map(({ slug, title, lead }) => `- [${title}](guides/${slug}.html): ${lead}`),
  ];
  for (const one of apis) {
    const { api, areas, hrefs, operations } = one;
    lines.push(
      '',
      `## ${api.title}`,
      '',
      `${operations} operations. ${describeFreshness(one)} Description: [OpenAPI 3.1](${api.name}/openapi.json), [OpenAPI 3.0](${api.name}/openapi-3.0.json). Fields: [schemas](${api.name}/schemas.html).`,
    );
    for (const area of areas) {
      lines.push('', `### ${area.title}`, '');
      for (const { method, path, operation } of area.operations) {
        const id = operation.operationId ?? '';
        lines.push(`- [${id}](${hrefs.get(id) ?? ''}): ${method.toUpperCase()} ${path} - ${operation.summary ?? ''}`);
      }
    }
  }
  return `${lines.join('\n')}\n`;
}
