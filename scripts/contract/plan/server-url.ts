/** Where a description says that its API is. */

import { asArray, asObject, type JsonObject, type PlannedOperation } from './description.ts';

/** The first server of a description with the defaults of its variables filled in, without a slash at the end; `''` without servers. */
export function serverUrlOf(description: JsonObject): string {
  const { url, variables } = asObject(asArray(description.servers)[0]);
  const filled = String(url ?? '').replace(/\{([^}]+)\}/g, (_, name: string) =>
    String(asObject(asObject(variables)[name]).default ?? name),
  );
  return filled.replace(/\/+$/, '');
}

/** The base path of an operation: that of its own server, any value for its variables, else the one given. */
export function basePathFor({ ownServers }: Pick<PlannedOperation, 'ownServers'>, otherwise: string): string {
  const [own] = ownServers;
  return own === undefined ? otherwise : pathOf(own.replace(/\{[^}]+\}/g, '1'));
}

/** The path of the description's first server: `/api/v3/1003`; `''` when it has none. */
export function basePathOf(description: JsonObject): string {
  return pathOf(serverUrlOf(description));
}

function pathOf(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : url;
  return path.replace(/\/+$/, '');
}
