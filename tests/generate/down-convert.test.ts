import { readFile } from 'node:fs/promises';
import { createConfig } from '@redocly/openapi-core';
import { describe, expect, it } from 'vitest';
import { apis } from '../../scripts/apis.ts';
import { fromRoot } from '../../scripts/cli/root.ts';
import { bundle } from '../../scripts/description/bundle.ts';
import type { OpenApiDocument, Schema } from '../../scripts/description/document.ts';
import { downConvert } from '../../scripts/generate/down-convert.ts';
import { lintBundle } from '../../scripts/lint/redocly.ts';

function documentWith(schema: Schema, more: Partial<OpenApiDocument> = {}): OpenApiDocument {
  const responses = { 200: { description: 'Found.', content: { 'application/json': { schema } } } };
  return {
    openapi: '3.1.1',
    info: { title: 'T', version: '1' },
    // What `#/x` leads to.
    x: {},
    paths: { '/x': { get: { operationId: 'getX', responses } } },
    ...more,
  };
}

/** The converter clones in a way that leaves objects of another realm, which are equal to no others. */
function convert(document: OpenApiDocument): OpenApiDocument {
  return JSON.parse(JSON.stringify(downConvert(document))) as OpenApiDocument;
}

it('keeps webhooks where tools for 3.0 look for them, converted like everything else', () => {
  const schema = { type: ['string', 'null'] };
  const requestBody = { content: { 'application/json': { schema } } };
  const webhooks = {
    'order.created': { post: { requestBody, responses: { 200: { description: 'Delivered.', content: {} } } } },
  };
  const converted = convert(documentWith({ type: 'string' }, { webhooks }));
  expect(converted).not.toHaveProperty('webhooks');
  expect(Object.keys(converted.paths)).toEqual(['/x']);
  expect(converted['x-webhooks']).toEqual({
    'order.created': {
      post: {
        requestBody: { content: { 'application/json': { schema: { type: 'string', nullable: true } } } },
        responses: { 200: { description: 'Delivered.', content: {} } },
      },
    },
  });
  expect(convert(documentWith({ type: 'string' }))).not.toHaveProperty('x-webhooks');
});

function convertSchema(schema: Schema): unknown {
  const converted = convert(documentWith(schema));
  const response = converted.paths['/x']?.get?.responses['200'] as { content: Record<string, { schema: unknown }> };
  return response.content['application/json']?.schema;
}

