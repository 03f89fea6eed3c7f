import { listOperations, listWebhooks, type FoundOperation, type OpenApiDocument } from './document.ts';

export interface Tag {
  readonly name: string;
  readonly description: string;
}

/** A part of an API that gets a page of its own: a group of tags, as the documentation's sidebar groups them. */
export interface Area {
  /** Name of the page's file, without extension. */
  readonly slug: string;
  readonly title: string;
  readonly tags: readonly Tag[];
  readonly operations: readonly FoundOperation[];
  /** What the vendor calls. */
  readonly webhooks: readonly FoundOperation[];
}

/**
 * The areas of a description, in the order of `x-tagGroups`. Without groups there is one area, `reference`;
 * operations whose tag is in no group come last, under `other`. Areas without operations and webhooks are left out.
 */
export function listAreas(document: OpenApiDocument): Area[] {
  const { tags = [], 'x-tagGroups': groups = [] } = document;
  const operations = listOperations(document);
  const webhooks = listWebhooks(document);
  const used = [...new Set([...operations, ...webhooks].map(({ operation }) => tagOf(operation)))];
  const grouped = new Set(groups.flatMap((group) => group.tags));
  const rest = { name: groups.length === 0 ? 'Reference' : 'Other', tags: used.filter((tag) => !grouped.has(tag)) };

  return [...groups, rest].flatMap(({ name, tags: names }) => {
    const isMine = ({ operation }: FoundOperation): boolean => names.includes(tagOf(operation));
    const [mine, called] = [operations.filter(isMine), webhooks.filter(isMine)];
    if (mine.length + called.length === 0) return [];
    const described = names
      .filter((tag) => used.includes(tag))
      .map((tag) => ({ name: tag, description: tags.find((candidate) => candidate.name === tag)?.description ?? '' }));
    return [{ slug: slugify(name), title: name, tags: described, operations: mine, webhooks: called }];
  });
}

export function tagOf(operation: FoundOperation['operation']): string {
  return operation.tags?.[0] ?? 'Operations';
}

/** `Order extra fields` becomes `order-extra-fields`. */
export function slugify(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
