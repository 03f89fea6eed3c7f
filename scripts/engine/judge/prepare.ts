import { isRecord, own } from '../json.ts';
import { closure } from '../schema/closure.ts';
import { inPlaceLists, innerMaps, type Schema, type SchemaObject } from '../schema/keywords.ts';
import { isFree, schemasOf } from '../schema/members.ts';
import type { SchemaSet } from '../schema/schema-set.ts';

/** A schema as ajv gets it. */
export type Prepared = boolean | Record<string, unknown>;

/** What a schema says about the members of an object, beside whether they are valid. */
export interface Members {
  /** Whether it names any, so that there can be others. */
  readonly named: boolean;
  /** Whether a member that ajv has seen no schema for is in the description all the same. */
  knows(name: string, object: unknown): boolean;
}

export interface Preparer {
  /** A schema that describes a value of its own. */
  value(schema: Schema): Prepared;
  /** A schema that describes a value together with others: a definition, a branch. */
  inPlace(schema: Schema): Prepared;
}

/**
 * Schemas as ajv gets them.
 * - What it would judge wrongly is put in other words: `contains` beside `unevaluatedItems`, the name `__proto__`.
 * - They note members that are not mentioned, by a keyword of ours. Not in `not`, `contains` and `propertyNames`, which say nothing about what is there.
 */
export function createPreparer(set: SchemaSet): Preparer {
  const known = { value: new Map<Schema, Prepared>(), inPlace: new Map<Schema, Prepared>() };
  const flag = set.purpose === 'request' ? 'readOnly' : 'writeOnly';

  const cached = (kind: 'value' | 'inPlace', make: (schema: SchemaObject) => Prepared) => {
    return (schema: Schema): Prepared => {
      if (typeof schema === 'boolean') return schema || { absent: true };
      let prepared = known[kind].get(schema);
      if (prepared === undefined) known[kind].set(schema, (prepared = make(schema)));
      return prepared;
    };
  };

  const copy = (schema: SchemaObject): Record<string, unknown> => {
    const result: Record<string, unknown> = { ...schema };
    for (const keyword of inPlaceLists) if (schema[keyword]) result[keyword] = schema[keyword].map(inPlace);
    for (const keyword of ['if', 'then', 'else'] as const)
      if (schema[keyword] !== undefined) result[keyword] = inPlace(schema[keyword]);
    for (const keyword of ['items', 'additionalProperties', 'unevaluatedItems', 'unevaluatedProperties'] as const)
      if (schema[keyword] !== undefined) result[keyword] = value(schema[keyword]);
    if (schema.prefixItems) result['prefixItems'] = schema.prefixItems.map(value);
    for (const keyword of innerMaps) if (schema[keyword]) result[keyword] = mapped(schema[keyword], value);
    if (Object.hasOwn(schema.properties ?? {}, '__proto__'))
      result['patternProperties'] = {
        ...(result['patternProperties'] as object | undefined),
        '^__proto__$': value(schema.properties?.['__proto__'] as Schema),
      };
    if (schema.dependentSchemas) {
      const conditions = Object.entries(schema.dependentSchemas).map(([name, part]) => ({
        if: { type: 'object', required: [name] },
        then: inPlace(part),
      }));
      result['allOf'] = [...((result['allOf'] as object[] | undefined) ?? []), ...conditions];
      delete result['dependentSchemas'];
    }
    if (schema.unevaluatedItems !== undefined) result['unevaluatedItems'] = sparingContained(schema);
    return result;
  };

  /** Items that `contains` has found are evaluated. */
  const sparingContained = (schema: SchemaObject): Prepared => {
    const parts = closure(set, [schema]);
    const branches = parts.flatMap((part) => branchesOf(part));
    if (closure(set, branches).some(({ contains }) => contains !== undefined))
      return { unjudged: 'its schema has unevaluatedItems beside a contains that only sometimes applies' };
    const rest = value(schema.unevaluatedItems as Schema);
    return parts
      .flatMap(({ contains = [] }) => contains)
      .reduce<Prepared>((otherwise, contains) => ({ if: inPlace(contains), else: otherwise }), rest);
  };

  const inPlace = cached('inPlace', (schema) => {
    const result = copy(schema);
    if (!isFree(schema)) result['named'] = true;
    return result;
  });

  const value = cached('value', (schema) => {
    const result: Record<string, unknown> = {};
    // Known before it is made: a schema may contain itself.
    known.value.set(schema, result);
    Object.assign(result, copy(schema));
    const parts = closure(set, [schema]);
    const free = parts.every(isFree);
    if (parts.some((part) => part[flag] === true)) result['hidden'] = true;
    if (free && closure(set, parts.flatMap(allBranchesOf)).every(isFree) && !parts.some(isBase)) return result;
    result['members'] = { named: !free, knows: (name, object) => isKnown(parts, name, object) } satisfies Members;
    return result;
  });

  const allBranchesOf = (part: SchemaObject): Schema[] => {
    const found = new Set<Schema>();
    const visit = (schema: Schema): void => {
      if (found.has(schema)) return;
      found.add(schema);
      for (const inner of closure(set, [schema])) branchesOf(inner).forEach(visit);
    };
    branchesOf(part).forEach(visit);
    return [...found];
  };

  /** In a base schema, the value names the schema that extends it. */
  const isKnown = (parts: readonly SchemaObject[], name: string, object: unknown): boolean =>
    parts.filter(isBase).some(({ discriminator }) => {
      const { propertyName = '', mapping = {} } = discriminator ?? {};
      const kind = isRecord(object) ? own(object, propertyName) : undefined;
      const extension =
        typeof kind === 'string' ? set.named((own(mapping, kind) as string | undefined) ?? kind) : undefined;
      return extension !== undefined && schemasOf(closure(set, [extension]), name) !== undefined;
    });

  return { value, inPlace };
}

/** A discriminator without alternatives stands in a schema that others extend. */
function isBase({ discriminator, oneOf, anyOf }: SchemaObject): boolean {
  return discriminator !== undefined && !oneOf && !anyOf;
}

function branchesOf(part: SchemaObject): Schema[] {
  const conditions = [part.if, part.then, part.else].filter((schema) => schema !== undefined);
  return [...(part.oneOf ?? []), ...(part.anyOf ?? []), ...conditions, ...Object.values(part.dependentSchemas ?? {})];
}

function mapped(map: Record<string, Schema>, read: (schema: Schema) => Prepared): Record<string, Prepared> {
  return Object.fromEntries(
    Object.entries(map).flatMap(([name, schema]) => (name === '__proto__' ? [] : [[name, read(schema)]])),
  );
}
