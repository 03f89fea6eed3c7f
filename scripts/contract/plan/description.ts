/** Reads the parts of a bundled description that a request is planned from. Nothing in it is trusted to be there. */

import { isDescribedElsewhere } from '../../engine/checks/parameters.ts';
import { readDocument } from '../../engine/description/document.ts';
import { listOperations, statusKey } from '../../engine/description/operations.ts';
import { serversOf, urlOf } from '../../engine/description/servers.ts';
import { parseJson } from '../../engine/http/json-text.ts';
import { decodePercent } from '../../engine/http/url.ts';
import { isRecord, unescapeToken, type JsonObject } from '../../engine/json.ts';
import type { ContractOperation } from '../../engine/types.ts';
import { isPlace, notationOf } from '../../engine/values/styles.ts';
import { concreteType } from './concrete-type.ts';

export type { JsonObject } from '../../engine/json.ts';

/** A parameter; or a header of a response, which is described by the same words. */
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
  /** What the description gives for parts of it put together: a list of one item, an object, an alternative. */
  readonly implied: () => readonly unknown[];
}

export interface Link {
  /** The {@link linkName} of the operation that it leads to: its id, where it has one. */
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
  readonly resolve: Resolve;
}

export interface PlannedResponse {
  /** As written: `200`, `4XX`, `default`. */
  readonly status: string;
  readonly content: readonly MediaType[];
  /** All but the content type. */
  readonly headers: readonly Parameter[];
  readonly links: readonly Link[];
}

/** An operation with what is needed to send it. */
export interface PlannedOperation {
  readonly contract: ContractOperation;
  readonly parameters: readonly Parameter[];
  readonly requestBody: { readonly required: boolean; readonly content: readonly MediaType[] } | undefined;
  readonly responses: readonly PlannedResponse[];
  /** Why nothing may ever send it to a live host (`x-never-live`), as a clause; undefined when it may be sent. */
  readonly neverLive: string | undefined;
  /** Security schemes by name: those of one entry go together, and one entry suffices. Empty when the operation is public. */
  readonly requirements: readonly (readonly string[])[];
  /** OAuth scopes that the documentation asks for, of all alternatives. */
  readonly scopes: readonly string[];
  /** The first server that serves it, the defaults of its variables filled in, without a slash at the end. */
  readonly server: string;
  /** Servers of the path item or the operation that stand in for the description's own, as written. */
  readonly ownServers: readonly string[];
}

/** The path of a server's URL: `/api/v3/1003`; `''` when it has none. One that is relative to its description begins at the root. */
export function basePathOf(url: string): string {
  const { pathname } = URL.canParse(url, 'http://root') ? new URL(url, 'http://root') : { pathname: '' };
  return pathname.replace(/\/+$/, '');
}

/** What is documented for a status: by itself, by its class, or by default. */
export function responseFor({ contract, responses }: PlannedOperation, status: number): PlannedResponse | undefined {
  const key = statusKey(contract.statuses, status);
  return responses.find((one) => one.status === key);
}

/** What links call an operation: its id, or its key where it has none and only an `operationRef` can name it. */
export function linkName({ contract }: Pick<PlannedOperation, 'contract'>): string {
  return contract.operationId ?? contract.key;
}

/** The key of the operation at `#/paths/~1rows/get`. */
function keyOf(reference: unknown): string | undefined {
  const [, path, method] = /^#\/paths\/([^/]+)\/([a-z]+)$/.exec(String(reference)) ?? [];
  if (path === undefined) return undefined;
  return `${method!.toUpperCase()} ${unescapeToken(decodePercent(path))}`;
}

/** A JSON value as an object; anything else, an array included, has no members. */
export function asObject(value: unknown): JsonObject {
  return isRecord(value) ? value : {};
}

/** The object behind a value, local references (`#/components/...`) followed; empty when there is none. */
export type Resolve = (value: unknown) => JsonObject;

export function createResolver(description: JsonObject): Resolve {
  const document = readDocument(description);
  return (value) => document.object(value) ?? {};
}

/** What can be planned of each operation that the contract knows. */
export function readOperations(description: JsonObject, operations: readonly ContractOperation[]): PlannedOperation[] {
  const resolve = createResolver(description);
  const [firstOfAll] = serversOf(description) ?? [];
  const described = new Map(listOperations(readDocument(description)).map((operation) => [operation.key, operation]));
  return operations.map((contract): PlannedOperation => {
    const operation = described.get(contract.key)!;
    const { definition, parameters, requestBody, responses, security, serverObjects, ownServers } = operation;
    // Whatever is named behind the first server, it is served there.
    const isElsewhere = ownServers && serverObjects[0]!.url !== firstOfAll?.url;
    return {
      contract,
      parameters: parameters.flatMap((parameter) => readParameter(parameter, resolve)),
      requestBody: requestBody && {
        required: requestBody.required === true,
        content: readContent(requestBody.content, resolve),
      },
      responses: Object.entries(responses()).map(([status, response]) => readResponse(status, response, resolve)),
      neverLive: neverLiveReason(definition),
      requirements: security.map((requirement) => Object.keys(requirement)),
      scopes: readScopes(security),
      server: urlOf(serverObjects[0]!),
      ownServers: isElsewhere ? contract.servers : [],
    };
  });
}

