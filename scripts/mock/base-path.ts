/** The parts of a description that name servers. */
export interface WithServers {
  readonly servers?: readonly { readonly url: string }[];
  readonly paths?: Readonly<Record<string, unknown>>;
}

/**
 * Removes the base path of a server, if the path begins with one: `/api/v3/1003/products` becomes `/products`.
 * A path without base path comes back as it is, so that the mock answers under both.
 */
export type StripBasePath = (path: string) => string;

/**
 * Builds the function for all servers that a description names, those of single paths and operations included.
 * Server variables (`{storeId}`) stand for any one segment. Where several base paths fit, as `/api/v1` and `/api/v1/{storeId}`
 * do, the longest one that leaves a path of the description counts.
 */
export function createStripBasePath(description: WithServers): StripBasePath {
  const patterns = [...new Set(serverUrls(description).map(basePathOf))]
    .filter((basePath) => basePath !== '')
    .sort((a, b) => b.length - a.length)
    .map((basePath) => new RegExp(`^${toPattern(basePath)}(?=/|$)`));
  const paths = Object.keys(description.paths ?? {}).map((path) => new RegExp(`^${toPattern(path)}$`));
  return (path) => {
    const rests = patterns.flatMap((pattern) => {
      const match = pattern.exec(path);
      return match ? [path.slice(match[0].length) || '/'] : [];
    });
    const [longest = path, ...others] = rests;
    if (others.length === 0) return longest;
    return rests.find((rest) => paths.some((known) => known.test(rest))) ?? longest;
  };
}

function serverUrls(description: WithServers): string[] {
  const pathItems = Object.values(description.paths ?? {});
  const operations = pathItems.flatMap((item) => Object.values((item ?? {}) as Record<string, unknown>));
  return [description, ...pathItems, ...operations].flatMap((owner) =>
    owner && typeof owner === 'object' ? ((owner as WithServers).servers ?? []).map(({ url }) => url) : [],
  );
}

/** `https://host/api/v3/{storeId}/` gives `/api/v3/{storeId}`; the host itself may hold variables. */
function basePathOf(url: string): string {
  return url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '').replace(/\/+$/, '');
}

function toPattern(template: string): string {
  return template
    .split(/\{[^}]*\}/)
    .map((literal) => literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^/]+');
}
