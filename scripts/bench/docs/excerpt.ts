import { listOperations, referencesIn, segmentsOf, type OpenApiDocument } from '../../description/document.ts';

/** The description of one operation alone, with what it refers to. Throws when there is no such operation. */
export function excerpt(document: OpenApiDocument, operationId: string): OpenApiDocument {
  const found = listOperations(document).find(({ operation }) => operation.operationId === operationId);
  if (!found) throw new Error(`There is no operation "${operationId}" to compare with.`);
  const { item, path, method, operation } = found;
  const { servers, parameters } = item;
  const paths = { [path]: { ...(servers && { servers }), ...(parameters && { parameters }), [method]: operation } };
  const tags = (document.tags ?? []).filter(({ name }) => operation.tags?.includes(name));
  const { 'x-tagGroups': _groups, webhooks: _webhooks, components = {}, ...rest } = document;
  const { securitySchemes } = components;
  return {
    ...rest,
    tags,
    paths,
    components: { ...reachable(document, paths), ...(securitySchemes && { securitySchemes }) },
  };
}

function reachable(document: OpenApiDocument, start: unknown): NonNullable<OpenApiDocument['components']> {
  const found: NonNullable<OpenApiDocument['components']> = {};
  for (const reference of referencesIn(document, start)) {
    const [, section = '', name = ''] = segmentsOf(reference.$ref);
    (found[section] ??= {})[name] = document.components?.[section]?.[name];
  }
  return found;
}
