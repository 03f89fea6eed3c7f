import { atPointer, isRecord, type JsonObject } from '../json.ts';
import { decodePercent } from '../http/url.ts';

/** What was handed in is no description that can be checked against. The message says what would be. */
export class DescriptionError extends Error {
  override name = 'DescriptionError';
}

/** An OpenAPI document with its references and with what turned out to be unusable in it. */
export interface Document {
  readonly root: JsonObject;
  /** 3.0 has its own dialect of JSON Schema; 3.1 and later have 2020-12. */
  readonly dialect: '3.0' | '3.1';
  readonly problems: readonly string[];
  /** Records what could not be used; the same sentence once. */
  report(problem: string): void;
  /** The object behind a value of the document, its `$ref`s followed; `undefined` when it is no object or leads nowhere. */
  object(value: unknown): JsonObject | undefined;
  /** What a `$ref` of a schema leads to, and in which schema resource; seen from the resource that the reference stands in. */
  schemaTarget(ref: string, resource: JsonObject): SchemaTarget | undefined;
}

export interface SchemaTarget {
  readonly schema: unknown;
  readonly resource: JsonObject;
}

/** @throws DescriptionError when the value is not an OpenAPI 3.0 or 3.1 document. */
export function readDocument(description: unknown): Document {
  if (!isRecord(description)) throw new DescriptionError('The description is not a JSON object.');
  const version = description['openapi'];
  if (typeof version !== 'string') {
    if (description['swagger'] !== undefined)
      throw new DescriptionError('The description is Swagger 2.0; convert it to OpenAPI 3.0 or 3.1 first.');
    throw new DescriptionError('The description has no "openapi" version; it must be an OpenAPI 3.0 or 3.1 document.');
  }
  if (!/^3\.\d/.test(version))
    throw new DescriptionError(`OpenAPI ${version} is not supported; the description must be OpenAPI 3.0 or 3.1.`);
  const root = description;
  const problems = new Set<string>();
  const report = (problem: string): void => void problems.add(problem);
  /** Looked for only when a reference needs it. */
  let found: Names | undefined;
  const names = (): Names => (found ??= findNames(root));

  const pointed = (base: JsonObject, fragment: string): unknown => {
    const pointer = decodePercent(fragment);
    return pointer === '' || pointer.startsWith('/')
      ? atPointer(base, pointer)
      : names().anchors.get(base)?.get(pointer);
  };

  const object = (value: unknown): JsonObject | undefined => {
    let current = value;
    for (let hops = 0; hops < 32; hops++) {
      if (!isRecord(current)) return undefined;
      const ref = current['$ref'];
      if (typeof ref !== 'string') return current;
      const target = ref.startsWith('#') ? pointed(root, ref.slice(1)) : undefined;
      if (target === undefined) report(`The reference "${ref}" leads nowhere; bundle the description into one file.`);
      current = target;
    }
    return undefined;
  };

  const findTarget = (ref: string, resource: JsonObject): SchemaTarget | undefined => {
    const hash = ref.indexOf('#');
    const uri = hash < 0 ? ref : ref.slice(0, hash);
    const fragment = hash < 0 ? '' : ref.slice(hash + 1);
    const bases: (JsonObject | undefined)[] = [resource, root];
    if (uri !== '') {
      const { resources, ids } = names();
      bases.splice(0, 2, resources.get(uri) ?? resources.get(resolveUri(uri, ids.get(resource))));
    }
    for (const base of bases) {
      const schema = base && pointed(base, fragment);
      if (base && schema !== undefined) return { schema, resource: base };
    }
    return undefined;
  };
  // A description refers to the same schemas again and again, nearly always from its root.
  const targets = new Map<string, SchemaTarget | undefined>();

  return {
    root,
    dialect: version.startsWith('3.0') ? '3.0' : '3.1',
    get problems() {
      return [...problems];
    },
    report,
    object,
    schemaTarget(ref, resource) {
      if (resource !== root) return findTarget(ref, resource);
      let target = targets.get(ref);
      if (target === undefined && !targets.has(ref)) targets.set(ref, (target = findTarget(ref, root)));
      return target;
    },
  };
}

/** What these hold are values, however much one looks like a schema. */
const data = new Set(['example', 'examples', 'enum', 'const']);

/** What these hold is named: by the names of keywords, too. */
const named = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'schemas']);

function resolveUri(uri: string, base: string | undefined): string {
  try {
    return new URL(uri, base).href;
  } catch {
    return uri;
  }
}

/** What schemas of a document are called, beside their place in it. */
interface Names {
  /** Schemas with an `$id`, by that id. */
  readonly resources: Map<string, JsonObject>;
  readonly ids: Map<JsonObject, string>;
  /** Schemas with an `$anchor` or `$dynamicAnchor`, by that, in each resource. */
  readonly anchors: Map<JsonObject, Map<string, JsonObject>>;
}

function findNames(root: JsonObject): Names {
  const names: Names = { resources: new Map(), ids: new Map(), anchors: new Map() };
  const visit = (value: unknown, around: JsonObject, base: string | undefined, isNamed = false): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, around, base);
    if (!isRecord(value)) return;
    if (isNamed) return Object.values(value).forEach((schema) => visit(schema, around, base));
    const { $id, $anchor, $dynamicAnchor } = value;
    const id = typeof $id === 'string' ? resolveUri($id.replace(/#$/, ''), base) : undefined;
    const resource = id === undefined ? around : value;
    if (id !== undefined) {
      names.resources.set(id, value);
      names.ids.set(value, id);
    }
    for (const anchor of [$anchor, $dynamicAnchor]) {
      if (typeof anchor !== 'string') continue;
      const known = names.anchors.get(resource) ?? new Map<string, JsonObject>();
      if (!known.has(anchor)) names.anchors.set(resource, known.set(anchor, value));
    }
    for (const key in value) if (!data.has(key)) visit(value[key], resource, id ?? base, named.has(key));
  };
  visit(root, root, undefined);
  return names;
}
