/** Where a request to the proxy goes: `--upstream` stands in for the server of the description. */

import { parseServerBase, serversOf } from '../../engine/description/servers.ts';
import type { JsonObject } from '../plan/description.ts';

/**
 * The URL of a request by its target (`/products?limit=1`). Paths may be relative to the upstream, begin with the base path of it, or
 * with that of a server of the description (`/api/v3/1003/products`), as those of clients do of which only the host can be set. Where
 * the upstream has the form of such a server, a path of another one (`/api/v3/2002/products`) stays what it is.
 */
export function createTarget(upstream: string, description: JsonObject): (target: string) => string {
  const { origin, pathname } = new URL(upstream);
  const base = pathname.replace(/\/+$/, '');
  const bases = (serversOf(description) ?? []).map(parseServerBase).filter(({ hasPath }) => hasPath);
  const endOf = (path: string): number =>
    Math.max(0, ...bases.flatMap((one) => one.ends(path).map(({ length }) => length)));
  const isServer = base !== '' && endOf(base) === base.length;

  return (target) => {
    // A fragment is not sent.
    const [sent = ''] = target.split('#', 1);
    const [path = ''] = sent.split('?', 1);
    if (path === base || path.startsWith(`${base}/`)) return origin + sent;
    const end = endOf(path);
    if (end > 0 && isServer) return origin + sent;
    return origin + base + sent.slice(end);
  };
}