describe('downConvert', () => {
  it.each([
    ['null beside a type', { type: ['string', 'null'] }, { type: 'string', nullable: true }],
    [
      'a nullable enum',
      { type: ['string', 'null'], enum: ['a', null] },
      { type: 'string', nullable: true, enum: ['a', null] },
    ],
    [
      'a reference that may be null',
      { description: 'D.', oneOf: [{ $ref: '#/x' }, { type: 'null' }] },
      { description: 'D.', oneOf: [{ $ref: '#/x' }, { type: 'string', nullable: true, enum: [null] }] },
    ],
    [
      'several types, each with what is said of it',
      { type: ['string', 'integer', 'null'], pattern: '^a', minimum: 3, format: 'int64', description: 'D.' },
      {
        description: 'D.',
        anyOf: [
          { type: 'string', nullable: true, pattern: '^a' },
          { type: 'integer', nullable: true, minimum: 3, format: 'int64' },
        ],
      },
    ],
    [
      'an encoding that 3.0 has no format for',
      { type: 'string', contentEncoding: 'base64url', contentMediaType: 'application/octet-stream', contentSchema: {} },
      { type: 'string' },
    ],
    ['base64', { type: 'string', contentEncoding: 'base64' }, { type: 'string', format: 'byte' }],
    [
      'several types with an enum',
      { type: ['string', 'number'], enum: ['a', 5] },
      {
        anyOf: [
          { type: 'string', enum: ['a'] },
          { type: 'number', enum: [5] },
        ],
      },
    ],
    ['a list of anything', { type: 'array' }, { type: 'array', items: {} }],
    ['a list or a text', { type: ['array', 'string'] }, { anyOf: [{ type: 'array', items: {} }, { type: 'string' }] }],
    ['a constant', { const: 'a' }, { enum: ['a'] }],
    ['a constant that is falsy', { const: false }, { enum: [false] }],
    [
      'an exclusive bound',
      { type: 'number', exclusiveMinimum: 0 },
      { type: 'number', minimum: 0, exclusiveMinimum: true },
    ],
    [
      'names by pattern',
      { type: 'object', patternProperties: { '^a': { type: 'string' } } },
      { type: 'object', additionalProperties: { type: 'string' } },
    ],
    [
      'names by two patterns',
      { type: 'object', patternProperties: { '^a': { type: 'string' }, '^b': { type: ['integer', 'null'] } } },
      { type: 'object', additionalProperties: { anyOf: [{ type: 'string' }, { type: 'integer', nullable: true }] } },
    ],
    [
      'a property in a second spelling',
      { type: 'object', properties: { order_total: {}, orderTotal: {}, orderby: {}, orderBy: {} } },
      { type: 'object', properties: { order_total: {}, orderby: {}, orderBy: {} }, additionalProperties: true },
    ],
    [
      'names by pattern beside fixed names, whose values are of another kind',
      { type: 'object', properties: { a: { type: 'integer' } }, patternProperties: { '^b': { type: 'string' } } },
      { type: 'object', properties: { a: { type: 'integer' } }, additionalProperties: true },
    ],
    [
      'a tuple',
      { type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }] },
      { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'number' }] } },
    ],
    ['examples', { type: 'string', examples: ['a', 'b'] }, { type: 'string', example: 'a' }],
    [
      'keywords that 3.0 does not know',
      { type: 'object', dependentRequired: { a: ['b'] }, if: {}, then: {}, else: {}, unevaluatedProperties: false },
      { type: 'object' },
    ],
    [
      'a description beside a reference',
      { $ref: '#/x', description: 'D.' },
      { description: 'D.', allOf: [{ $ref: '#/x' }] },
    ],
    ['bytes', { type: 'string', contentMediaType: 'application/octet-stream' }, { type: 'string', format: 'binary' }],
  ])('converts %s', (_, given, want) => {
    expect(convertSchema(given)).toEqual(want);
  });

  it('converts schemas wherever they are', () => {
    const nullable = { type: ['string', 'null'] };
    const converted = convert(
      documentWith(
        { type: 'object', properties: { a: { type: 'array', items: nullable } }, allOf: [nullable] },
        {
          components: {
            schemas: { A: { additionalProperties: nullable } },
            parameters: { p: { name: 'p', in: 'query', schema: nullable } },
          },
        },
      ),
    );
    expect(JSON.stringify(converted)).not.toContain('["string","null"]');
    expect(JSON.stringify(converted.paths)).toContain('"nullable":true');
  });

  it('leaves example payloads alone, however much they look like a schema', () => {
    const data = { type: ['string', 'null'], const: 0, examples: [1], patternProperties: { a: {} } };
    const document = documentWith(
      { type: 'object' },
      {
        components: { examples: { e: { value: data } } },
        'x-note': data,
      },
    );
    const content = { 'application/json': { schema: { type: 'object' }, example: data } };
    document.paths['/y'] = { get: { responses: { 200: { content } } } };
    expect(JSON.stringify(convert(document)).split(JSON.stringify(data))).toHaveLength(4);
  });

  it('does not change what it is given, and drops what 3.0 has no place for', () => {
    const document = documentWith(
      { const: 1 },
      {
        info: { title: 'T', version: '1', summary: 'S', license: { name: 'MIT', identifier: 'MIT' } },
        jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
      },
    );
    const before = structuredClone(document);
    const converted = convert(document);
    expect(document).toEqual(before);
    expect(converted.openapi).toBe('3.0.3');
    expect(converted.info).toEqual({
      title: 'T',
      version: '1',
      license: { name: 'MIT', url: 'https://spdx.org/licenses/MIT.html' },
    });
    expect(converted).not.toHaveProperty('jsonSchemaDialect');
  });

  it('gives schemas the title that generators make a name of: their own name', () => {
    const Product = {
      title: 'Product of a shop',
      type: 'object',
      properties: { id: { title: 'An id', type: 'string' } },
    };
    const { components } = convert(
      documentWith({ $ref: '#/components/schemas/Product' }, { components: { schemas: { Product } } }),
    );
    expect(components?.['schemas']?.['Product']).toMatchObject({
      title: 'Product',
      properties: { id: { title: 'An id' } },
    });
  });

  it('drops components that only a dropped keyword referred to, and those below them', () => {
    const schemas = {
      A: { type: 'string', contentSchema: { $ref: '#/components/schemas/B' } },
      B: { $ref: '#/components/schemas/C' },
      C: { type: 'string' },
    };
    const converted = convert(documentWith({ $ref: '#/components/schemas/A' }, { components: { schemas } }));
    expect(Object.keys(converted.components?.['schemas'] ?? {})).toEqual(['A']);
  });
});

describe('the OpenAPI 3.0 form', () => {
  it('of the fixture keeps the rules for 3.0', async () => {
    const document = downConvert(await bundle({ source: 'tests/fixtures/shop/openapi.yaml' }));
    const config = await createConfig({ extends: ['recommended-strict'] });
    expect(
      (await lintBundle(document, 'openapi.yaml', config)).map(({ ruleId, message }) => `${ruleId} ${message}`),
    ).toEqual([]);
  });

  it.each(apis)('of $name keeps the rules for 3.0', async ({ generated }) => {
    const document: unknown = JSON.parse(await readFile(fromRoot(generated, 'openapi-3.0.json'), 'utf8'));
    // What values a parameter of a path can have, only layout/ambiguous-paths knows.
    const config = await createConfig({ extends: ['recommended-strict'], rules: { 'no-ambiguous-paths': 'off' } });
    const problems = await lintBundle(document, 'openapi.yaml', config);
    expect(problems.map(({ ruleId, message }) => `${ruleId} ${message}`)).toEqual([]);
  });
});
