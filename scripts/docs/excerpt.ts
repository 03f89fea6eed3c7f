import { isRecord } from '../engine/json.ts';
import { isReference, type OpenApiDocument, type PathItem } from '../description/document.ts';
import type { Area } from '../description/areas.ts';

/** The description of one area alone: its operations and tags, and of the components only those that they reach. */
export function excerpt(document: OpenApiDocument, area: Area): OpenApiDocument {
  const paths: Record<string, PathItem> = {};
  for (const { path, method, item, operation } of area.operations) {
    const { servers, parameters } = item;
    paths[path] ??= { ...(servers && { servers }), ...(parameters && { parameters }) };
    paths[path][method] = operation;
  }
  const { 'x-tagGroups': _groups, components = {}, ...rest } = document;
  return {
    ...rest,
    tags: area.tags,
    paths,
    components: {
      ...reachableComponents(document, paths),
      ...(components['securitySchemes'] && { securitySchemes: components['securitySchemes'] }),
    },
  };
}

function reachableComponents(document: OpenApiDocument, start: unknown): Record<string, Record<string, unknown>> {
  const found: Record<string, Record<string, unknown>> = {};
  const queue: unknown[] = [start];
  while (queue.length > 0) {
    const value = queue.pop();
    if (isReference(value)) {
      const [, section, name] = /^#\/components\/([^/]+)\/([^/]+)/.exec(value.$ref) ?? [];
      if (section && name && !(found[section] && name in found[section])) {
        const component = document.components?.[section]?.[name];
        (found[section] ??= {})[name] = component;
        queue.push(component);
      }
    }
    if (Array.isArray(value)) queue.push(...(value as unknown[]));
    else if (isRecord(value)) {
      queue.push(...Object.values(value));
      const mapping = isRecord(value['discriminator']) ? value['discriminator']['mapping'] : undefined;
      if (isRecord(mapping)) queue.push(...Object.values(mapping).map(($ref) => ({ $ref })));
    }
  }
  return found;
}
