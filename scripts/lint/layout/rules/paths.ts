import { areasOf, tagGroups } from '../areas.ts';
import { listEntries, type Entry } from '../operations.ts';
import { defineRule } from '../rule.ts';
import { listOf, mapOf, memberOf } from '../source-file.ts';

/**
 * A path file is named after its URL, with `/` written `@`: /products/{productId}/image is products@{productId}@image.yaml.
 * The file of a webhook has the webhook's name: order.created is order.created.yaml. Each is below the folder of its section.
 */
export const pathFileName = defineRule('path-file-name', ({ entry }, report) => {
  for (const { section, name, target } of listEntries(entry)) {
    if (target === undefined) continue;
    const want = section === 'paths' ? `${name.slice(1).replaceAll('/', '@')}.yaml` : `${name}.yaml`;
    const have = target.split('/').at(-1);
    if (have !== want) report(entry, [section, name], `The file of ${name} is named ${want}, not ${have}.`);
    else if (!target.startsWith(`${section}/`))
      report(entry, [section, name], `The file of ${name} is in ${section}/, not in ${target.split('/')[0]}/.`);
  }
});

/** The table of contents stands in alphabetical order: URLs segment by segment, then the names of webhooks. */
export const pathOrder = defineRule('path-order', ({ entry }, report) => {
  const entries = listEntries(entry);
  entries.forEach(({ section, name }, index) => {
    const before: Entry | undefined = entries[index - 1];
    if (before?.section === section && compareUrls(before.name, name) > 0)
      report(entry, [section, name], `${name} belongs before ${before.name}.`);
  });
});

/** Negative when `a` comes before `b`: a URL before what is below it, names before parameters (`{` comes after the letters). */
function compareUrls(a: string, b: string): number {
  const left = a.split('/');
  const right = b.split('/');
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const [x = '', y = ''] = [left[index], right[index]];
    if (x === y) continue;
    return x < y ? -1 : 1;
  }
  return left.length - right.length;
}

/** Each tag is in exactly one tag group, each group is an area of the documentation, and nothing is listed that is not a tag. */
export const tagGroup = defineRule('tag-group', (description, report) => {
  const { entry } = description;
  const groups = tagGroups(description);
  const areas = areasOf(description);
  const tags = listOf(entry.value, 'tags').map((tag) => String(memberOf(tag, 'name')));
  groups.forEach(({ name, area, tags: members }, index) => {
    const place = ['x-tagGroups', index];
    if (!areas.includes(area))
      report(entry, place, `Tag group "${name}" is no area of the documentation; the areas stand in layout/areas.ts.`);
    for (const tag of members)
      if (!tags.includes(tag)) report(entry, place, `Tag group "${name}" lists "${tag}", which is no tag.`);
  });
  tags.forEach((tag, index) => {
    const homes = groups.filter(({ tags: members }) => members.includes(tag));
    if (homes.length !== 1)
      report(entry, ['tags', index], `Tag "${tag}" is in ${homes.length} tag groups instead of one.`);
  });
});

/** A path file stands in the folder of the tag group that the tags of its operations are in. */
export const pathFolder = defineRule('path-folder', (description, report) => {
  const groups = tagGroups(description);
  for (const { file, method, tags } of description.operations) {
    const folder = file.path.split('/')[1];
    for (const tag of tags) {
      const area = groups.find((group) => group.tags.includes(tag))?.area;
      if (area !== undefined && area !== folder) {
        report(file, [method, 'tags'], `Tag "${tag}" belongs to ${area}; this file is in ${folder}.`);
      }
    }
  }
});

/** The entry document is an OpenAPI 3.1 description. */
export const entryDocument = defineRule('entry-document', ({ entry }, report) => {
  if (entry.fault) return;
  if (!/^3\.1\.\d+$/.test(String(memberOf(entry.value, 'openapi'))))
    report(entry, ['openapi'], 'It begins with `openapi: 3.1.1`.');
});

/** The entry document is a table of contents: of the components it holds security schemes only. */
export const entryComponents = defineRule('entry-components', ({ entry }, report) => {
  for (const key of Object.keys(mapOf(entry.value, 'components'))) {
    if (key !== 'securitySchemes')
      report(entry, ['components', key], `\`${key}\` belong into files in components/${key}/.`);
  }
});
