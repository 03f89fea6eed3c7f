import { describe, expect, it } from 'vitest';
import { apis } from '../../scripts/apis.ts';
import type { FoundOperation, OpenApiDocument, PathItem } from '../../scripts/description/document.ts';
import { enumValuesOf, withoutValues } from '../../scripts/docs/model/enumeration.ts';
import { listFields, toField } from '../../scripts/docs/model/fields.ts';
import { collectIdLinks, sourcesOf, targetsOf } from '../../scripts/docs/model/links.ts';
import { viewOperation } from '../../scripts/docs/model/operation.ts';
import { typeOf, typeText } from '../../scripts/docs/model/types.ts';
import { describeAll } from './described.ts';

const document = {
  openapi: '3.1.0',
  info: {},
  paths: {},
  components: {
    schemas: {
      Status: {
        description: 'How far it is:\n\n- `NEW`: just begun.\n- `DONE`, `OVER`: at its end.',
        type: 'string',
        enum: ['NEW', 'DONE', 'OVER', null],
      },
      Base: { type: 'object', properties: { id: { type: 'integer' }, name: { type: 'string', maxLength: 9 } } },
      Thing: {
        allOf: [{ $ref: '#/components/schemas/Base' }, { required: ['name'] }],
        properties: {
          status: { $ref: '#/components/schemas/Status', description: 'Of the thing.', readOnly: true },
          inner: {
            type: ['array', 'null'],
            items: { type: 'object', properties: { deep: { type: 'boolean', default: false } } },
          },
        },
        additionalProperties: { type: 'number' },
      },
      Loop: { allOf: [{ $ref: '#/components/schemas/Loop' }], properties: { a: {} } },
    },
  },
} as unknown as OpenApiDocument;
const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const fieldsOf = (name: string) =>
  listFields(document, document.components!['schemas']![name] as Record<string, unknown>);

describe('values', () => {
  const done = { value: 'DONE', meaning: 'at its end.' };

  it('keep their meaning where a field has a description of its own, be it nullable or a list', () => {
    const wanted = [{ value: 'NEW', meaning: 'just begun.' }, done, { value: 'OVER', meaning: 'at its end.' }];
    for (const schema of [
      { ...reference('Status'), description: 'Of its own.' },
      { oneOf: [reference('Status'), { type: 'null' }], description: 'Of its own.' },
      { type: 'array', items: reference('Status') },
    ])
      expect(enumValuesOf(document, schema)).toEqual(wanted);
    expect(
      toField(document, 'x', reference('Status'), false, { description: 'Own.\n\n- `NEW`: otherwise.' }).values,
    ).toEqual([{ value: 'NEW', meaning: 'otherwise.' }, ...wanted.slice(1)]);
  });

  it('are not said twice', () => {
    const text = 'How far it is:\n\n- `NEW`: just begun.\n- `ODD`: stays.';
    expect(withoutValues(text, [{ value: 'NEW' }])).toBe('How far it is:\n\n- `ODD`: stays.');
    expect(withoutValues('How far:\n\n- `NEW`: begun.', [{ value: 'NEW' }])).toBe('How far.');
  });

  it('have their meaning at every field and parameter of the descriptions that refers to one', async () => {
    let seen = 0;
    for (const { document: whole, schemas, sections } of await describeAll()) {
      const known = (whole.components?.['schemas'] ?? {}) as Record<string, { enum?: unknown[]; description?: string }>;
      const operations = sections.flatMap((section) => section.operations);
      const fields = [
        ...operations.flatMap(({ parameters, body }) => [...parameters, ...(body?.fields ?? [])]),
        ...schemas.flatMap((group) => group.schemas).flatMap(({ schema }) => listFields(whole, schema)),
      ];
      for (const { name, schema, values } of fields) {
        const target = known[String(schema['$ref']).split('/').pop()!];
        if (!target?.enum || schema['description'] === undefined) continue;
        for (const { value, meaning } of enumValuesOf(whole, target)) {
          if (meaning === undefined) continue;
          seen += 1;
          expect(values.find((each) => each.value === value)?.meaning, `${name} ${value}`).toBeDefined();
        }
      }
    }
    expect(seen).toBeGreaterThan(100);
  });
});

