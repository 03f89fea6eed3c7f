import { createConfig, lintFromString } from '@redocly/openapi-core';
import { expect, it } from 'vitest';
import { apis } from '../../scripts/apis.ts';
import { bundle } from '../../scripts/description/bundle.ts';
import type { OpenApiDocument } from '../../scripts/description/document.ts';
import { upConvert } from '../../scripts/generate/up-convert.ts';

interface Tag {
  name: string;
  summary?: string;
  parent?: string;
  kind?: string;
}

/** The way back: groups out of parents, tags in alphabetical order, as the rules for sources want them. */
function backTo31(document: OpenApiDocument): unknown {
  const { tags, ...rest } = document as OpenApiDocument & { tags: Tag[] };
  const parents = tags.filter(({ name }) => tags.some(({ parent }) => parent === name));
  return {
    ...rest,
    openapi: '3.1.1',
    tags: tags
      .filter((tag) => !parents.includes(tag))
      .map(({ parent: _, kind: __, ...tag }) => tag)
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    'x-tagGroups': parents.map(({ name, summary }) => ({
      name: summary,
      tags: tags.filter(({ parent }) => parent === name).map((tag) => tag.name),
    })),
  };
}

it.each(apis)('$title: OpenAPI 3.2 is valid, and says what 3.1 says', async (api) => {
  const document = await bundle(api);
  const converted = upConvert(document);
  expect(converted.openapi).toBe('3.2.0');
  expect(converted).not.toHaveProperty('x-tagGroups');
  expect(backTo31(converted)).toEqual(document);

  const problems = await lintFromString({
    source: JSON.stringify(converted),
    absoluteRef: '/openapi-3.2.json',
    config: await createConfig({ extends: ['spec'] }),
  });
  expect(problems.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
});

it('gives a group whose name is a tag as well a name of its own', () => {
  const document = {
    openapi: '3.1.1',
    info: {},
    tags: [{ name: 'Alone' }, { name: 'Orders' }],
    'x-tagGroups': [{ name: 'Orders', tags: ['Orders'] }],
    paths: {},
  } as unknown as OpenApiDocument;
  expect(upConvert(document)['tags']).toEqual([
    { name: 'group-orders', summary: 'Orders', kind: 'nav' },
    { name: 'Orders', parent: 'group-orders', kind: 'nav' },
    { name: 'Alone' },
  ]);
});
