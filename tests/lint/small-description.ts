/**
 * A description in one piece, as small as the rules allow, that tests break in one place each.
 * Its type is loose on purpose: a test has to be able to write what is wrong.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type SmallDescription = Record<string, any>;

/** A fresh copy that breaks no rule. */
export function smallDescription(): SmallDescription {
  return structuredClone(description);
}

const notFound = { '404': { $ref: '#/components/responses/NotFound' } };
const okay = { '200': { description: 'Confirmation without a body.' } };
const externalDocs = { url: 'https://docs.example.org/things' };

const description: SmallDescription = {
  openapi: '3.1.0',
  info: {
    title: 'Things',
    version: '1.0.0',
    description: 'Things that exist only in tests.',
    contact: { name: 'Nobody' },
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: 'https://things.example.org', description: 'Only one.' }],
  security: [{ token: [] }],
  tags: [{ name: 'Things', description: 'Everything there is.' }],
  paths: {
    '/things': {
      get: {
        tags: ['Things'],
        summary: 'Search things',
        operationId: 'searchThings',
        description: 'Returns all things.',
        externalDocs,
        parameters: [{ $ref: '#/components/parameters/limit' }],
        responses: {
          '200': {
            description: 'Things that were found.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Thing' },
                examples: { default: { $ref: '#/components/examples/searchThings.200' } },
              },
            },
          },
          ...notFound,
        },
      },
      post: {
        tags: ['Things'],
        summary: 'Create thing',
        operationId: 'createThing',
        description: 'Creates one thing.',
        externalDocs,
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } },
        responses: { ...okay, ...notFound },
      },
    },
    '/things/{id}/image': {
      parameters: [
        { name: 'id', in: 'path', description: 'Number of the thing.', required: true, schema: { type: 'integer' } },
      ],
      post: {
        tags: ['Things'],
        summary: 'Upload thing image',
        operationId: 'uploadThingImage',
        description: 'Stores a picture of the thing.',
        externalDocs,
        requestBody: { content: { 'image/*': { schema: { type: 'string', format: 'binary' } } } },
        responses: { ...okay, ...notFound },
      },
      put: {
        tags: ['Things'],
        summary: 'Update thing image',
        operationId: 'updateThingImage',
        description: 'Turns the picture of the thing.',
        externalDocs,
        responses: { ...okay, ...notFound },
      },
      delete: {
        tags: ['Things'],
        summary: 'Delete thing image',
        operationId: 'deleteThingImage',
        description: 'Deletes the picture of the thing.',
        externalDocs,
        responses: { ...okay, ...notFound },
      },
    },
  },
  components: {
    parameters: {
      limit: {
        name: 'limit',
        in: 'query',
        description: 'Number of things.',
        schema: { type: 'integer', format: 'int32' },
      },
    },
    responses: { NotFound: { description: 'Nothing is there.' } },
    examples: { 'searchThings.200': { summary: 'One small jar', value: { id: 1, name: 'Jar', enabled: true } } },
    schemas: {
      Thing: {
        title: 'Thing',
        description: 'What there is.',
        type: 'object',
        properties: {
          id: { description: 'Number of the thing.', type: 'integer', format: 'int64' },
          name: { description: 'Words on the label.', type: 'string' },
          price: { description: 'Cost in euro.', type: ['number', 'null'], format: 'double' },
          enabled: { description: 'Whether customers see it.', type: 'boolean' },
          parts: { description: 'What it is made of.', type: 'array', items: { type: 'string' } },
          created: { description: 'Date and time when it was made.', type: 'string', format: 'date-time' },
        },
      },
    },
    securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'Token of an app.' } },
  },
};