describe('fields', () => {
  it('are those of all parts, with marks, limits, and what has no name of its own below them', () => {
    const fields = fieldsOf('Thing');
    expect(fields.map(({ name, isRequired }) => [name, isRequired])).toEqual([
      ['status', false],
      ['inner', false],
      ['id', false],
      ['name', true],
      ['any other name', false],
    ]);
    const [status, inner, , name] = fields;
    expect(status).toMatchObject({ access: 'read-only', description: 'Of the thing.' });
    expect(inner!.children.map((field) => [field.name, field.limits])).toEqual([['deep', ['default `false`']]]);
    expect(name!.limits).toEqual(['at most 9 characters']);
  });

  it('of a schema that is made of itself come once', () => {
    expect(fieldsOf('Loop').map(({ name }) => name)).toEqual(['a']);
  });

  it('say where they are known from when no page documents them', () => {
    expect(toField(document, 'x', { type: 'string', 'x-source': 'client' }, false).evidence).toBe('client');
    expect(toField(document, 'x', { type: 'string' }, false, { 'x-source': 'observed' }).evidence).toBe('observed');
  });

  it.each([
    [{ type: 'array', items: reference('Thing') }, 'list of Thing'],
    [{ type: ['string', 'null'] }, 'string or null'],
    [{ oneOf: [reference('Thing'), { type: 'null' }] }, 'Thing or null'],
    [{ type: 'object', additionalProperties: { type: 'number' } }, 'map of number'],
    [{ type: 'string', format: 'binary' }, 'file'],
    [{}, 'anything'],
  ])('%j is %s', (schema, text) => expect(typeText(typeOf(schema))).toBe(text));
});

describe('ids', () => {
  const linked = {
    ...document,
    paths: {
      '/things': {
        get: {
          operationId: 'searchThings',
          responses: {
            200: {
              links: {
                one: { operationId: 'getThing', parameters: { 'path.thingId': '$response.body#/items/0/id' } },
                all: { operationId: 'deleteThings' },
              },
            },
            404: { links: { one: { operationId: 'getThing', parameters: { thingId: '$response.body#/id' } } } },
          },
        },
      },
      '/things/{thingId}': {
        put: {
          operationId: 'updateThing',
          responses: {
            200: { links: { self: { operationId: 'getThing', parameters: { thingId: '$request.path.thingId' } } } },
          },
        },
      },
    } as unknown as Record<string, PathItem>,
  };

  it('come from the answers of operations that link to them, and never from a request that has them already', () => {
    const links = collectIdLinks(linked);
    expect(links.filter(({ parameters }) => parameters.length > 0)).toEqual([
      { from: 'searchThings', to: 'getThing', parameters: ['thingId'] },
    ]);
    expect(sourcesOf(links, 'getThing', 'thingId')).toEqual(['searchThings']);
    expect(targetsOf(links, 'searchThings')).toEqual(['getThing', 'deleteThings']);
  });

  it('are named only at operations that take them', async () => {
    for (const { areas, links } of await describeAll()) {
      for (const { id, parameters } of areas.flatMap(({ operations }) => operations)) {
        const names = parameters.map(({ name }) => name);
        for (const { parameters: taken } of links.filter(({ to }) => to === id))
          for (const name of taken) expect(names, id).toContain(name);
      }
    }
  });
});

describe('an operation', () => {
  it('has scopes, warnings, codes beside their status, and examples by name', () => {
    const operation = {
      operationId: 'deleteThings',
      security: [{ token: ['a'] }, { old: [] }],
      'x-never-live': true,
      'x-never-live-reason': 'It wipes all.',
      'x-optional-scopes': { b: 'Opens more.' },
      'x-token-scopes': ['c'],
      'x-error-codes': [{ status: 404, code: 'GONE', description: 'No such thing.' }],
      responses: {
        200: { content: { 'application/json': { examples: { default: { value: 1 }, many: { value: 2 } } } } },
        404: {},
      },
    };
    const found = {
      path: '/things',
      method: 'delete',
      item: { servers: [{ url: 'https://api.test' }] },
      operation,
    } as unknown as FoundOperation;
    const view = viewOperation(apis[0]!, document, found, 'ecwid/things', false);
    expect(view).toMatchObject({ scopes: ['a', 'c'], furtherScopes: [['b', 'Opens more.']], warning: 'It wipes all.' });
    expect(view.answers[1]!.codes.map(({ value }) => value)).toEqual(['GONE']);
    expect(view.answers[0]!.content!.examples).toEqual([
      { title: '', value: 1 },
      { title: 'many', value: 2 },
    ]);
  });
});
