import { describeEvidence } from '../description/evidence.ts';
import { marksOf } from './parts/fields.ts';
import type { DescribedApi } from './model/described-api.ts';
import type { Field } from './model/fields.ts';
import type { TypePart } from './model/types.ts';
import { firstSentence } from './markdown.ts';
import { relativeTo, type Page } from './page.ts';

/** Most bytes that a page has as Markdown: programs that read cut off what is longer. */
export const twinLimit = 8_000;

/** How much a twin says, from everything to what is left when the page is a long one. */
export type Detail = 'all' | 'no-examples' | 'no-values' | 'short';

/** Whether there is room for everything but examples. */
export function isLong(detail: Detail): boolean {
  return detail === 'all' || detail === 'no-examples';
}

/** The fullest text that keeps to the limit; the shortest, if none does. */
export function fitTwin(write: (detail: Detail) => string): string {
  for (const detail of ['all', 'no-examples', 'no-values'] as const) {
    const written = write(detail);
    // Addresses grow when they become those of the page.
    if (Buffer.byteLength(written.replaceAll('](@/', '](../../')) <= twinLimit - headRoom) return written;
  }
  return write('short');
}

/** What the head of a twin takes, and the links between its parts. */
const headRoom = 400;

/** Fields as a list, those of objects without a name below them. */
export function fieldLines(
  described: DescribedApi,
  fields: readonly Field[],
  detail: Detail,
  more: (field: Field) => string = () => '',
  indent = '',
): string[] {
  return fields.flatMap((field) => {
    const withValues = isLong(detail);
    const isShort = detail === 'short';
    const meaning = isShort ? firstSentence(field.description) : field.description;
    const words = [typeLine(described, field.type, isShort), ...marksOf(field), ...(isShort ? [] : field.limits)];
    const texts = [
      meaning.replace(/\s*\n\s*/g, ' '),
      field.evidence && !isShort ? describeEvidence(field.evidence) : '',
      more(field),
      !withValues && field.values.length > 0 && field.values.length <= 10
        ? `One of ${codeLine(field.values.map(({ value }) => value))}.`
        : '',
    ].filter(Boolean);
    return [
      `${indent}- \`${field.name}\` ${words.join(' · ')}${texts.length > 0 ? `: ${texts.join(' ')}` : ''}`,
      ...(withValues ? valueLines(field.values, `${indent}  `) : []),
      ...fieldLines(described, field.children, detail, undefined, `${indent}  `),
    ];
  });
}

/** Values, each with its meaning. */
export function valueLines(values: Field['values'], indent = ''): string[] {
  return values.map(({ value, meaning }) => `${indent}- \`${value}\`${meaning === undefined ? '' : `: ${meaning}`}`);
}

/** Links to the pages of operations. */
export function linkLine({ hrefs }: DescribedApi, ids: readonly string[]): string {
  return ids.map((id) => `[${id}](@/${hrefs.get(id)!})`).join(', ');
}

/** Words as code, with commas between them. */
export function codeLine(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ');
}

/** A type with links to the pages of those that have one. */
export function typeLine({ schemaHrefs }: DescribedApi, type: readonly TypePart[], isShort = false): string {
  return type
    .map(({ text, schema }) => (schema === undefined || isShort ? text : `[${text}](@/${schemaHrefs.get(schema)!})`))
    .join('');
}

/** JSON between fences. */
export function jsonBlock(value: unknown): string {
  return typeof value === 'string'
    ? `\`\`\`\n${value}\n\`\`\``
    : `\`\`\`json\n${JSON.stringify(value, undefined, 2)}\n\`\`\``;
}

/**
 * A page for programs: what it says, and where everything else is. What is longer than the limit is continued in files of
 * its own. File to contents, the twin of the page first.
 */
export function renderTwin({ file, markdown }: Page): [file: string, text: string][] {
  const write = (text: string) => toTwins(relativeTo(file, text));
  const [, title = '', rest = ''] = /^(.*)([^]*)$/.exec(markdown)!;
  const parts = splitAt(write(rest.replace(/\n{3,}/g, '\n\n').trim()), twinLimit - headRoom);
  const name = (index: number) => (index === 0 ? twinOf(file) : file.replace(/\.html$/, `.${index + 1}.md`));
  return parts.map((part, index) => {
    const heading = index === 0 ? title : `${title} (part ${index + 1})`;
    const directive = write('> Every page is listed in [llms.txt](@/llms.txt); this is one of them, as Markdown.');
    const next = write(`Continued in [part ${index + 2}](@/${name(index + 1)}).`);
    const texts = [heading, '', directive, '', part, ...(index + 1 < parts.length ? ['', next] : []), ''];
    return [name(index), texts.join('\n')];
  });
}

/** Path of a page's twin. */
export function twinOf(file: string): string {
  return file.replace(/\.html$/, '.md');
}

/** Links from page to page lead from twin to twin. */
function toTwins(markdown: string): string {
  return markdown.replace(/(\]\((?![a-z]+:)[^)\s]*?)(?<!\/all)\.html(#[^)]*)?\)/g, '$1.md$2)');
}

/** Links of a text in Markdown as addresses that need no page to start from, which many programs do not keep. */
export function toAbsolute(markdown: string, url: string): string {
  return markdown.replace(/\]\((?![a-z]+:|#)([^)\s]+)\)/g, (_whole, link: string) => `](${new URL(link, url).href})`);
}

/** A text in parts of at most so many bytes, cut between lines, and never inside a block of code. */
function splitAt(text: string, limit: number): string[] {
  const blocks = text.match(/^```[^]*?^```$|^.*$/gm) ?? [];
  const parts: string[][] = [[]];
  let size = 0;
  for (const block of blocks) {
    const bytes = Buffer.byteLength(block) + 1;
    if (size + bytes > limit && size > 0) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)!.push(block);
    size += bytes;
  }
  return parts.map((part) => part.join('\n').trim());
}
