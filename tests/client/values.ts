import fc from 'fast-check';
import { resolve, type OpenApiDocument } from '../../scripts/description/document.ts';

/** A value of a parameter, as it is given to the client and as a server may read it. */
export interface Value {
  readonly given: unknown;
  /** More than one where the description leaves open whether digits are a number or a text. */
  readonly read: readonly unknown[];
}

interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly unknown[];
  readonly format?: string;
  readonly contentMediaType?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly items?: unknown;
  readonly patternProperties?: Readonly<Record<string, unknown>>;
}

const dateFilter = '#/components/schemas/DateTimeFilter';

/** Values that a parameter may have by its schema. Throws for a schema that it does not know, so that none goes untested. */
export function valuesOf(
  document: OpenApiDocument,
  schema: unknown,
  place: 'path' | 'query' | 'header',
): fc.Arbitrary<Value> {
  if ((schema as { $ref?: string }).$ref === dateFilter) return dates();
  const { type, ...rest } = resolve(document, schema ?? {}) as Schema;
  if (rest.anyOf) return fc.oneof(...rest.anyOf.map((part) => valuesOf(document, part, place)));
  if (rest.enum) return fc.constantFrom(...rest.enum).map(single);
  const types = [type ?? []].flat();
  return fc.oneof(...types.map((one) => valuesOfType(document, one, rest, place)));
}

function valuesOfType(
  document: OpenApiDocument,
  type: string,
  schema: Omit<Schema, 'type'>,
  place: 'path' | 'query' | 'header',
): fc.Arbitrary<Value> {
  const { minimum: min, maximum: max } = schema;
  switch (type) {
    case 'boolean':
      return fc.boolean().map(single);
    case 'integer':
      return fc.integer({ ...(min !== undefined && { min }), ...(max !== undefined && { max }) }).map(single);
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => single(value + 0));
    case 'string':
      return texts(schema, place).map(single);
    case 'array': {
      const items = fc.array(valuesOf(document, schema.items, place), { minLength: 1, maxLength: 5 });
      return items.map((values) => ({
        given: values.map(({ given }) => given),
        read: [values.map(({ given }) => given)],
      }));
    }
    case 'object': {
      const [[pattern, member] = []] = Object.entries(schema.patternProperties ?? {});
      if (!pattern?.startsWith('^')) throw new Error('Only objects with names of a certain beginning are known here.');
      const beginning = pattern.slice(1).replaceAll('\\', '');
      const names = fc.string({ unit: 'grapheme', minLength: 1 }).map((name) => beginning + name);
      const members = valuesOf(document, member, place).map(({ given }) => given);
      return fc.dictionary(names, members, { minKeys: 1, maxKeys: 3 }).map(single);
    }
    default:
      throw new Error(`No values are known for a parameter of type ${type}.`);
  }
}

/** A `Date` is sent as a timestamp, which is a number or a text to who reads it; a text as it is. */
function dates(): fc.Arbitrary<Value> {
  const date = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true });
  return fc.oneof(
    date.map((given) => ({ given, read: [Math.floor(+given / 1000), `${Math.floor(+given / 1000)}`] })),
    date.map((given) => single(given.toISOString().slice(0, 10))),
    fc.nat().map((given) => ({ given, read: [given, `${given}`] })),
  );
}

function texts({ format, contentMediaType, maxLength }: Omit<Schema, 'type'>, place: string): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid();
  if (contentMediaType) return fc.json();
  const text = fc.string({
    unit: 'grapheme',
    minLength: 1,
    ...(maxLength !== undefined && { maxLength: maxLength >> 3 }),
  });
  // A path of nothing or of dots leads elsewhere; the client refuses it.
  return place === 'path' ? text.filter((value) => !/^\.{1,2}$/.test(value)) : text;
}

function single(given: unknown): Value {
  return { given, read: [given] };
}
