/** Where a description says that its API is. */

import { serversOf, urlOf } from '../../engine/description/servers.ts';
import type { JsonObject } from './description.ts';

/** The first server of a description with the defaults of its variables filled in, without a slash at the end; `''` without servers. */
export function serverUrlOf(description: JsonObject): string {
  const [server] = serversOf(description) ?? [];
  return server ? urlOf(server) : '';
}

/** The path of a server's URL: `/api/v3/1003`; `''` when it has none. */
export function basePathOf(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : url.replace(/^\/\/[^/]*/, '');
  return path.replace(/[?#].*$/, '').replace(/\/+$/, '');
}
