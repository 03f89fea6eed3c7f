import { createContract, type Contract, type Finding, type HttpRequest } from '../engine/contract.ts';
import { serversOf } from '../engine/description/servers.ts';
import { ApiError } from './answer/api-error.ts';
import { isFields, listOf, type Fields, type Json } from './state/rows.ts';

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
  readonly operations: readonly DescribedOperation[];
  /** Throws a 404 or 405 when no operation takes the request. */
  find(
    method: string,
    url: string,
  ): { readonly operation: DescribedOperation; readonly path: Readonly<Record<string, string>> };
  /** Everything about the request that the description does not say, grave or not. */
  judge(request: HttpRequest): readonly Finding[];
}

const known = new WeakMap<Fields, Description>();

/**
 * Several stores of one description share what is made of it, which takes longer than all else that a new store needs.
 * @param description a bundled OpenAPI document; it is kept, and must not be changed later
 */
export function readDescription(description: Fields): Description {
  let read = known.get(description);
  if (!read) known.set(description, (read = makeDescription(description)));
  return read;
}

function makeDescription(description: Fields): Description {
  const contract = createContract(description, { serverBases: ownBases(description) });
  const operations = new Map(
    contract.operations.map(({ method, path, operationId }) => {
      const key = `${method} ${path}`;
      return [key, describe(description, key, method, path, operationId ?? key)] as const;
    }),
  );
  return {
    operations: [...operations.values()],
    find(method, url) {
      const match = matchOf(contract, method, url);
      return { operation: operations.get(match.key)!, path: match.path };
    },
    judge: (request) => contract.checkExchange(request, { status: 0, headers: [] }, { only: 'request' }),
  };
}

/**
 * The base paths of the API's own servers, such as `/api/v3/{storeId}`. Below them a mock answers every operation, those of other
 * hosts as well: a client that is given another address sends everything there.
 */
export function ownBases(description: object): string[] {
  return (serversOf(description as Fields) ?? [])
    .map(({ url }) => url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, ''))
    .filter((base) => base.startsWith('/'));
}

function matchOf(
  contract: Contract,
  method: string,
  url: string,
): { readonly key: string; readonly path: Record<string, string> } {
  const match = contract.match({ method, url });
  if (match.kind === 'unknown-path') throw new ApiError(404, `The description has no path ${pathOf(url)}.`);
  if (match.kind === 'unknown-method') {
    throw new ApiError(405, `The path ${match.path} takes ${match.methods.join(', ')}, not ${method}.`, undefined, {
      allow: match.methods.join(', '),
    });
  }
  const path: Record<string, string> = {};
  for (const [name, value] of Object.entries(match.pathParameters())) path[name] = decode(value);
  return { key: `${match.operation.method} ${match.operation.path}`, path };
}

function pathOf(url: string): string {
  return url.replace(/^[a-z]+:\/\/[^/]*/i, '').replace(/[?#].*$/s, '');
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    throw new ApiError(400, `'${value}' in the path is not percent-encoded UTF-8.`);
  }
}

function describe(
  description: Fields,
  key: string,
  method: string,
  path: string,
  operationId: string,
): DescribedOperation {
  const item = follow(description, member(description['paths'], path));
  const definition = follow(description, item[method.toLowerCase()]);
  const contents = Object.values(member(follow(description, definition['requestBody']), 'content') ?? {});
  const maximum = contents.map((content) => member(content, 'x-max-bytes')).find((bytes) => typeof bytes === 'number');
  return {
    key,
    operationId,
    scopes: scopesOf(definition['security'] ?? description['security']),
    example: exampleOf(description, definition),
    maximumBytes: maximum as number | undefined,
  };
}

/** Of several ways to be let in, the one by access token tells the scopes; an empty one says that none is needed. */
function scopesOf(security: Json | undefined): readonly string[] | undefined {
  const ways = listOf(security);
  if (ways.length === 0 || ways.some((way) => Object.keys(way).length === 0)) return undefined;
  const scopes = ways.map((way) => way['accessToken']).find(Array.isArray);
  return (scopes ?? []) as readonly string[];
}

function exampleOf(description: Fields, definition: Fields): DescribedOperation['example'] {
  for (const [status, response] of Object.entries(definition['responses'] ?? {})) {
    if (!/^2\d\d$/.test(status)) continue;
    const json = member(member(follow(description, response), 'content'), 'application/json');
    const [example] = Object.values(member(json, 'examples') ?? {});
    const value = follow(description, example)['value'];
    if (value !== undefined) return { status: Number(status), json: value };
  }
  return undefined;
}

/** The object itself, or what its `$ref` leads to. Bundles have references inside the document alone. */
function follow(description: Fields, value: Json | undefined): Fields {
  let found: Json | undefined = value;
  while (isFields(found) && typeof found['$ref'] === 'string') {
    found = found['$ref']
      .split('/')
      .slice(1)
      .reduce<Json | undefined>(
        (at, token) => member(at, token.replaceAll('~1', '/').replaceAll('~0', '~')),
        description,
      );
  }
  return isFields(found) ? found : {};
}

function member(value: Json | undefined, name: string): Json | undefined {
  return isFields(value) ? value[name] : undefined;
}
