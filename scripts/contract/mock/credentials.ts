/** Credentials for the mock, which wants some of the documented form, and does not care which. */

import { asObject, createResolver, type JsonObject, type PlannedOperation } from '../plan/description.ts';

export interface Credentials {
  readonly headers: [name: string, value: string][];
  /** `key=mock`, to be joined with `&`. */
  readonly query: string[];
}

const digest =
  'Digest username="mock", realm="mock", nonce="1", uri="mock", response="6629fae49393a05397450978507c4ef1"';

/** Makes what the first requirement of an operation asks for, all of its schemes together. */
export function createCredentials(description: JsonObject): (operation: PlannedOperation) => Credentials {
  const resolve = createResolver(description);
  const schemes = asObject(asObject(description.components).securitySchemes);

  return ({ requirements: [first = []] }) => {
    const headers: [string, string][] = [];
    const query: string[] = [];
    const cookies: string[] = [];
    for (const name of first) {
      const { type, scheme, in: place, name: key } = resolve(schemes[name]);
      if (type === 'apiKey') {
        const parameter = String(key);
        if (place === 'query') query.push(`${encodeURIComponent(parameter)}=mock`);
        else if (place === 'cookie') cookies.push(`${parameter}=mock`);
        else headers.push([parameter, 'mock']);
      } else if (type === 'http') headers.push(['Authorization', authorization(String(scheme).toLowerCase())]);
      else if (type === 'oauth2' || type === 'openIdConnect') headers.push(['Authorization', 'Bearer mock']);
    }
    if (cookies.length > 0) headers.push(['Cookie', cookies.join('; ')]);
    return { headers, query };
  };
}

function authorization(scheme: string): string {
  if (scheme === 'basic') return `Basic ${Buffer.from('mock:mock').toString('base64')}`;
  if (scheme === 'digest') return digest;
  return `${scheme.charAt(0).toUpperCase()}${scheme.slice(1)} mock`;
}
