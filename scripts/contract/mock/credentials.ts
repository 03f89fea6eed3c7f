/** Credentials for the mock, which wants some of the documented form, and does not care which. */

import { asObject, createResolver, type JsonObject, type PlannedOperation } from '../plan/description.ts';

export interface Credentials {
  readonly headers: [name: string, value: string][];
  /** `key=mock`, to be joined with `&`. */
  readonly query: string[];
  /** Whether they are all that the operation asks for: a certificate of the client cannot be made here. */
  readonly isComplete: boolean;
}

const digest =
  'Digest username="mock", realm="mock", nonce="1", uri="mock", response="6629fae49393a05397450978507c4ef1"';

/** Makes what a requirement of an operation asks for, all of its schemes together: the first one of which all can be made. */
export function createCredentials(description: JsonObject): (operation: PlannedOperation) => Credentials {
  const resolve = createResolver(description);
  const schemes = asObject(asObject(description.components).securitySchemes);

  return ({ requirements }) => {
    const made = requirements.map(credentialsFor);
    return made.find(({ isComplete }) => isComplete) ?? made[0] ?? credentialsFor([]);
  };

  function credentialsFor(names: readonly string[]): Credentials {
    const headers: [string, string][] = [];
    const query: string[] = [];
    const cookies: string[] = [];
    let isComplete = true;
    for (const name of names) {
      const { type, scheme, in: place, name: key } = resolve(schemes[name]);
      if (type === 'apiKey') {
        const parameter = String(key);
        if (place === 'query') query.push(`${encodeURIComponent(parameter)}=mock`);
        else if (place === 'cookie') cookies.push(`${parameter}=mock`);
        else headers.push([parameter, 'mock']);
      } else if (type === 'http') headers.push(['Authorization', authorization(String(scheme).toLowerCase())]);
      else if (type === 'oauth2' || type === 'openIdConnect') headers.push(['Authorization', 'Bearer mock']);
      else isComplete = false;
    }
    if (cookies.length > 0) headers.push(['Cookie', cookies.join('; ')]);
    return { headers, query, isComplete };
  }
}

function authorization(scheme: string): string {
  if (scheme === 'basic') return `Basic ${Buffer.from('mock:mock').toString('base64')}`;
  if (scheme === 'digest') return digest;
  return `${scheme.charAt(0).toUpperCase()}${scheme.slice(1)} mock`;
}
