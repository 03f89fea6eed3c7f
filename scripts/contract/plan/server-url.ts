/** Where a description says that its API is. */

import { serversOf, urlOf } from '../../engine/description/servers.ts';
import type { JsonObject } from './description.ts';

/** The first server of a description with the defaults of its variables filled in, without a slash at the end; `''` without servers. */
export function serverUrlOf(description: JsonObject): string {
  const [server] = serversOf(description) ?? [];
  return server ? urlOf(server) : '';
}

/** The path of a server's URL: `/api/v3/1003`; `''` when it has none. One that is relative to its description begins at the root. */
export function basePathOf(url: string): string {
  const { pathname } = URL.canParse(url, 'http://root') ? new URL(url, 'http://root') : { pathname: '' };
  return pathname.replace(/\/+$/, '');
}
