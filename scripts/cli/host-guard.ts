/** What a server that listens on this machine alone refuses before anything else looks at a request. */

/** Whether a URL leads to this machine whatever a name server says. */
export function isThisMachine({ hostname }: Pick<URL, 'hostname'>): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}

/** The address of a server for people and pages on this machine: who listens on every address answers to 127.0.0.1, too. */
export function localUrl(host: string | undefined, port: number): string {
  return `http://${host === undefined || host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`;
}

/**
 * The path and query of a request line, when it is one that can be looked up: `/path`, or a whole address of this server.
 * Undefined for what is no URL (`//`, `http://[`) and for percent signs that stand for no UTF-8 (`%`, `%ff`).
 */
export function readTarget(target: string | undefined): string | undefined {
  if (target === undefined) return undefined;
  const path = /^https?:\/\/[^/?#]+(?=[/?#]|$)/i.test(target) && URL.canParse(target) ? afterHost(target) : target;
  if (!path.startsWith('/') || path.startsWith('//')) return undefined;
  try {
    decodeURIComponent(path.split(/[?#]/, 1)[0]!);
  } catch {
    return undefined;
  }
  return URL.canParse(path, 'http://127.0.0.1') ? path : undefined;
}

function afterHost(target: string): string {
  const { pathname, search } = new URL(target);
  return pathname + search;
}

/**
 * Whether a `Host` header names this server. A page that has its own name lead here (DNS rebinding) sends that name.
 * @param own further host names that the server was opened under
 */
export function isOwnHost(header: string | undefined, own: readonly string[]): boolean {
  const hostname = (header ?? '').replace(/:\d+$/, '').toLowerCase();
  return isThisMachine({ hostname }) || own.includes(hostname);
}

/**
 * Whether scripts of a page may read answers: pages that this machine serves, and files (`null`), from which the docs' console
 * calls the mock.
 */
export function isOwnOrigin(origin: string, own: readonly string[]): boolean {
  if (origin === 'null') return true;
  return URL.canParse(origin) && isOwnHost(new URL(origin).host, own);
}
