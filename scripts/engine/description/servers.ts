import { isRecord, own, type JsonObject } from '../json.ts';

/** An entry of `servers`. */
export interface Server {
  /** As written: variables are `{storeId}`. */
  readonly url: string;
  /** The default of each variable. */
  readonly defaults: Readonly<Record<string, string>>;
}

/** The servers that a document, path item or operation names itself; `undefined` when it names none. */
export function serversOf(holder: JsonObject): readonly Server[] | undefined {
  const servers = holder['servers'];
  if (!Array.isArray(servers)) return undefined;
  const found = servers.flatMap((server: unknown) =>
    isRecord(server) && typeof server['url'] === 'string'
      ? // A query or a fragment is no part of the base path.
        [{ url: server['url'].trim().replace(/[?#].*$/s, ''), defaults: defaultsOf(server['variables']) }]
      : [],
  );
  return found.length > 0 ? found : undefined;
}

function defaultsOf(variables: unknown): Record<string, string> {
  const entries = isRecord(variables) ? Object.entries(variables) : [];
  return Object.fromEntries(
    entries.flatMap(([name, variable]) =>
      isRecord(variable) && variable['default'] !== undefined ? [[name, String(variable['default'])]] : [],
    ),
  );
}

/** The URL of a server with its variables filled in: as given, else by default, else with their own name. No slash at the end. */
export function urlOf(server: Server, values: Readonly<Record<string, string>> = {}): string {
  const valueOf = (name: string): string => String(own(values, name) ?? own(server.defaults, name) ?? name);
  return server.url.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => valueOf(name)).replace(/\/+$/, '');
}
