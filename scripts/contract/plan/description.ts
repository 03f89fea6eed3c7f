/** Reads the parts of a bundled description that a request is planned from. Nothing in it is trusted to be there. */

import type { ContractOperation } from '../../engine/types.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly style: string;
  readonly explode: boolean;
  readonly schema: JsonObject;
  /** Values that the description itself gives, best first: examples, default, the first of an enum. */
  readonly samples: readonly unknown[];
}

export interface Link {
  readonly operationId: string;
  /** Parameter name (`productId`, or `path.productId`) to runtime expression or constant. */
  readonly parameters: JsonObject;
}

export interface MediaType {
  readonly type: string;
  readonly schema: JsonObject | undefined;
  /** Named examples with their values; an unnamed one has the name `''`. */
  readonly examples: readonly { readonly name: string; readonly value: unknown }[];
}

export interface PlannedResponse {
  /** As written: `200`, `4XX`, `default`. */
  readonly status: string;
  readonly content: readonly MediaType[];
  readonly links: readonly Link[];
}

/** An operation with what is needed to send it. */
export interface PlannedOperation {
  readonly contract: ContractOperation;
  readonly parameters: readonly Parameter[];
  readonly requestBody: { readonly required: boolean; readonly content: readonly MediaType[] } | undefined;
  readonly responses: readonly PlannedResponse[];
  /** Why nothing may ever send it to a live host (`x-never-live`); undefined when it may be sent. */
  readonly neverLive: string | undefined;
  /** Names of the security schemes of which one suffices; empty when the operation is public. */
  readonly security: readonly string[];
  /** OAuth scopes that the documentation asks for, of all alternatives. */
  readonly scopes: readonly string[];
  /** Servers of the path item or the operation that stand in for the description's own. */
  readonly ownServers: readonly string[];
}

/** A JSON value as an object; anything else, an array included, has no members. */
export function asObject(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

/** Follows local references (`#/components/...`) until something else is there. */
export function createResolver(description: JsonObject): (value: unknown) => JsonObject {
  return (value) => {
    let current = asObject(value);
    // A chain of references that leads back to itself ends here.
    for (let hops = 0; typeof current.$ref === 'string' && hops < 32; hops += 1) {
      if (!current.$ref.startsWith('#/')) return {};
      const path = current.$ref.slice(2).split('/');
      current = asObject(path.reduce<unknown>((parent, key) => asObject(parent)[decodePointer(key)], description));
    }
    return current;
  };
}

function decodePointer(segment: string): string {
  try {
    return decodeURIComponent(segment).replaceAll('~1', '/').replaceAll('~0', '~');
  } catch {
    return segment;
  }
}

/** What can be planned of each operation that the contract knows. */
export function readOperations(description: JsonObject, operations: readonly ContractOperation[]): PlannedOperation[] {
  const resolve = createResolver(description);
  const paths = asObject(description.paths);
  const rootSecurity = description.security;
  return operations.map((contract): PlannedOperation => {
    const pathItem = resolve(paths[contract.path]);
    const operation = asObject(pathItem[contract.method.toLowerCase()]);
    const body = operation.requestBody === undefined ? undefined : resolve(operation.requestBody);
    return {
      contract,
      parameters: readParameters([...asArray(pathItem.parameters), ...asArray(operation.parameters)], resolve),
      requestBody: body && { required: body.required === true, content: readContent(body.content, resolve) },
      responses: Object.entries(asObject(operation.responses)).map(([status, response]) =>
        readResponse(status, resolve(response), resolve),
      ),
      neverLive: neverLiveReason(operation),
      security: readSecurity(operation.security ?? rootSecurity),
      scopes: readScopes(operation.security ?? rootSecurity),
      ownServers: readOwnServers(operation.servers ?? pathItem.servers, description.servers),
    };
  });
}

/** None when the first server is that of the whole API: whatever is named behind it, the operation is served there. */
function readOwnServers(own: unknown, ofAll: unknown): string[] {
  const urlsOf = (servers: unknown): string[] =>
    asArray(servers).flatMap((server) => {
      const { url } = asObject(server);
      return typeof url === 'string' ? [url] : [];
    });
  const urls = urlsOf(own);
  return urls[0] === urlsOf(ofAll)[0] ? [] : urls;
}

/** A JSON value as a list; anything else is empty. */
export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function neverLiveReason(operation: JsonObject): string | undefined {
  if (operation['x-never-live'] !== true) return undefined;
  const reason = operation['x-never-live-reason'];
  return typeof reason === 'string' && reason !== '' ? reason : 'the description says that it must never be sent';
}

function readSecurity(security: unknown): string[] {
  return asArray(security).flatMap((requirement) => Object.keys(asObject(requirement)));
}

function readScopes(security: unknown): string[] {
  const scopes = asArray(security).flatMap((requirement) => Object.values(asObject(requirement)).flatMap(asArray));
  return [...new Set(scopes.filter((scope) => typeof scope === 'string'))];
}

/** Parameters of the path item and the operation; the operation's own replace those of the same place and name. */
function readParameters(values: readonly unknown[], resolve: (value: unknown) => JsonObject): Parameter[] {
  const byPlace = new Map<string, Parameter>();
  for (const value of values) {
    const parameter = resolve(value);
    const { name, in: place } = parameter;
    if (typeof name !== 'string' || typeof place !== 'string') continue;
    const style = typeof parameter.style === 'string' ? parameter.style : defaultStyle(place);
    const schema = resolve(parameter.schema);
    byPlace.set(`${place} ${name}`, {
      name,
      in: place,
      required: parameter.required === true || place === 'path',
      style,
      explode: typeof parameter.explode === 'boolean' ? parameter.explode : style === 'form',
      schema,
      samples: [...readExamples(parameter, resolve).map(({ value }) => value), ...schemaSamples(schema)],
    });
  }
  return [...byPlace.values()];
}

function defaultStyle(place: string): string {
  return place === 'query' || place === 'cookie' ? 'form' : 'simple';
}

function schemaSamples(schema: JsonObject): unknown[] {
  const single = [schema.const, schema.example, asArray(schema.examples)[0], schema.default, asArray(schema.enum)[0]];
  return single.filter((value) => value !== undefined);
}

function readContent(content: unknown, resolve: (value: unknown) => JsonObject): MediaType[] {
  return Object.entries(asObject(content)).map(([type, value]) => {
    const mediaType = asObject(value);
    return {
      type,
      schema: mediaType.schema === undefined ? undefined : resolve(mediaType.schema),
      examples: readExamples(mediaType, resolve),
    };
  });
}

function readExamples(owner: JsonObject, resolve: (value: unknown) => JsonObject): { name: string; value: unknown }[] {
  const named = Object.entries(asObject(owner.examples)).map(([name, example]) => ({
    name,
    value: resolve(example).value,
  }));
  return owner.example === undefined ? named : [{ name: '', value: owner.example }, ...named];
}

function readResponse(status: string, response: JsonObject, resolve: (value: unknown) => JsonObject): PlannedResponse {
  const links = Object.values(asObject(response.links)).flatMap((value): Link[] => {
    const { operationId, parameters } = resolve(value);
    return typeof operationId === 'string' ? [{ operationId, parameters: asObject(parameters) }] : [];
  });
  return { status, content: readContent(response.content, resolve), links };
}
