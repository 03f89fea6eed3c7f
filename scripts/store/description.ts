import { createContract, type Contract } from '../engine/contract.ts';
import { readDocument, type Document } from '../engine/description/document.ts';
import { listOperations, type DescribedOperation as Described } from '../engine/description/operations.ts';
import { serversOf } from '../engine/description/servers.ts';
import { splitUrl } from '../engine/http/url.ts';
import { isRecord, type JsonObject } from '../engine/json.ts';
import { ApiError } from './answer/api-error.ts';
import type { Json } from './state/rows.ts';

/** An operation as the store needs to know it. */
export interface DescribedOperation {
  /** `GET /products/{productId}` */
  readonly key: string;
  readonly operationId: string;
  /** Scopes that a token needs; undefined when the operation needs no token. */
  readonly scopes: readonly string[] | undefined;
  /** First example of the first success, with its status; undefined when there is none in JSON. */
  readonly example: { readonly status: number; readonly json: Json } | undefined;
  /** Bytes that the body may have, where the description limits them. */
  readonly maximumBytes: number | undefined;
}

/** The description as the store uses it: where a request belongs, whether it is right, and what the operation needs. */
export interface Description {
  /** Below the API's own base paths, every operation is found, those of other hosts as well. */
  readonly contract: Contract;
  readonly operations: readonly DescribedOperation[];
  /** Throws a 404 or 405 when no operation takes the request. */
  find(
    method: string,
    url: string,
  ): { readonly operation: DescribedOperation; readonly path: Readonly<Record<string, string>> };
}

const known = new WeakMap<object, Description>();

/**
 * Several stores of one description share what is made of it, which takes longer than all else that a new store needs.
 * @param description a bundled OpenAPI document; it is kept, and must not be changed later
 */
export function readDescription(description: object): Description {
  let read = known.get(description);
  if (!read) known.set(description, (read = makeDescription(description)));
  return read;
}

function makeDescription(description: object): Description {
  const contract = createContract(description, { serverBases: ownBases(description) });
  const document = readDocument(description);
  const operations = new Map(listOperations(document).map((found) => [keyOf(found), describe(document, found)]));
  return {
    contract,
    operations: [...operations.values()],
    find(method, url) {
      const { key, path } = matchOf(contract, method, url);
      return { operation: operations.get(key)!, path };
    },
  };
}

function keyOf({ method, path }: { readonly method: string; readonly path: string }): string {
  return `${method} ${path}`;
}

/**
 * The base paths of the API's own servers, such as `/api/v3/{storeId}`. Below them a mock answers every operation, those of other
 * hosts as well: a client that is given another address sends everything there.
 */
export function ownBases(description: object): string[] {
  return (serversOf(description as JsonObject) ?? [])
    .map(({ url }) => url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, ''))
    .filter((base) => base.startsWith('/'));
}

function matchOf(
  contract: Contract,
  method: string,
  url: string,
): { readonly key: string; readonly path: Record<string, string> } {
  const match = contract.match({ method, url });
  if (match.kind === 'unknown-path') throw new ApiError(404, `The description has no path ${splitUrl(url).path}.`);
  if (match.kind === 'unknown-method') {
    throw new ApiError(405, `The path ${match.path} takes ${match.methods.join(', ')}, not ${method}.`, undefined, {
      allow: match.methods.join(', '),
    });
  }
  const path: Record<string, string> = {};
  for (const [name, value] of Object.entries(match.pathParameters())) path[name] = decode(value);
  return { key: keyOf(match.operation), path };
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    throw new ApiError(400, `'${value}' in the path is not percent-encoded UTF-8.`);
  }
}

function describe(document: Document, found: Described): DescribedOperation {
  const contents = Object.values(membersOf(found.requestBody?.['content']));
  const maximum = contents.map((content) => membersOf(content)['x-max-bytes']);
  return {
    key: keyOf(found),
    operationId: found.operationId ?? keyOf(found),
    scopes: scopesOf(found.security),
    example: exampleOf(document, found),
    maximumBytes: maximum.find((bytes) => typeof bytes === 'number'),
  };
}

/** Of several ways to be let in, the one by access token tells the scopes; an empty one says that none is needed. */
function scopesOf(ways: readonly JsonObject[]): readonly string[] | undefined {
  if (ways.length === 0 || ways.some((way) => Object.keys(way).length === 0)) return undefined;
  const scopes = ways.map((way) => way['accessToken']).find(Array.isArray);
  return (scopes ?? []) as readonly string[];
}

function exampleOf(document: Document, { responses }: Described): DescribedOperation['example'] {
  for (const [status, response] of Object.entries(responses())) {
    if (!/^2\d\d$/.test(status)) continue;
    const json = membersOf(membersOf(response['content'])['application/json']);
    const [example] = Object.values(membersOf(json['examples']));
    const value = document.object(example)?.['value'];
    if (value !== undefined) return { status: Number(status), json: value as Json };
  }
  return undefined;
}

function membersOf(value: unknown): JsonObject {
  return isRecord(value) ? value : {};
}
