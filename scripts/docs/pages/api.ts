import { describeFreshness, type DescribedApi, type Section } from '../model/described-api.ts';
import { blocks, type Renderer } from '../markdown.ts';
import type { Page } from '../page.ts';
import { prosePage } from './prose.ts';
import { counted } from './section.ts';

/** The overview of an API: its introduction, and what there is. */
export function apiPage(render: Renderer, described: DescribedApi): Page {
  const { api, document, areas, webhooks, operations } = described;
  const row = (what: string) => (section: Section) =>
    `- [${section.title}](@/${section.file}): ${counted(section.operations.length, what).toLowerCase()}`;
  return prosePage(render, {
    file: `${api.name}/index.html`,
    title: api.title,
    description: `${api.title}: ${operations} operations with examples, types and code samples.`,
    markdown: blocks(
      `# ${api.title}`,
      `${operations} operations in OpenAPI 3.1. ${describeFreshness(described)}`,
      String(document.info['description'] ?? ''),
      '## Operations',
      areas.map(row('operation')),
      webhooks.length > 0 && '## What the vendor calls',
      webhooks.map(row('call')),
      '## Files',
      [
        `- [Schemas](@/${api.name}/schemas/index.html): every object and field, with type and meaning`,
        `- [openapi.json](@/${api.name}/openapi.json): the description itself, in OpenAPI 3.1`,
        `- [openapi-3.0.json](@/${api.name}/openapi-3.0.json): for tools that read only OpenAPI 3.0`,
        `- [all.html](@/${api.name}/all.html): the whole reference in one file, to keep or hand on`,
      ],
    ),
  });
}
