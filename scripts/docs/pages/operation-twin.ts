import { describeEvidence } from '../../description/evidence.ts';
import type { DescribedApi, Section } from '../model/described-api.ts';
import { schemaNameOf } from '../model/fields.ts';
import type { Content, OperationView } from '../model/operation.ts';
import { fieldLines, fitTwin, jsonBlock, typeLine, type Detail } from '../twin.ts';
import { idsFor, inOrder, places, sizeLimit } from './operation-parts.ts';

/** Whether a content is described on the page of a schema. */
export function isNamed({ schemaHrefs }: DescribedApi, { schema }: Content): boolean {
  return schemaHrefs.has(schemaNameOf(schema) ?? '');
}

/** An operation for programs that read. */
export function operationTwin(described: DescribedApi, section: Section, view: OperationView): string {
  return fitTwin((detail) =>
    write(described, section, view, detail)
      .filter((line) => line !== undefined)
      .join('\n'),
  );
}

function write(described: DescribedApi, section: Section, view: OperationView, detail: Detail): (string | undefined)[] {
  const { hrefs, links, samples } = described;
  const link = (id: string) => `[${id}](@/${hrefs.get(id) ?? ''})`;
  const leadsTo = (links.to.get(view.id) ?? []).filter((id) => hrefs.has(id));
  const isLong = detail === 'all' || detail === 'no-examples';
  const { body } = view;
  const request = samples.get(view.id)?.[0];
  return [
    `# ${view.title}`,
    '',
    view.isWebhook
      ? `${view.method} \`${view.path}\` to the app's own address`
      : `${view.method} \`${view.server}${view.path}\``,
    '',
    ...(view.isDeprecated ? ['Deprecated', ''] : []),
    ...(view.evidence ? [describeEvidence(view.evidence), ''] : []),
    view.description,
    '',
    ...(view.warning !== undefined ? [`> **Think before you call this on a live store.** ${view.warning}`, ''] : []),
    `- Operation: \`${view.id}\`, of [${section.title}](./index.html)`,
    ...(view.scopes.length > 0 ? [`- Scopes: ${view.scopes.map((scope) => `\`${scope}\``).join(', ')}`] : []),
    ...view.furtherScopes.map(([scope, opens]) => `- \`${scope}\`: ${opens}`),
    ...(leadsTo.length > 0 ? [`- Leads to: ${leadsTo.map(link).join(', ')}`] : []),
    ...(view.readFrom ? [`- Read from: ${view.readFrom}`] : []),
    ...places.flatMap(([place, title]) => {
      const mine = inOrder(view.parameters.filter((parameter) => parameter.place === place));
      if (mine.length === 0) return [];
      return [
        '',
        `## ${title}`,
        '',
        ...fieldLines(described, mine, detail, (field) => {
          const ids = idsFor(described, view, field);
          return ids.length > 0 && isLong ? `From ${ids.map(link).join(', ')}.` : '';
        }),
      ];
    }),
    ...(body
      ? [
          '',
          '## Body',
          '',
          `${typeLine(described, body.type)} as ${body.mediaTypes.map((type) => `\`${type}\``).join(', ')}${body.isRequired ? ' · required' : ''}${sizeLimit(body.maxBytes)}`,
          '',
          ...(body.description ? [body.description, ''] : []),
          // Of a long page, what stands on the page of the body's schema is left to that page.
          ...(isLong || !isNamed(described, body)
            ? fieldLines(described, body.fields, detail)
            : [
                `Fields: ${inOrder(body.fields)
                  .map(({ name, isRequired }) => `\`${name}\`${isRequired ? ' (required)' : ''}`)
                  .join(', ')}.`,
              ]),
        ]
      : []),
    '',
    view.isWebhook ? '## What to answer' : '## Answers',
    ...view.answers.flatMap(({ status, description, codes, headers, content }) => [
      '',
      `### ${status}`,
      '',
      description,
      ...(codes.length > 0
        ? ['', ...codes.map(({ code, description: text }) => `- \`${code}\`${text === undefined ? '' : `: ${text}`}`)]
        : []),
      ...(headers.length > 0 && isLong ? ['', ...fieldLines(described, headers, detail)] : []),
      ...(content && !/^[45]/.test(status)
        ? ['', `${typeLine(described, content.type)} as ${content.mediaTypes.map((type) => `\`${type}\``).join(', ')}`]
        : []),
    ]),
    ...(request && detail === 'all' ? ['', '## Request with curl', '', '```sh', request.source, '```'] : []),
    ...(detail === 'all'
      ? view.answers
          .flatMap(({ status, content }) =>
            (content?.examples ?? []).slice(0, 1).map((example) => ({ status, example })),
          )
          .slice(0, 1)
          .flatMap(({ status, example }) => ['', `## Example of ${status}`, '', jsonBlock(example.value)])
      : []),
  ];
}
