import type { OpenApiDocument } from '../description/document.ts';
import { slugify } from '../description/areas.ts';

/**
 * The OpenAPI 3.2 form of a bundled 3.1 document. All that 3.1 says holds in 3.2; what 3.1 needs an extension for, groups of
 * tags, are tags themselves: a group is a tag of kind `nav`, and `parent` of the tags in it.
 */
export function upConvert(document: OpenApiDocument): OpenApiDocument {
  // What is spread first keeps the order of the keys.
  const { 'x-tagGroups': groups = [], ...rest } = document;
  const { tags = [] } = rest;
  const byName = new Map(tags.map((tag) => [tag.name, tag]));
  const grouped = groups.flatMap(({ name, tags: members }) => [
    { name: groupTag(name), summary: name, kind: 'nav' },
    ...members.map((member) => ({ name: member, parent: groupTag(name), kind: 'nav', ...byName.get(member) })),
  ]);
  const named = new Set(grouped.map(({ name }) => name));
  return { ...rest, openapi: '3.2.0', tags: [...grouped, ...tags.filter(({ name }) => !named.has(name))] };
}

/** A tag and a group often have one name, and names of tags are unique. */
function groupTag(group: string): string {
  return `group-${slugify(group)}`;
}
