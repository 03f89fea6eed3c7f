import type { Document } from '../description/document.ts';
import { isRecord, own, type JsonObject } from '../json.ts';
import { dynamicAnchors, dynamicTarget } from './dynamic-scope.ts';
import { hiddenNames } from './hidden-names.ts';
import { addNull, readLegacy } from './legacy-keywords.ts';
import { formats } from './formats.ts';
import { annotations, heldBy, keywords, type Schema, type SchemaObject } from './keywords.ts';
import { liftPartial } from './partial.ts';
import { compilePattern } from './patterns.ts';

/**
 * What schemas are read for. A required `readOnly` property may be absent from a request, a required `writeOnly` one from a
 * response (OpenAPI 3.1, 4.8.24); from a `partial` response, one that the caller had cut down, everything may be absent.
 */
export type Purpose = 'request' | 'response' | 'partial';

/**
 * The schemas of a document for one purpose, as plain 2020-12: 3.0 dialect converted, annotations left out, unusable keywords
 * dropped and reported. Schemas are read when they are first asked for, so that a large description costs nothing at the start.
 */
export interface SchemaSet {
  readonly purpose: Purpose;
  /** @param raw a schema as it stands in the document; the same one gives the same result. */
  read(raw: unknown): Schema;
  /** What the `$ref`s of the schemas read so far lead to; grows with {@link read}. */
  readonly definitions: ReadonlyMap<string, Schema>;
  /** What a discriminator value or mapping entry names. */
  named(nameOrRef: string): Schema | undefined;
  /** Whether a definition is what a discriminator value or mapping entry names. */
  isNamed(key: string, nameOrRef: string): boolean;
}

/** How a schema is read at one place. */
interface Place {
  /** Names that need not be there although they are required. */
  readonly lifted: ReadonlySet<string>;
  /** Everything may be absent. */
  readonly partial: boolean;
  /** Schema resource that `$ref`s are resolved in. */
  readonly resource: JsonObject;
  /** Schemas with dynamic anchors that were entered on the way, outermost first. */
  readonly scope: readonly JsonObject[];
}

const nothing: ReadonlySet<string> = new Set();