/** A JSON value as a list; anything else is empty. */
export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function neverLiveReason(operation: JsonObject): string | undefined {
  if (operation['x-never-live'] !== true) return undefined;
  const reason = operation['x-never-live-reason'];
  if (typeof reason !== 'string' || reason === '') return 'the description says that it must never be sent';
  return reason.replace(/\.$/, '');
}

function readScopes(security: readonly JsonObject[]): string[] {
  const scopes = security.flatMap((requirement) => Object.values(asObject(requirement)).flatMap(asArray));
  return [...new Set(scopes.filter((scope) => typeof scope === 'string'))];
}

function readParameter(parameter: JsonObject, resolve: Resolve): Parameter[] {
  const { name, in: place } = parameter;
  if (typeof name !== 'string' || !isPlace(place) || isDescribedElsewhere('request', place, name)) return [];
  const { style, explode } = notationOf(place, parameter);
  const [media] = readContent(parameter.content, resolve);
  const schema = media ? (media.schema ?? {}) : resolve(parameter.schema);
  const examples = [...readExamples(parameter, resolve), ...(media?.examples ?? [])];
  return [
    {
      name,
      in: place,
      required: parameter.required === true || place === 'path',
      style,
      explode,
      contentType: media?.type,
      schema,
      writtenSchema: media ? media.writtenSchema : parameter.schema,
      samples: [...examples.map(({ value }) => value), ...schemaSamples(schema, resolve)],
      implied: () => impliedSamples(schema, resolve),
    },
  ];
}

function impliedSamples(schema: JsonObject, resolve: Resolve, depth = 0): unknown[] {
  // A circle of references ends somewhere.
  if (depth > 8) return [];
  const within = (part: unknown): unknown[] => {
    const resolved = resolve(part);
    return [...schemaSamples(resolved, resolve), ...impliedSamples(resolved, resolve, depth + 1)];
  };
  const lists = schema.items === undefined ? [] : within(schema.items).map((item) => [item]);
  const members = Object.entries(asObject(schema.properties)).flatMap(([name, property]) => {
    const [value] = within(property);
    return value === undefined ? [] : [[name, value] as const];
  });
  const object = Object.fromEntries(members);
  const isWhole = asArray(schema.required).every((name) => Object.hasOwn(object, String(name)));
  const objects = members.length > 0 && isWhole ? [object] : [];
  return [...lists, ...objects, ...[schema.anyOf, schema.oneOf].flatMap(asArray).flatMap(within)];
}

function schemaSamples(schema: JsonObject, resolve: Resolve, depth = 0): unknown[] {
  const single = [schema.const, schema.example, asArray(schema.examples)[0], schema.default, asArray(schema.enum)[0]];
  const own = single.filter((value) => value !== undefined);
  // In 3.0 a reference is the only part of an `allOf` where it is to have a description of its own.
  const [part, ...others] = asArray(schema.allOf);
  if (part === undefined || others.length > 0 || depth > 16) return own;
  return [...own, ...schemaSamples(resolve(part), resolve, depth + 1)];
}

function readContent(content: unknown, resolve: Resolve): MediaType[] {
  return Object.entries(asObject(content)).map(([type, value]) => {
    const mediaType = resolve(value);
    const schema = mediaType.schema === undefined ? undefined : resolve(mediaType.schema);
    // Generators write null where there is no example.
    const isNone = mediaType.example === null && schema?.type !== undefined && !allowsNull(schema);
    const examples = readExamples(isNone ? { ...mediaType, example: undefined } : mediaType, resolve);
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

function allowsNull({ type, nullable }: JsonObject): boolean {
  return nullable === true || [type].flat().includes('null');
}

/** Some write examples of JSON as its text, where no text is meant. */
function dataOf(example: unknown, schema: JsonObject | undefined): unknown {
  const isText = [schema?.type].flat().includes('string');
  if (typeof example !== 'string' || isText || !/^\s*[{[]/.test(example)) return example;
  const result = parseJson(example);
  return result.ok ? result.value : example;
}

function propertyOf(schema: unknown, name: string, resolve: Resolve, depth = 0): JsonObject | undefined {
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

function readExamples(owner: JsonObject, resolve: Resolve): { name: string; value: unknown }[] {
  const named = Object.entries(asObject(owner.examples)).flatMap(([name, example]) => {
    const { value } = resolve(example);
    // An "externalValue" is somewhere else.
    return value === undefined ? [] : [{ name, value }];
  });
  return owner.example === undefined ? named : [{ name: '', value: owner.example }, ...named];
}

function readResponse(status: string, response: JsonObject, resolve: Resolve): PlannedResponse {
  const links = Object.values(asObject(response.links)).flatMap((value): Link[] => {
    const { operationId: named, operationRef, parameters } = resolve(value);
    const operationId = named ?? resolve({ $ref: operationRef }).operationId ?? keyOf(operationRef);
    return typeof operationId === 'string' ? [{ operationId, parameters: asObject(parameters) }] : [];
  });
  const headers = Object.entries(asObject(response.headers)).flatMap(([name, header]) =>
    name.toLowerCase() === 'content-type' ? [] : readParameter({ ...resolve(header), name, in: 'header' }, resolve),
  );
  return { status, content: readContent(response.content, resolve), headers, links };
}
