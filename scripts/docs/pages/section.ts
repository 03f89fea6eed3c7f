import { describeEvidence } from '../../description/evidence.ts';
import type { DescribedApi, Section } from '../model/described-api.ts';
import type { OperationView } from '../model/operation.ts';
import { blocks, type Renderer } from '../markdown.ts';
import type { Page } from '../page.ts';
import { prosePage } from './prose.ts';

/** The overview of an area, or of the calls that the vendor makes: what there is, by tag. */
export function sectionPage(render: Renderer, described: DescribedApi, section: Section): Page {
  const { api, webhooks } = described;
  const isWebhooks = webhooks.includes(section);
  const names = section.tags.map(({ name }) => name);
  return prosePage(render, {
    file: section.file,
    title: section.title,
    context: api.title,
    description: `${section.title} of the ${api.title}: ${section.operations.length} ${isWebhooks ? 'calls that an app receives' : 'operations'}${names.length > 1 ? `, about ${new Intl.ListFormat('en').format(names).toLowerCase()}` : ''}.`,
    markdown: blocks(
      `# ${section.title}`,
      isWebhooks
        ? `${counted(section.operations.length, 'call')} that ${api.clientName} makes to an address of the app: what comes, and what to answer.`
        : `${counted(section.operations.length, 'operation')} of the [${api.title}](@/${api.name}/index.html).`,
      ...section.tags.flatMap(({ name, description }) => {
        const mine = section.operations.filter(({ tag }) => tag === name);
        return [name !== section.title && `## ${name}`, description, operationTable(mine)];
      }),
    ),
  });
}

/** Operations as a Markdown table: what each does, and the line that it is called by. */
function operationTable(operations: readonly OperationView[]): string[] {
  return [
    operations[0]?.isWebhook ? '| Call | Name |' : '| Operation | Request |',
    '| --- | --- |',
    ...operations.map((operation) => {
      const { file, title, call, warning, isDeprecated, evidence } = operation;
      const marks = [
        ...(warning === undefined ? [] : ['*careful*']),
        ...(isDeprecated ? ['*deprecated*'] : []),
        ...(evidence ? [`*${describeEvidence(evidence).split(';')[0]!.replace(/\.$/, '').toLowerCase()}*`] : []),
      ];
      return `| ${[`[${title}](@/${file})`, ...marks].join(' ')} | \`${call}\` |`;
    }),
  ];
}

export function counted(count: number, what: string): string {
  return count === 1 ? `One ${what}` : `${count} ${what}s`;
}
