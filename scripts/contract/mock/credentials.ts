/** Credentials for the mock, which wants some of the documented form, and does not care which. */

import {
  asObject,
  createResolver,
  type JsonObject,
  type Parameter,
  type PlannedOperation,
} from '../plan/description.ts';
import type { Extras } from '../plan/request.ts';
import { isHeader } from '../plan/writable.ts';

export interface Credentials extends Extras {
  /** Whether they are all that the operation asks for: a certificate of the client cannot be made here. */
  readonly isComplete: boolean;
}

const digest =
  'Digest username="mock", realm="mock", nonce="1", uri="mock", response="6629fae49393a05397450978507c4ef1"';

/** Makes what a requirement of an operation asks for, all of its schemes together: the first one of which all can be made. */
export function createCredentials(description: JsonObject): (operation: PlannedOperation) => Credentials {
  const resolve = createResolver(description);
  const schemes = asObject(asObject(description.components).securitySchemes);

  return ({ requirements, parameters }) => {
    const made = requirements.map((names) => credentialsFor(names, parameters));
    return made.find(({ isComplete }) => isComplete) ?? made[0] ?? credentialsFor([], parameters);
  };

  function credentialsFor(names: readonly string[], parameters: readonly Parameter[]): Credentials {
    const headers: [string, string][] = [];
    const query: string[] = [];
    const cookies: string[] = [];
    let isComplete = true;
    for (const name of names) {
      const { type, scheme, in: place, name: key } = resolve(schemes[name]);
      if (type === 'apiKey') {
        // A key that is described as a parameter as well is sent as that.
        if (parameters.some((one) => one.required && one.in === place && isSameName(one, key))) continue;
        if (typeof key !== 'string') isComplete = false;
        else if (place === 'query') query.push(`${encodeURIComponent(key)}=mock`);
        else if (place === 'cookie') cookies.push(`${key}=mock`);
        else if (place === 'header' && isHeader(key)) headers.push([key, 'mock']);
        else isComplete = false;
        continue;
      }
      const value = type === 'http' ? authorization(String(scheme).toLowerCase()) : tokenFor(type);
      // There is one such header, and it has one value.
      if (value === undefined || headers.some(([header]) => header === 'Authorization')) isComplete = false;
      else headers.push(['Authorization', value]);
    }
    return { headers, query, cookies, isComplete };
  }
}

function isSameName({ name, in: place }: Parameter, key: unknown): boolean {
  return place === 'header' ? name.toLowerCase() === String(key).toLowerCase() : name === key;
}

function tokenFor(type: unknown): string | undefined {
  return type === 'oauth2' || type === 'openIdConnect' ? 'Bearer mock' : undefined;
}

/** Undefined for a scheme of whose form the mock knows nothing. */
function authorization(scheme: string): string | undefined {
  if (scheme === 'basic') return `Basic ${Buffer.from('mock:mock').toString('base64')}`;
  if (scheme === 'digest') return digest;
  return scheme === 'bearer' ? 'Bearer mock' : undefined;
}
