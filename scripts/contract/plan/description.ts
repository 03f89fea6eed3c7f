/** Reads the parts of a bundled description that a request is planned from. Nothing in it is trusted to be there. */

import { readDocument } from '../../engine/description/document.ts';
import { listOperations } from '../../engine/description/operations.ts';
import { urlOf } from '../../engine/description/servers.ts';
import type { JsonObject } from '../../engine/json.ts';
import type { ContractOperation } from '../../engine/types.ts';
import { styleOf } from '../../engine/values/styles.ts';
import { concreteType } from './concrete-type.ts';

export type { JsonObject } from '../../engine/json.ts';

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly style: string;
  readonly explode: boolean;
  /** How its value is written when `content` describes it, in place of a style. */
  readonly contentType: string | undefined;
  readonly schema: JsonObject;
  /** The same as it is written: a reference may stand beside other keywords. */
  readonly writtenSchema: unknown;
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
  /** A type that falls under it, and under no other one that is described beside it; undefined when there is none. */
  readonly sendAs: string | undefined;
  readonly schema: JsonObject | undefined;
  /** The same as it is written: a reference may stand beside other keywords. */
  readonly writtenSchema: unknown;
  /** Named examples with their values; an unnamed one has the name `''`. */
  readonly examples: readonly { readonly name: string; readonly value: unknown }[];
  /** How the fields of a form are written, by name. */
  readonly encoding: JsonObject;
  /** The schema of a member, wherever the schema has it; undefined when it does not mention it. */
  readonly propertySchema: (name: string) => JsonObject | undefined;
  readonly resolve: (schema: unknown) => JsonObject;
}

export interface PlannedResponse {
  /** As written: `200`, `4XX`, `default`. */
  readonly status: string;
  readonly content: readonly MediaType[];
  readonly headers: readonly ResponseHeader[];
  readonly links: readonly Link[];
}

/** A documented header of a response, other than its content type. */
export interface ResponseHeader {
  readonly name: string;
  readonly required: boolean;
  readonly explode: boolean;
  readonly contentType: string | undefined;
  readonly schema: JsonObject;
  /** The same as it is written: a reference may stand beside other keywords. */
  readonly writtenSchema: unknown;
  /** Values that the description itself gives, best first. */
  readonly samples: readonly unknown[];
}

