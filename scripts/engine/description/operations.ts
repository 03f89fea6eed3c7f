import { isObject, type JsonObject } from '../json.ts';
import type { ContractOperation } from '../types.ts';
import type { Document } from './document.ts';

/** An operation together with the parts of the document that describe it. */
export interface DescribedOperation extends ContractOperation {
  readonly definition: JsonObject;
  /** Parameters of path item and operation; the operation's own win over equal ones of the path item. */
  readonly parameters: readonly JsonObject[];
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

/** Every operation of a document, in the order of the document. */
export function listOperations(document: Document): DescribedOperation[] {
  const { root } = document;
  const operations: DescribedOperation[] = [];
  const keys = new Set<string>();
  const paths = isObject(root['paths']) ? root['paths'] : {};
  for (const path in paths) {
    if (!path.startsWith('/')) continue;
    const item = document.object(paths[path]);
    if (!item) continue;
    const siblings = isObject(paths[path]) ? paths[path] : {};
    for (const method of methods) {
      const definition = document.object(item[method] ?? siblings[method]);
      if (!definition) continue;
      const name = `${method.toUpperCase()} ${path}`;
      const operationId = typeof definition['operationId'] === 'string' ? definition['operationId'] : null;
      const key = operationId && !keys.has(operationId) ? operationId : name;
      keys.add(key);
      operations.push({
        key,
        operationId,
        method: method.toUpperCase(),
        path,
        docs: docsOf(definition),
        statuses: isObject(definition['responses'])
          ? Object.keys(definition['responses']).filter((status) => !status.startsWith('x-'))
          : [],
        servers: serversOf(definition) ?? serversOf(siblings) ?? serversOf(item) ?? serversOf(root) ?? ['/'],
        definition,
        parameters: parametersOf(document, item, definition),
      });
    }
  }
  return operations;
}

function docsOf(definition: JsonObject): string | null {
  const docs = definition['externalDocs'];
  return isObject(docs) && typeof docs['url'] === 'string' ? docs['url'] : null;
}

function serversOf(holder: JsonObject): string[] | undefined {
  const servers = holder['servers'];
  if (!Array.isArray(servers) || servers.length === 0) return undefined;
  return servers.flatMap((server: unknown) =>
    isObject(server) && typeof server['url'] === 'string' ? [server['url']] : [],
  );
}

function parametersOf(document: Document, item: JsonObject, definition: JsonObject): JsonObject[] {
  const byPlace = new Map<string, JsonObject>();
  for (const holder of [item, definition]) {
    if (!Array.isArray(holder['parameters'])) continue;
    for (const entry of holder['parameters']) {
      const parameter = document.object(entry);
      if (parameter && typeof parameter['name'] === 'string')
        byPlace.set(`${String(parameter['in'])} ${parameter['name']}`, parameter);
    }
  }
  return [...byPlace.values()];
}

/** Names of the query parameters that carry credentials: security schemes of type `apiKey` in the query. */
export function credentialNames(
  document: Document,
): Readonly<Record<'query' | 'header' | 'cookie', readonly string[]>> {
  const names: Record<'query' | 'header' | 'cookie', string[]> = { query: [], header: [], cookie: [] };
  const components = document.root['components'];
  const schemes = isObject(components) && isObject(components['securitySchemes']) ? components['securitySchemes'] : {};
  for (const key in schemes) {
    const scheme = document.object(schemes[key]);
    const place = scheme?.['in'];
    if (scheme?.['type'] !== 'apiKey' || typeof scheme['name'] !== 'string') continue;
    if (place === 'query' || place === 'cookie') names[place].push(scheme['name']);
    else if (place === 'header') names.header.push(scheme['name'].toLowerCase());
  }
  return names;
}
