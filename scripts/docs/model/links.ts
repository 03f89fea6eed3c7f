import {
  listOperations,
  resolve,
  type Link,
  type OpenApiDocument,
  type Operation,
} from '../../description/document.ts';

/** Where an id comes from, and where it leads. */
export interface IdLinks {
  /** operationId to the names of its parameters, and the operations whose answers hold what each of them takes. */
  readonly from: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  /** operationId to the operations that take what its answers hold. */
  readonly to: ReadonlyMap<string, readonly string[]>;
}

/**
 * Reads the links of all successful answers. An id that a link takes over from the request itself was known before, so
 * that it comes from somewhere else.
 */
export function collectIdLinks(document: OpenApiDocument): IdLinks {
  const from = new Map<string, Map<string, string[]>>();
  const to = new Map<string, string[]>();
  for (const { operation } of listOperations(document)) {
    const id = operation.operationId ?? '';
    for (const { operationId, parameters = {} } of linksOf(document, operation.responses)) {
      if (operationId === undefined || operationId === id) continue;
      if (!to.get(id)?.includes(operationId)) to.set(id, [...(to.get(id) ?? []), operationId]);
      for (const [name, source] of Object.entries(parameters)) {
        if (!String(source).startsWith('$response.body')) continue;
        const parametersOf = from.get(operationId) ?? new Map<string, string[]>();
        from.set(operationId, parametersOf);
        // A link may say where a parameter is: `path.productId`.
        const key = name.replace(/^(path|query|header)\./, '');
        const known = parametersOf.get(key) ?? [];
        if (!known.includes(id)) parametersOf.set(key, [...known, id]);
      }
    }
  }
  return { from, to };
}

function linksOf(document: OpenApiDocument, responses: Operation['responses']): Link[] {
  return Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .map(([, shared]) => resolve(document, shared))
    .flatMap(({ links = {} }) => Object.values(links).map((link) => resolve(document, link)));
}
