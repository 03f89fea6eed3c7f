import { listOperations, type OpenApiDocument } from '../../description/document.ts';
import { isReference } from '../../description/document.ts';
import { isRecord } from '../../engine/json.ts';

/** The description of one operation alone, with what it refers to. Throws when there is no such operation. */
export function excerpt(document: OpenApiDocument, operationId: string): OpenApiDocument {
  const found = listOperations(document).find(({ operation }) => operation.operationId === operationId);
  if (!found) throw new Error(`There is no operation "${operationId}" to compare with.`);
  const { item, path, method, operation } = found;
  const { servers, parameters } = item;
  const paths = { [path]: { ...(servers && { servers }), ...(parameters && { parameters }), [method]: operation } };
  const tags = ((document['tags'] ?? []) as { name: string }[]).filter(({ name }) => operation.tags?.includes(name));
  const { 'x-tagGroups': _groups, webhooks: _webhooks, components = {}, ...rest } = document;
  const { securitySchemes } = components;
  return {
    ...rest,
    tags,
    paths,
    components: { ...reachable(components, paths), ...(securitySchemes && { securitySchemes }) },
  };
}

type Components = Record<string, Record<string, unknown>>;

function reachable(components: Components, start: unknown): Components {
  const found: Components = {};
  const queue: unknown[] = [start];
  while (queue.length > 0) {
    const value = queue.pop();
    if (isReference(value)) {
      const [, section = '', name = ''] = /^#\/components\/([^/]+)\/([^/]+)/.exec(value.$ref) ?? [];
      if (found[section]?.[name] === undefined && components[section]?.[name] !== undefined) {
        (found[section] ??= {})[name] = components[section][name];
        queue.push(components[section][name]);
      }
    } else if (Array.isArray(value)) queue.push(...(value as unknown[]));
    else if (isRecord(value)) queue.push(...Object.values(value));
  }
  return found;
}