export function createSchemaSet(document: Document, purpose: Purpose, strict = false): SchemaSet {
  const definitions = new Map<string, Schema>();
  const keys = new Map<unknown, Map<string, string>>();
  const origins = new Map<string, unknown>();
  const resources = new Map<JsonObject, number>([[document.root, 0]]);
  const cache = new Map<unknown, Schema>();
  const pending: { key: string; raw: unknown; place: Place }[] = [];

  /** Reads a schema that describes a value of its own: what may be absent is decided here, and holds for all its parts. */
  const readValue = (raw: unknown, place: Place): Schema => {
    const lifted = purpose === 'partial' ? nothing : hiddenNames(document, raw, purpose);
    return readInPlace(raw, { ...place, lifted });
  };

  const enter = (raw: unknown, place: Place): Place => {
    if (!isRecord(raw) || place.scope.includes(raw) || dynamicAnchors(raw).size === 0) return place;
    if (!resources.has(raw)) resources.set(raw, resources.size);
    return { ...place, scope: [...place.scope, raw] };
  };

  const readInPlace = (raw: unknown, place: Place): Schema => {
    if (typeof raw === 'boolean') return raw;
    if (!isRecord(raw)) {
      if (raw !== undefined) document.report(`A schema is ${excerpt(raw)}; it must be an object or a boolean.`);
      return true;
    }
    const here = typeof raw['$id'] === 'string' && !raw['$id'].startsWith('#') ? { ...place, resource: raw } : place;
    const schema: SchemaObject = {};
    const reference = raw['$ref'] ?? raw['$dynamicRef'];
    if (typeof reference === 'string') {
      const key = keyOf(reference, here, raw['$ref'] === undefined && !reference.includes('#/'));
      if (key !== undefined) schema.$ref = key;
      // In 3.0 whatever stands beside a $ref is ignored; `nullable` is honoured, since that is what its writers mean.
      if (document.dialect === '3.0') return raw['nullable'] === true ? addNull(schema) : schema;
    }
    const source = readLegacy(raw);
    for (const keyword in source)
      readKeyword(keyword, source[keyword], schema as Record<string, unknown>, source, here);
    if (here.lifted.size > 0 && schema.required) {
      schema.required = schema.required.filter((name) => !here.lifted.has(name));
      if (schema.required.length === 0) delete schema.required;
    }
    const result = here.partial ? liftPartial(schema) : schema;
    return document.dialect === '3.0' && raw['nullable'] === true ? addNull(result) : result;
  };

  /**
   * What has a value that the keyword cannot have is left out and reported, so that one slip in a description does not stop the checking of
   * the rest.
   */
  const readKeyword = (
    keyword: string,
    value: unknown,
    schema: Record<string, unknown>,
    source: JsonObject,
    place: Place,
  ): void => {
    const how = keywords.get(keyword);
    if (typeof how === 'object') {
      if ((keyword === 'then' || keyword === 'else') && source['if'] === undefined) return;
      // A condition is about what is there: cutting it down as well would turn it round.
      const isFirm = place.partial && (keyword === 'not' || keyword === 'if');
      const inside = isFirm ? { ...place, partial: false } : place;
      const read = how.holds === 'part' ? readInPlace : readValue;
      const held = heldBy(how, value).map(([name, raw]): [string, Schema] => [name, read(raw, inside)]);
      if (how.as === 'map')
        schema[keyword] = Object.fromEntries(
          held.flatMap(keyword === 'patternProperties' ? checkName : (one) => [one]),
        );
      else if (held.length > 0) schema[keyword] = how.as === 'list' ? held.map(([, part]) => part) : held[0]?.[1];
    } else if (how?.(value)) {
      if (keyword === 'format' && !formats.has(value as string)) {
        if (strict && !hints.has(value as string))
          document.report(`A schema has the format "${value as string}", which is not checked.`);
      } else schema[keyword] = keyword === 'discriminator' ? readDiscriminator(value as JsonObject) : value;
    } else if (how) document.report(`A schema has ${keyword}: ${excerpt(value)}, which that keyword cannot have.`);
    else if (strict && !annotations.has(keyword) && !/^(?:\$ref|\$dynamicRef|nullable|x-.*)$/.test(keyword))
      document.report(`A schema has the keyword "${keyword}", which JSON Schema does not know.`);
  };

  /** Which names a broken pattern means cannot be known, so that none may be called undocumented. */
  const checkName = ([pattern, schema]: [string, Schema]): [string, Schema][] => {
    if (compilePattern(pattern)) return [[pattern, schema]];
    document.report(`The pattern ${pattern} is no regular expression that JavaScript reads.`);
    return [['', true]];
  };

  /** Key of the definition that a reference leads to, seen from a place; the definition itself is read later. */
  const keyOf = (reference: string, from: Place, dynamic: boolean): string | undefined => {
    const found = document.schemaTarget(reference, from.resource);
    if (found === undefined) {
      document.report(`The reference "${reference}" leads nowhere; bundle the description into one file.`);
      return undefined;
    }
    const target = dynamic ? dynamicTarget(found.schema, from.scope) : found.schema;
    const place = enter(target, { ...from, resource: found.resource });
    let resource = resources.get(place.resource);
    if (resource === undefined) resources.set(place.resource, (resource = resources.size));
    const scope = place.scope.map((schema) => resources.get(schema)).join('-');
    const variant = `${resource}.${scope}${place.partial ? 'p' : ''}${[...place.lifted].sort().join(',')}`;
    let byVariant = keys.get(target);
    if (!byVariant) keys.set(target, (byVariant = new Map()));
    let key = byVariant.get(variant);
    if (key === undefined) {
      key = `s${definitions.size}`;
      byVariant.set(variant, key);
      definitions.set(key, true);
      origins.set(key, target);
      pending.push({ key, raw: target, place });
    }
    return key;
  };

  const settle = (): void => {
    for (let next = pending.pop(); next; next = pending.pop())
      definitions.set(next.key, readInPlace(next.raw, next.place));
  };

  const namedRaw = (nameOrRef: string): unknown => {
    const components = document.root['components'];
    const schemas = isRecord(components) ? components['schemas'] : undefined;
    if (isRecord(schemas) && isRecord(own(schemas, nameOrRef))) return schemas[nameOrRef];
    return nameOrRef.includes('#') ? document.schemaTarget(nameOrRef, document.root)?.schema : undefined;
  };

  const start: Place = { lifted: nothing, partial: purpose === 'partial', resource: document.root, scope: [] };
  const set: SchemaSet = {
    purpose,
    definitions,
    read(raw) {
      const key = cacheKey(raw);
      let schema = cache.get(key);
      if (schema === undefined) {
        schema = readValue(raw, enter(raw, start));
        settle();
        cache.set(key, schema);
      }
      return schema;
    },
    named(nameOrRef) {
      const raw = namedRaw(nameOrRef);
      return raw === undefined ? undefined : set.read(raw);
    },
    isNamed: (key, nameOrRef) => origins.has(key) && origins.get(key) === namedRaw(nameOrRef),
  };
  return set;
}

/** Formats of OpenAPI that every value has: they tell what a generator should make of it. */
const hints = new Set(['float', 'double', 'binary', 'password']);

function excerpt(value: unknown): string | undefined {
  return JSON.stringify(value)?.slice(0, 60);
}

function readDiscriminator({ propertyName, mapping }: JsonObject): SchemaObject['discriminator'] {
  const entries = Object.entries(isRecord(mapping) ? mapping : {}).filter(([, target]) => typeof target === 'string');
  return { propertyName: propertyName as string, mapping: Object.fromEntries(entries) as Record<string, string> };
}

/** The same reference stands under hundreds of statuses: all of them are one schema. Other schemas are told apart by identity. */
function cacheKey(raw: unknown): unknown {
  if (!isRecord(raw) || typeof raw['$ref'] !== 'string') return raw;
  for (const keyword in raw) if (keyword !== '$ref' && !annotations.has(keyword)) return raw;
  return raw['$ref'];
}