/** An operation with what is needed to send it. */
export interface PlannedOperation {
  readonly contract: ContractOperation;
  readonly parameters: readonly Parameter[];
  readonly requestBody: { readonly required: boolean; readonly content: readonly MediaType[] } | undefined;
  readonly responses: readonly PlannedResponse[];
  /** Why nothing may ever send it to a live host (`x-never-live`); undefined when it may be sent. */
  readonly neverLive: string | undefined;
  /** Security schemes by name: those of one entry go together, and one entry suffices. Empty when the operation is public. */
  readonly requirements: readonly (readonly string[])[];
  /** All names of these. */
  readonly security: readonly string[];
  /** OAuth scopes that the documentation asks for, of all alternatives. */
  readonly scopes: readonly string[];
  /** The first server that serves it, the defaults of its variables filled in, without a slash at the end. */
  readonly server: string;
  /** Servers of the path item or the operation that stand in for the description's own, as written. */
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
  const described = new Map(listOperations(readDocument(description)).map((operation) => [operation.key, operation]));
  return operations.map((contract): PlannedOperation => {
    const { definition, parameters, requestBody, responses, security, serverObjects, ownServers } = described.get(
      contract.key,
    )!;
    return {
      contract,
      parameters: parameters
        .filter((parameter) => !isDescribedElsewhere(parameter))
        .flatMap((parameter) => readParameter(parameter, resolve)),
      requestBody: requestBody && {
        required: requestBody.required === true,
        content: readContent(requestBody.content, resolve),
      },
      responses: Object.entries(responses()).map(([status, response]) => readResponse(status, response, resolve)),
      neverLive: neverLiveReason(definition),
      requirements: security.map((requirement) => Object.keys(requirement)),
      security: security.flatMap((requirement) => Object.keys(requirement)),
      scopes: readScopes(security),
      server: urlOf(serverObjects[0]!),
      ownServers: ownServers ? readOwnServers(serverObjects, description.servers) : [],
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

function readScopes(security: readonly JsonObject[]): string[] {
  const scopes = security.flatMap((requirement) => Object.values(asObject(requirement)).flatMap(asArray));
  return [...new Set(scopes.filter((scope) => typeof scope === 'string'))];
}

function readParameter(parameter: JsonObject, resolve: (value: unknown) => JsonObject): Parameter[] {
  const { name, in: place } = parameter;
  if (typeof name !== 'string' || typeof place !== 'string') return [];
  const style = styleOf(place, parameter.style);
  const [media] = readContent(parameter.content, resolve);
  const schema = media ? (media.schema ?? {}) : resolve(parameter.schema);
  const examples = [...readExamples(parameter, resolve), ...(media?.examples ?? [])];
  return [
    {
      name,
      in: place,
      required: parameter.required === true || place === 'path',
      style,
      explode: typeof parameter.explode === 'boolean' ? parameter.explode : style === 'form',
      contentType: media?.type,
      schema,
      writtenSchema: media ? media.writtenSchema : parameter.schema,
      samples: [...examples.map(({ value }) => value), ...schemaSamples(schema, resolve)],
    },
  ];
}

/** Header parameters that the specification ignores: media types and security schemes say what they are (OpenAPI, "Parameter Object"). */
function isDescribedElsewhere({ name, in: place }: JsonObject): boolean {
  return place === 'header' && /^(?:accept|content-type|authorization)$/i.test(String(name));
}

function schemaSamples(schema: JsonObject, resolve: (value: unknown) => JsonObject, depth = 0): unknown[] {
  const single = [schema.const, schema.example, asArray(schema.examples)[0], schema.default, asArray(schema.enum)[0]];
  const own = single.filter((value) => value !== undefined);
  // In 3.0 a reference is the only part of an `allOf` where it is to have a description of its own.
  const [part, ...others] = asArray(schema.allOf);
  if (part === undefined || others.length > 0 || depth > 16) return own;
  return [...own, ...schemaSamples(resolve(part), resolve, depth + 1)];
}

function readContent(content: unknown, resolve: (value: unknown) => JsonObject): MediaType[] {
  return Object.entries(asObject(content)).map(([type, value]) => {
    const mediaType = resolve(value);
    const schema = mediaType.schema === undefined ? undefined : resolve(mediaType.schema);
    const examples = readExamples(mediaType, resolve);
    return {
      type,
      sendAs: concreteType(type, Object.keys(asObject(content))),
      schema,
      writtenSchema: mediaType.schema,
      examples: /[/+]json/i.test(type)
        ? examples.map((one) => ({ ...one, value: dataOf(one.value, schema) }))
        : examples,
      encoding: asObject(mediaType.encoding),
      propertySchema: (name) => propertyOf(mediaType.schema, name, resolve),
      resolve,
    };
  });
}

/** Some write examples of JSON as its text, where no text is meant. */
function dataOf(example: unknown, schema: JsonObject | undefined): unknown {
  const isText = [schema?.type].flat().includes('string');
  if (typeof example !== 'string' || isText || !/^\s*[{[]/.test(example)) return example;
  try {
    return JSON.parse(example);
  } catch {
    return example;
  }
}

function propertyOf(
  schema: unknown,
  name: string,
  resolve: (value: unknown) => JsonObject,
  depth = 0,
): JsonObject | undefined {
  // A circle of references ends somewhere.
  if (depth > 16) return undefined;
  const { properties, allOf, oneOf, anyOf } = resolve(schema);
  if (Object.hasOwn(asObject(properties), name)) return resolve(asObject(properties)[name]);
  for (const part of [allOf, oneOf, anyOf].flatMap(asArray)) {
    const found = propertyOf(part, name, resolve, depth + 1);
    if (found) return found;
  }
  return undefined;
}

function readExamples(owner: JsonObject, resolve: (value: unknown) => JsonObject): { name: string; value: unknown }[] {
  const named = Object.entries(asObject(owner.examples)).flatMap(([name, example]) => {
    const { value } = resolve(example);
    // An "externalValue" is somewhere else.
    return value === undefined ? [] : [{ name, value }];
  });
  return owner.example === undefined ? named : [{ name: '', value: owner.example }, ...named];
}

function readResponse(status: string, response: JsonObject, resolve: (value: unknown) => JsonObject): PlannedResponse {
  const links = Object.values(asObject(response.links)).flatMap((value): Link[] => {
    const { operationId: named, operationRef, parameters } = resolve(value);
    const operationId = named ?? resolve({ $ref: operationRef }).operationId;
    return typeof operationId === 'string' ? [{ operationId, parameters: asObject(parameters) }] : [];
  });
  const headers = Object.entries(asObject(response.headers)).flatMap(([name, header]) =>
    name.toLowerCase() === 'content-type' ? [] : readParameter({ ...resolve(header), name, in: 'header' }, resolve),
  );
  return { status, content: readContent(response.content, resolve), headers, links };
}
