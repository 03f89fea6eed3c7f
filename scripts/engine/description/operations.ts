import { isRecord, type JsonObject } from '../json.ts';
import type { CredentialNames } from '../redact/names.ts';
import type { ContractOperation } from '../types.ts';
import type { Document } from './document.ts';
import { serversOf, type Server } from './servers.ts';

/** An operation together with the parts of the document that describe it. */
export interface DescribedOperation extends ContractOperation {
  readonly definition: JsonObject;
  /** Parameters of path item and operation; the operation's own win over equal ones of the path item. */
  readonly parameters: readonly JsonObject[];
  /** Its request body, references followed. */
  readonly requestBody: JsonObject | undefined;
  /** Its responses by key (`200`, `4XX`, `default`), references followed. */
  readonly responses: () => Readonly<Record<string, JsonObject>>;
  /** Security requirements of which one suffices, scopes by scheme; its own, else the document's. Empty when it is public. */
  readonly security: readonly JsonObject[];
  /** What {@link servers} names, with the defaults of their variables. */
  readonly serverObjects: readonly Server[];
  /** Whether these are the operation's or path item's own, and stand in for those of the document. */
  readonly ownServers: boolean;
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

/** Every operation of a document, in the order of the document. */
export function listOperations(document: Document): DescribedOperation[] {
  const { root } = document;
  const operations: DescribedOperation[] = [];
  const keys = new Set<string>();
  const paths = isRecord(root['paths']) ? root['paths'] : {};
  for (const path in paths) {
    if (!path.startsWith('/')) continue;
    const item = document.object(paths[path]);
    if (!item) continue;
    const siblings = isRecord(paths[path]) ? paths[path] : {};
    for (const method of methods) {
      const definition = document.object(item[method] ?? siblings[method]);
      if (!definition) continue;
      const name = `${method.toUpperCase()} ${path}`;
      const operationId = typeof definition['operationId'] === 'string' ? definition['operationId'] : null;
      const key = operationId && !keys.has(operationId) ? operationId : name;
      keys.add(key);
      const ownServers = serversOf(definition) ?? serversOf(siblings) ?? serversOf(item);
      const serverObjects = ownServers ?? serversOf(root) ?? [{ url: '/', defaults: {} }];
      const responses = isRecord(definition['responses']) ? definition['responses'] : {};
      const statuses = Object.keys(responses).filter((status) => !status.startsWith('x-'));
      const security = definition['security'] ?? root['security'];
      operations.push({
        key,
        operationId,
        method: method.toUpperCase(),
        path,
        docs: docsOf(definition),
        statuses,
        servers: serverObjects.map(({ url }) => url),
        definition,
        parameters: parametersOf(document, [item, siblings, definition]),
        requestBody: document.object(definition['requestBody']),
        responses: () =>
          Object.fromEntries(statuses.map((status) => [status, document.object(responses[status]) ?? {}])),
        security: Array.isArray(security) ? security.filter(isRecord) : [],
        serverObjects,
        ownServers: ownServers !== undefined,
      });
    }
  }
  return operations;
}

/** The key of `responses` that covers a status: itself, its class (`4XX`), `default`, in this order (OpenAPI, "Responses Object"). */
export function statusKey(keys: readonly string[], status: number): string | undefined {
  const range = `${String(status).charAt(0)}XX`;
  return [String(status), range, range.toLowerCase(), 'default'].find((key) => keys.includes(key));
}

function docsOf(definition: JsonObject): string | null {
  const docs = definition['externalDocs'];
  return isRecord(docs) && typeof docs['url'] === 'string' ? docs['url'] : null;
}

/** @param holders what refers to a path item may have parameters beside the reference (OpenAPI 3.1, "Path Item Object") */
function parametersOf(document: Document, holders: readonly JsonObject[]): JsonObject[] {
  const byPlace = new Map<string, JsonObject>();
  for (const holder of holders) {
    if (!Array.isArray(holder['parameters'])) continue;
    for (const entry of holder['parameters']) {
      const parameter = document.object(entry);
      if (parameter && typeof parameter['name'] === 'string')
        byPlace.set(`${String(parameter['in'])} ${parameter['name']}`, parameter);
    }
  }
  return [...byPlace.values()];
}

/** Where requests carry credentials: the names in security schemes of type `apiKey`. */
export function credentialNames({ root, object }: Document): CredentialNames {
  const names: Record<keyof CredentialNames, string[]> = { query: [], header: [], cookie: [] };
  const components = isRecord(root['components']) ? root['components'] : {};
  const schemes = isRecord(components['securitySchemes']) ? components['securitySchemes'] : {};
  for (const scheme of Object.values(schemes)) {
    const { type, in: place, name } = object(scheme) ?? {};
    if (type !== 'apiKey' || typeof name !== 'string') continue;
    if (place === 'header') names.header.push(name.toLowerCase());
    else if (place === 'query' || place === 'cookie') names[place].push(name);
  }
  return names;
}
