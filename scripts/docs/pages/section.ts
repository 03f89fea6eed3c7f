import { describeEvidence } from '../../description/evidence.ts';
import type { DescribedApi, Section } from '../model/described-api.ts';
import type { OperationView } from '../model/operation.ts';
import type { Renderer } from '../markdown.ts';
import type { Page } from '../page.ts';
import { prosePage } from './prose.ts';

/** The overview of an area, or of the calls that the vendor makes: what there is, by tag. */
export function sectionPage(render: Renderer, described: DescribedApi, section: Section): Page {
  const { api, webhooks } = described;
  const isWebhooks = webhooks.includes(section);
  const names = section.tags.map(({ name }) => name);
  return prosePage(render, {
    file: `${api.name}/${section.slug}/index.html`,
    title: section.title,
    context: api.title,
    description: `${section.title} of the ${api.title}: ${section.operations.length} ${isWebhooks ? 'calls that an app receives' : 'operations'}${names.length > 1 ? `, about ${new Intl.ListFormat('en').format(names).toLowerCase()}` : ''}.`,
    markdown: [
      `# ${section.title}`,
      '',
      isWebhooks
        ? `${counted(section.operations.length, 'call')} that ${api.clientName} makes to an address of the app: what comes, and what to answer.`
        : `${counted(section.operations.length, 'operation')} of the [${api.title}](@/${api.name}/index.html).`,
      ...section.tags.flatMap(({ name, description }) => {
        const mine = section.operations.filter(({ tag }) => tag === name);
        return [
          ...(name === section.title ? [] : ['', `## ${name}`]),
          ...(description ? ['', description] : []),
          '',
          ...operationTable(described, mine),
        ];
      }),
    ].join('\n'),
  });
}

/** Operations as a Markdown table: what each does, and the line that it is called by. */
export function operationTable({ hrefs }: DescribedApi, operations: readonly OperationView[]): string[] {
  return [
    operations[0]?.isWebhook ? '| Call | Name |' : '| Operation | Request |',
    '| --- | --- |',
    ...operations.map((operation) => {
      const { id, title, method, path, isWebhook, warning, isDeprecated, evidence } = operation;
      const marks = [
        ...(warning === undefined ? [] : ['*careful*']),
        ...(isDeprecated ? ['*deprecated*'] : []),
        ...(evidence ? [`*${describeEvidence(evidence).split(';')[0]!.replace(/\.$/, '').toLowerCase()}*`] : []),
      ];
      return `| [${title}](@/${hrefs.get(id) ?? ''})${marks.length > 0 ? ` ${marks.join(' ')}` : ''} | \`${isWebhook ? path : `${method} ${path}`}\` |`;
    }),
  ];
}

export function counted(count: number, what: string): string {
  return count === 1 ? `One ${what}` : `${count} ${what}s`;
}
