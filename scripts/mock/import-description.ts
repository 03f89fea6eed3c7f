import { splitUrl } from '../engine/http/url.ts';
import { isRecord } from '../engine/json.ts';

/** Where the mock serves what API clients (Postman, Insomnia, Bruno) import. No operation of an API is called so. */
export const importPath = '/openapi.json';

/**
 * The description as API clients import it. They send calls to the first server that it names, which is the mock here, with the
 * API's own behind it. Of OAuth they make a form of their own to fill in, where a token is all that people have: it becomes a bearer token.
 *
 * @param url of the mock, without a base path
 * @param baseUrl the same with the base path of the API
 */
export function describeForImport(description: object, { url, baseUrl }: { url: string; baseUrl: string }): object {
  const document = structuredClone(description) as Record<string, unknown>;
  document['servers'] = [localServer(baseUrl), ...serversOf(document)];
  for (const item of membersOf(document['paths'])) {
    // Some paths are on another host; the mock answers under their base path as well.
    for (const holder of [item, ...membersOf(item)]) {
      const [own] = serversOf(holder);
      if (own) holder['servers'] = [localServer(url + splitUrl(own.url).path.replace(/\/$/, '')), ...serversOf(holder)];
      if (Array.isArray(holder['security'])) holder['security'] = withoutScopes(holder['security']);
    }
  }
  if (Array.isArray(document['security'])) document['security'] = withoutScopes(document['security']);
  const schemes = isRecord(document['components']) ? document['components']['securitySchemes'] : undefined;
  for (const scheme of membersOf(schemes)) {
    if (scheme['type'] !== 'oauth2') continue;
    delete scheme['flows'];
    Object.assign(scheme, { type: 'http', scheme: 'bearer' });
  }
  return document;
}

function localServer(url: string): Server {
  return { url, description: 'The local store; any token will do.' };
}

interface Server {
  readonly url: string;
  readonly description?: string;
}

function serversOf(holder: Record<string, unknown>): Server[] {
  return Array.isArray(holder['servers']) ? (holder['servers'] as Server[]) : [];
}

function membersOf(value: unknown): Record<string, unknown>[] {
  return isRecord(value) ? Object.values(value).filter(isRecord) : [];
}

/** Bearer tokens have no scopes. */
function withoutScopes(requirements: readonly unknown[]): object[] {
  return requirements
    .filter(isRecord)
    .map((requirement) => Object.fromEntries(Object.keys(requirement).map((name) => [name, []])));
}
