import type { OpenApiDocument } from '../description/document.ts';
import { slugify } from '../description/areas.ts';

interface TagGroup {
  readonly name: string;
  readonly tags: readonly string[];
}

interface Tag {
  readonly name: string;
  readonly summary?: string;
  readonly description?: string;
  readonly parent?: string;
  readonly kind?: string;
}

/**
 * The OpenAPI 3.2 form of a bundled 3.1 document. All that 3.1 says holds in 3.2; what 3.1 needs an extension for, groups of
 * tags, are tags themselves: a group is a tag of kind `nav`, and `parent` of the tags in it.
 */
export function upConvert(document: OpenApiDocument): OpenApiDocument {
  const {
    openapi: _,
    'x-tagGroups': groups = [],
    tags = [],
    ...rest
  } = document as OpenApiDocument & {
    'x-tagGroups'?: readonly TagGroup[];
    tags?: readonly Tag[];
  };
  const byName = new Map(tags.map((tag) => [tag.name, tag]));
  const grouped = groups.flatMap(({ name, tags: members }) => [
    { name: groupTag(name), summary: name, kind: 'nav' },
    ...members.map((member) => ({ name: member, parent: groupTag(name), kind: 'nav', ...byName.get(member) })),
  ]);
  const named = new Set(grouped.map(({ name }) => name));
  return inOrder(rest, { openapi: '3.2.0', tags: [...grouped, ...tags.filter(({ name }) => !named.has(name))] });
}

/** A tag and a group often have one name, and names of tags are unique. */
function groupTag(group: string): string {
  return `group-${slugify(group)}`;
}

/** The entry keys in the order in which descriptions are read: what it is, where, tags, then the rest. */
function inOrder(rest: Omit<OpenApiDocument, 'openapi'>, { openapi, tags }: { openapi: string; tags: readonly Tag[] }) {
  const { info, servers, security, ...others } = rest as OpenApiDocument;
  return {
    openapi,
    info,
    ...(servers && { servers }),
    ...(security && { security }),
    tags,
    ...others,
  } as OpenApiDocument;
}
