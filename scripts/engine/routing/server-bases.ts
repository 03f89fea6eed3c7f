import { decodePercent, splitUrl } from '../http/url.ts';
import { segmentsOf } from './path-trie.ts';

/** A server URL of the description or of the caller, made comparable. Variables (`{storeId}`) stand for anything. */
export interface ServerBase {
  /** Matches `https://host:port`; `undefined` for a path alone, which any host may serve. */
  readonly origin: RegExp | undefined;
  /** Base path template without a trailing slash: `/api/v3/{storeId}`, or empty. */
  readonly path: string;
}

export function parseServerBase(url: string): ServerBase {
  const variable = url.startsWith('//') ? `https:${url}` : url;
  // A server URL may be one variable altogether ({baseUrl}/v1): then any host may serve it.
  const { origin, path } = splitUrl(
    /^\{[^{}]*\}/.test(variable) ? variable.replace(/^\{[^{}]*\}/, '') || '/' : variable,
  );
  return { origin: origin === '' ? undefined : originPattern(origin), path: path.replace(/\/+$/, '') };
}

function originPattern(origin: string): RegExp {
  const text = withoutDefaultPort(origin)
    .split(/\{[^{}]*\}/)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^/]+');
  return new RegExp(`^${text}$`, 'i');
}

function withoutDefaultPort(origin: string): string {
  return origin.replace(/^(http:\/\/.*):80$/i, '$1').replace(/^(https:\/\/.*):443$/i, '$1');
}

export function servesOrigin(base: ServerBase, origin: string): boolean {
  return base.origin === undefined || base.origin.test(withoutDefaultPort(origin.replace(/\/\/[^/@]*@/, '//')));
}

/** Whether an absolute URL lies under the base. */
export function servesUrl(base: ServerBase, url: string): boolean {
  const { origin, path } = splitUrl(url);
  if (origin === '' || !servesOrigin(base, origin)) return false;
  const wanted = segmentsOf(base.path === '' ? '/' : base.path);
  const given = segmentsOf(path);
  return wanted.every((segment, i) => {
    const actual = given[i];
    if (actual === undefined) return false;
    return segment.includes('{') ? actual !== '' : decodePercent(segment) === decodePercent(actual);
  });
}
