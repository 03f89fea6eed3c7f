import { describeEvidence } from '../../description/evidence.ts';
import type { DescribedApi, Section } from '../model/described-api.ts';
import { targetsOf } from '../model/links.ts';
import type { Answer, Content, OperationView } from '../model/operation.ts';
import { blocks } from '../markdown.ts';
import {
  codeLine,
  fieldLines,
  fitTwin,
  isLong,
  jsonBlock,
  linkLine,
  typeLine,
  valueLines,
  type Detail,
} from '../twin.ts';
import { idsFor, inOrder, isError, isNamed, places, sizeLimit, warningTitle } from './operation-parts.ts';

/** An operation for programs that read. */
export function operationTwin(described: DescribedApi, section: Section, view: OperationView): string {
  const { title, isWebhook, method, path, server, evidence, description, warning, answers, body } = view;
  const [request] = view.samples;
  return fitTwin((detail) =>
    blocks(
      `# ${title}`,
      isWebhook ? `${method} \`${path}\` to the app's own address` : `${method} \`${server}${path}\``,
      view.isDeprecated && 'Deprecated',
      evidence && describeEvidence(evidence),
      description,
      warning !== undefined && `> **${warningTitle}** ${warning}`,
      facts(described, section, view),
      ...parameterBlocks(described, view, detail),
      body && '## Body',
      body && `${contentLine(described, body)}${body.isRequired ? ' · required' : ''}${sizeLimit(body.maxBytes)}`,
      body?.description,
      body && bodyFields(described, body, detail),
      isWebhook ? '## What to answer' : '## Answers',
      ...answers.flatMap((answer) => answerBlocks(described, answer, detail)),
      request && detail === 'all' && '## Request with curl',
      request && detail === 'all' && ['```sh', request.source, '```'],
      ...(detail === 'all' ? firstExample(answers) : []),
    ),
  );
}

function facts(described: DescribedApi, section: Section, view: OperationView): string[] {
  const next = targetsOf(described.links, view.id);
  return [
    `- Operation: \`${view.id}\`, of [${section.title}](./index.html)`,
    ...(view.scopes.length > 0 ? [`- Scopes: ${codeLine(view.scopes)}`] : []),
    ...view.furtherScopes.map(([scope, opens]) => `- \`${scope}\`: ${opens}`),
    ...(next.length > 0 ? [`- Leads to: ${linkLine(described, next)}`] : []),
    ...(view.readFrom ? [`- Read from: ${view.readFrom}`] : []),
  ];
}

function parameterBlocks(described: DescribedApi, view: OperationView, detail: Detail) {
  const more = (ids: readonly string[]) =>
    ids.length > 0 && isLong(detail) ? `From ${linkLine(described, ids)}.` : '';
  return places.flatMap(([place, title]) => {
    const mine = inOrder(view.parameters.filter((parameter) => parameter.place === place));
    if (mine.length === 0) return [];
    return [`## ${title}`, fieldLines(described, mine, detail, (field) => more(idsFor(described, view, field)))];
  });
}

/** Of a long page, what stands on the page of the body's schema is left to that page. */
function bodyFields(described: DescribedApi, body: Content, detail: Detail): string[] {
  if (isLong(detail) || !isNamed(described, body)) return fieldLines(described, body.fields, detail);
  const names = inOrder(body.fields).map(({ name, isRequired }) => `\`${name}\`${isRequired ? ' (required)' : ''}`);
  return [`Fields: ${names.join(', ')}.`];
}

function answerBlocks(described: DescribedApi, answer: Answer, detail: Detail) {
  const { status, description, codes, headers, content } = answer;
  return [
    `### ${status}`,
    description,
    valueLines(codes),
    isLong(detail) && fieldLines(described, headers, detail),
    content && !isError(answer) && contentLine(described, content),
  ];
}

function contentLine(described: DescribedApi, { type, mediaTypes }: Content): string {
  return `${typeLine(described, type)} as ${codeLine(mediaTypes)}`;
}

function firstExample(answers: readonly Answer[]): string[] {
  const { status, content } = answers.find((answer) => answer.content?.examples.length) ?? {};
  const [example] = content?.examples ?? [];
  return example ? [`## Example of ${status}`, jsonBlock(example.value)] : [];
}
