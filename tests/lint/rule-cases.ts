import type { SmallDescription } from './small-description.ts';

/** What is broken in the small description, and the rule that has to find it, and no other rule. */
export interface RuleCase {
  readonly given: string;
  readonly change: (description: SmallDescription) => void;
  readonly want: string;
}

export const ruleCases: readonly RuleCase[] = [
  {
    given: 'a JSON body whose schema is written in place',
    change: ({ paths }) => (paths['/things'].post.requestBody.content['application/json'].schema = { type: 'string' }),
    want: 'rule/media-type-schema-reference',
  },
  {
    given: 'a form whose schema is written in place',
    change: ({ paths }) => {
      const { content } = paths['/things'].post.requestBody;
      content['multipart/form-data'] = { schema: { type: 'string' } };
    },
    want: 'rule/media-type-schema-reference',
  },
  {
    given: 'a file that is an object',
    change: ({ paths }) =>
      (paths['/things/{id}/image'].post.requestBody.content['image/*'].schema = { $ref: '#/components/schemas/Thing' }),
    want: 'rule/media-type-schema-binary',
  },
  {
    given: 'a file without a schema',
    change: ({ paths }) => delete paths['/things/{id}/image'].post.requestBody.content['image/*'].schema,
    want: 'rule/media-type-schema-binary',
  },
  {
    given: 'a 404 that is written in place',
    change: ({ paths }) => (paths['/things'].get.responses['404'] = { description: 'Nothing there.' }),
    want: 'rule/error-response-reference',
  },
  {
    given: 'a 500 that is written in place',
    change: ({ paths }) => (paths['/things'].get.responses['500'] = { description: 'Nothing there.' }),
    want: 'rule/error-response-reference',
  },
  {
    given: 'nullable as OpenAPI 3.0 has it',
    change: ({ components }) => (components.schemas.Thing.properties.name['x-nullable'] = true),
    want: 'rule/schema-no-nullable',
  },
  {
    given: 'the example of a schema as OpenAPI 3.0 has it',
    change: ({ components }) => (components.schemas.Thing.properties.name.example = 'Jar'),
    want: 'rule/schema-no-example',
  },
  {
    given: 'an operation that is marked as internal',
    change: ({ paths }) => (paths['/things'].get['x-internal'] = true),
    want: 'rule/no-internal',
  },
  {
    given: 'a property that is marked as internal',
    change: ({ components }) => (components.schemas.Thing.properties.name['x-internal'] = true),
    want: 'rule/no-internal',
  },
  {
    given: 'an array that does not say of what',
    change: ({ components }) => delete components.schemas.Thing.properties.parts.items,
    want: 'rule/array-items',
  },
  {
    given: 'an array or null that does not say of what',
    change: ({ components }) =>
      (components.schemas.Thing.properties.parts = { description: 'Parts of it.', type: ['array', 'null'] }),
    want: 'rule/array-items',
  },
  {
    given: 'an array within an object within an array that does not say of what',
    change: ({ components }) =>
      (components.schemas.Thing.properties.parts.items = {
        type: 'object',
        properties: { inner: { description: 'Parts of the part.', type: 'array' } },
      }),
    want: 'rule/array-items',
  },
  {
    given: 'a number without a format',
    change: ({ components }) => delete components.schemas.Thing.properties.price.format,
    want: 'rule/number-format',
  },
  {
    given: 'an integer with a format of its own',
    change: ({ components }) => (components.schemas.Thing.properties.id.format = 'bigint'),
    want: 'rule/integer-format',
  },
  {
    given: 'an object without a shape',
    change: ({ components }) =>
      (components.schemas.Thing.properties.origin = { description: 'Where it was made.', type: 'object' }),
    want: 'rule/object-shape',
  },
  {
    given: 'a property whose description has no full stop',
    change: ({ components }) => (components.schemas.Thing.properties.name.description = 'Words on the label'),
    want: 'rule/description-full-stop',
  },
  {
    given: 'an operation whose description has no full stop',
    change: ({ paths }) => (paths['/things'].get.description = 'Returns things'),
    want: 'rule/description-full-stop',
  },
  {
    given: 'a parameter whose description has no full stop',
    change: ({ components }) => (components.parameters.limit.description = 'Number of things'),
    want: 'rule/description-full-stop',
  },
  {
    given: 'a tag whose description has no full stop',
    change: ({ tags }) => (tags[0].description = 'Everything'),
    want: 'rule/description-full-stop',
  },
  {
    given: 'a response whose description has no full stop',
    change: ({ components }) => (components.responses.NotFound.description = 'Nothing there'),
    want: 'rule/description-full-stop',
  },
  {
    given: 'a description with HTML',
    change: ({ paths }) => (paths['/things'].get.description = 'Returns things.<br>All of them.'),
    want: 'rule/description-no-html',
  },
  {
    given: 'a boolean that is not described as one',
    change: ({ components }) =>
      (components.schemas.Thing.properties.enabled.description = 'True when customers see it.'),
    want: 'rule/boolean-description',
  },
  {
    given: 'a boolean or null that is not described as one',
    change: ({ components }) => {
      components.schemas.Thing.properties.enabled = { description: 'True when seen.', type: ['boolean', 'null'] };
    },
    want: 'rule/boolean-description',
  },
  {
    given: 'a time that is not described as one',
    change: ({ components }) => (components.schemas.Thing.properties.created.description = 'Moment of its creation.'),
    want: 'rule/date-time-description',
  },
  {
    given: 'a summary of one short word',
    change: ({ paths }) => (paths['/things'].get.summary = 'Get all'),
    want: 'rule/summary-length',
  },
  {
    given: 'a summary of more than 60 characters',
    change: ({ paths }) => (paths['/things'].get.summary = `Search ${'very '.repeat(12)}many`),
    want: 'rule/summary-length',
  },
  {
    given: 'a summary with a full stop',
    change: ({ paths }) => (paths['/things'].get.summary = 'Search things.'),
    want: 'rule/summary-style',
  },
  {
    given: 'a summary that begins small',
    change: ({ paths }) => (paths['/things'].get.summary = 'search things'),
    want: 'rule/summary-style',
  },
  {
    given: 'an example without a summary',
    change: ({ components }) => delete components.examples['searchThings.200'].summary,
    want: 'rule/example-summary',
  },
  {
    given: 'an operationId in snake case',
    change: ({ paths }) => (paths['/things'].get.operationId = 'getS_things'),
    want: 'rule/operation-id-casing',
  },
  {
    given: 'an operationId with the ending that generators add themselves',
    change: ({ paths }) => (paths['/things'].get.operationId = 'getThingsAsync'),
    want: 'rule/operation-id-async',
  },
  {
    given: 'a GET with another verb',
    change: ({ paths }) => (paths['/things'].get.operationId = 'fetchThings'),
    want: 'rule/operation-id-verb-get',
  },
  {
    given: 'a GET without a noun',
    change: ({ paths }) => (paths['/things'].get.operationId = 'get'),
    want: 'rule/operation-id-verb-get',
  },
  {
    given: 'a POST with another verb',
    change: ({ paths }) => (paths['/things'].post.operationId = 'postThing'),
    want: 'rule/operation-id-verb-post',
  },
  {
    given: 'a PUT with another verb',
    change: ({ paths }) => (paths['/things/{id}/image'].put.operationId = 'replaceThingImage'),
    want: 'rule/operation-id-verb-put',
  },
  {
    given: 'a DELETE with another verb',
    change: ({ paths }) => (paths['/things/{id}/image'].delete.operationId = 'removeThingImage'),
    want: 'rule/operation-id-verb-delete',
  },
  {
    given: 'an operation without the page that it comes from',
    change: ({ paths }) => delete paths['/things'].get.externalDocs,
    want: 'rule/operation-external-docs',
  },
  {
    given: 'a page without https',
    change: ({ paths }) => (paths['/things'].get.externalDocs.url = 'http://docs.example.org/things'),
    want: 'rule/external-docs-https',
  },
  {
    given: 'a GET with a body',
    change: ({ paths }) =>
      (paths['/things'].get.requestBody = { content: { 'text/plain': { schema: { type: 'string' } } } }),
    want: 'rule/operation-no-body-on-get',
  },
  {
    given: 'a schema that is named in camelCase',
    change: (description) => rename(description, 'schemas', 'Thing', 'thing'),
    want: 'rule/schema-name',
  },
  {
    given: 'a schema with a suffix that says nothing',
    change: (description) => rename(description, 'schemas', 'Thing', 'ThingResponse'),
    want: 'rule/schema-name-suffix',
  },
  {
    given: 'a schema that the bundler numbered',
    change: (description) => rename(description, 'schemas', 'Thing', 'Thing2'),
    want: 'rule/schema-name-suffix',
  },
  {
    given: 'a parameter that is named in PascalCase',
    change: (description) => rename(description, 'parameters', 'limit', 'Limit'),
    want: 'rule/parameter-name',
  },
  {
    given: 'a response that is named in camelCase',
    change: (description) => rename(description, 'responses', 'NotFound', 'notFound'),
    want: 'rule/response-name',
  },
  {
    given: 'an example that breaks its schema',
    change: ({ components }) => (components.examples['searchThings.200'].value.name = 12),
    want: 'no-invalid-media-type-examples',
  },
  {
    given: 'an example with a property that the schema does not know',
    change: ({ components }) => (components.examples['searchThings.200'].value.size = 12),
    want: 'no-invalid-media-type-examples',
  },
  {
    given: 'a required property that is not there',
    change: ({ components }) =>
      (components.schemas.Thing.properties.origin = {
        description: 'Where it was made.',
        type: 'object',
        required: ['country'],
        properties: { town: { description: 'Town of its maker.', type: 'string' } },
      }),
    want: 'no-required-schema-properties-undefined',
  },
  {
    given: 'a component that nothing uses',
    change: ({ components }) => (components.schemas.Lonely = { description: 'Unused thing.', type: 'string' }),
    want: 'no-unused-components',
  },
  {
    given: 'a key beside the $ref of a parameter',
    change: ({ paths }) => (paths['/things'].get.parameters[0].required = true),
    want: 'spec-ref-siblings',
  },
  {
    given: 'a body of a type that no operation has',
    change: ({ paths }) =>
      (paths['/things/{id}/image'].post.requestBody.content['image/*, x'] = { schema: { type: 'string' } }),
    want: 'request-mime-type',
  },
];

/** Gives a component another name, and lets all references follow. */
function rename(description: SmallDescription, kind: string, from: string, to: string): void {
  const text = JSON.stringify(description).replaceAll(`#/components/${kind}/${from}"`, `#/components/${kind}/${to}"`);
  Object.assign(description, JSON.parse(text));
  description.components[kind] = Object.fromEntries(
    Object.entries(description.components[kind]).map(([name, value]) => [name === from ? to : name, value]),
  );
}
