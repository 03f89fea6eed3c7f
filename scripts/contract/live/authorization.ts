/** Where an API takes its token: read from the description's security schemes, since Ecwid and BigCommerce differ. */

import { asObject, createResolver, type JsonObject, type PlannedOperation } from '../plan/description.ts';

/** What stands for a token where only its kind matters: `secret_***`, so that nothing that checks an exchange ever sees one. */
export function maskToken(token: string): string {
  const [, kind = ''] = /^([a-z]+_)/.exec(token) ?? [];
  return `${kind}***`;
}

/** The same of a header line, whose scheme stays. */
export function maskLine([name, value]: [string, string]): [name: string, value: string] {
  const [, scheme = '', token = ''] = /^(\S+ )?(.*)$/s.exec(value) ?? [];
  return [name, scheme + maskToken(token)];
}

/** The header lines that carry the token; none for an operation that needs no token. */
export type Authorize = (operation: PlannedOperation) => [name: string, value: string][];

/**
 * Never puts the token into a URL: URLs end up in logs and redirects. A description that names no scheme at all gets the
 * usual `Authorization: Bearer`.
 */
export function createAuthorize(description: JsonObject, token: string | undefined): Authorize {
  if (token === undefined) return () => [];
  const resolve = createResolver(description);
  const schemes = asObject(asObject(description.components).securitySchemes);
  const bearer: [string, string] = ['Authorization', `Bearer ${token}`];

  function headerFor(name: string): [string, string] | undefined {
    const { type, scheme, in: place, name: header } = resolve(schemes[name]);
    if (type === 'oauth2' || type === 'openIdConnect') return bearer;
    if (type === 'http') return String(scheme).toLowerCase() === 'bearer' ? bearer : undefined;
    return type === 'apiKey' && place === 'header' && typeof header === 'string' ? [header, token!] : undefined;
  }

  return ({ requirements }) => {
    if (Object.keys(schemes).length === 0) return [bearer];
    const line = requirements
      .flat()
      .map(headerFor)
      .find((candidate) => candidate !== undefined);
    return line ? [line] : [];
  };
}
