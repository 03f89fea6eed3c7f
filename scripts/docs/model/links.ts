import { listOperations, resolve, type OpenApiDocument } from '../../description/document.ts';

/** That the answers of one operation hold what another takes. */
export interface IdLink {
  readonly from: string;
  readonly to: string;
  /** Names of parameters whose values they hold; not of those that were known from the request before. */
  readonly parameters: readonly string[];
}

/** Reads the links of all successful answers. */
export function collectIdLinks(document: OpenApiDocument): IdLink[] {
  return listOperations(document).flatMap(({ operation: { operationId: from = '', responses } }) =>
    Object.entries(responses)
      .filter(([status]) => status.startsWith('2'))
      .flatMap(([, response]) => Object.values(resolve(document, response).links ?? {}))
      .map((link) => resolve(document, link))
      .flatMap(({ operationId: to = from, parameters = {} }) => {
        const held = Object.keys(parameters).filter((name) => String(parameters[name]).startsWith('$response.body'));
        // A link may say where a parameter is: `path.productId`.
        const names = held.map((name) => name.replace(/^(path|query|header)\./, ''));
        return to === from ? [] : [{ from, to, parameters: names }];
      }),
  );
}

/** The operations whose answers hold what a parameter of an operation takes. */
export function sourcesOf(links: readonly IdLink[], operationId: string, parameter: string): string[] {
  const mine = links.filter(({ to, parameters }) => to === operationId && parameters.includes(parameter));
  return [...new Set(mine.map(({ from }) => from))];
}

/** The operations that take what the answers of an operation hold. */
export function targetsOf(links: readonly IdLink[], operationId: string): string[] {
  return [...new Set(links.filter(({ from }) => from === operationId).map(({ to }) => to))];
}
