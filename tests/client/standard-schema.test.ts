import { describe, expect, it } from 'vitest';
import * as ecwid from '../../generated/ecwid/schemas.js';
import { apis } from '../../scripts/apis.ts';
import { fromRoot } from '../../scripts/cli/root.ts';
import { object, schema, type SchemaPart, type StandardSchema } from '../../scripts/client/standard-schema.ts';
import { listOperations, resolve, type OpenApiDocument } from '../../scripts/description/document.ts';
import { readBundle } from '../../scripts/description/read-bundle.ts';

type Schemas = Readonly<Record<string, StandardSchema<unknown>>>;

function issuesOf(schema: StandardSchema<unknown>, value: unknown): string[] {
  const result = schema['~standard'].validate(value);
  return 'issues' in result ? result.issues.map(({ message, path }) => `${path.join('/')}: ${message}`) : [];
}

interface Example {
  readonly operationId: string;
  readonly name: string;
  readonly value: unknown;
}

/** Examples of bodies and of answers, with the name of the schema that they are of. */
function examplesOf(document: OpenApiDocument): Example[] {
  return listOperations(document).flatMap(({ operation }) => {
    const holders = [operation.requestBody, ...Object.values(operation.responses)].filter((one) => one !== undefined);
    return holders.flatMap((holder, index) =>
      Object.values(resolve<{ content?: object }>(document, holder as object).content ?? {}).flatMap((media) => {
        const { schema, examples = {} } = media as { schema?: { $ref?: string }; examples?: object };
        const name = schema?.$ref?.split('/').at(-1);
        if (!name) return [];
        return Object.values(examples).map((example) => ({
          operationId: operation.operationId!,
          name: holder === operation.requestBody && index === 0 ? `${name}Input` : name,
          value: (resolve(document, example as object) as { value?: unknown }).value,
        }));
      }),
    );
  });
}

it.each(apis)('$title: all examples of the description are accepted, as they are', async (api) => {
  const document = await readBundle(api);
  const schemas = (await import(fromRoot(api.generated, 'schemas.js'))) as Schemas;
  const examples = examplesOf(document);
  let checked = 0;
  for (const { operationId, name, value } of examples) {
    // Most schemas look the same both ways, and bytes have none.
    const schema = schemas[name] ?? schemas[name.replace(/Input$/, '')];
    if (!schema || typeof value === 'string') continue;
    expect(schema['~standard'].validate(value), `${operationId}: ${name}`).toEqual({ value });
    checked++;
  }
  expect(checked).toBeGreaterThan(examples.length * 0.9);
});

describe('a schema', () => {
  const product = { id: 1, name: 'Linen apron' };

  it.each([
    ['another kind of value', 5, [': It is number, not object.']],
    ['a member that is missing', { name: 'Linen apron' }, ['id: It is missing.']],
    ['a member of another kind', { ...product, price: '39.50' }, ['price: It is string, not null or number.']],
    ['null where it is not allowed', { id: null }, ['id: It is null, not number.']],
    ['what is not a list', { ...product, options: {} }, ['options: It is object, not array.']],
    [
      'members of members of a list, each with its place',
      { ...product, options: [{ name: 'Size', choices: [{ text: 'S' }, { text: 5, priceModifier: '1' }] }] },
      [
        'options/0/choices/1/text: It is number, not string.',
        'options/0/choices/1/priceModifier: It is string, not number.',
      ],
    ],
    [
      'values of names that are not known',
      { ...product, nameTranslated: { de: 5 } },
      ['nameTranslated/de: It is number, not string.'],
    ],
  ])('refuses %s', (_, value, issues) => {
    expect(issuesOf(ecwid.Product, value)).toEqual(issues);
  });

  it('leaves objects and enumerations open', () => {
    const value = { ...product, carbon: { kg: 2 }, options: [{ name: 'Size', type: 'HOLOGRAM', more: 1 }] };
    expect(ecwid.Product['~standard'].validate(value)).toEqual({ value });
  });

  it('is a Standard Schema of version 1', () => {
    expect(ecwid.Product['~standard']).toMatchObject({ version: 1, vendor: 'commerce-openapi' });
  });

  it('takes one of several, and may refer to itself', () => {
    const tree: SchemaPart = object({ string: '!name' }, { children: () => [tree], parent: () => ['null', tree] });
    expect(issuesOf(schema(tree), { name: 'a', parent: null, children: [{ name: 'b', children: [] }] })).toEqual([]);
    expect(issuesOf(schema(tree), { name: 'a', children: [{ name: 'b', children: [{}] }] })).toEqual([
      'children/0/children/0/name: It is missing.',
    ]);
    expect(issuesOf(schema(tree), { name: 'a', parent: { name: 1 } })).toEqual([
      'parent/name: It is number, not string.',
    ]);
  });

  it('is not taken in by names that every object has', () => {
    expect(issuesOf(object({ string: '!constructor' }), {})).toEqual(['constructor: It is missing.']);
  });
});

it('what a description says of required members depends on the way that they travel', () => {
  // Answers carry an id; bodies cannot.
  expect(issuesOf(ecwid.ProductCreate, { name: 'Linen apron' })).toEqual([]);
  expect(issuesOf(ecwid.ProductCreate, {})).toEqual(['name: It is missing.']);
});
