/** Webhooks that an app has recorded: all come to one address of its own, and their bodies say which event they are. */

import type { HttpRequest } from '../../engine/types.ts';
import { parseJson } from '../../engine/http/json-text.ts';
import { asObject, type JsonObject } from '../plan/description.ts';

/**
 * A description of what comes to an app: each webhook of a description as an operation below the app's own address.
 * Undefined when the description has no webhooks.
 * @param prefix where the app receives deliveries, as the start of their URLs
 */
export function describeDeliveries(description: JsonObject, prefix: string): JsonObject | undefined {
  const webhooks = asObject(description.webhooks ?? description['x-webhooks']);
  const paths = Object.fromEntries(Object.entries(webhooks).map(([name, item]) => [`/${name}`, item]));
  if (Object.keys(paths).length === 0) return undefined;
  const { webhooks: _, 'x-webhooks': __, ...rest } = description;
  return { ...rest, servers: [{ url: withoutSlash(prefix) }], paths };
}

/**
 * Gives each delivery the path of its event, and leaves every other request as it is. The event is what the body says, or the
 * query where the body was not kept; a delivery of neither goes to a path that no description has.
 */
export function createDeliveryReader(prefix: string, events: readonly string[]): (request: HttpRequest) => HttpRequest {
  const base = withoutSlash(prefix);
  const known = new Map(events.map((name) => [bare(name), name]));
  return (request) => {
    if (!isBelow(request.url, base)) return request;
    const said = eventOf(request);
    const name = known.get(bare(said)) ?? said;
    const query = /\?[^#]*/.exec(request.url)?.[0] ?? '';
    return { ...request, url: `${base}/${encodeURIComponent(name)}${query}` };
  };
}

function isBelow(url: string, base: string): boolean {
  return url.startsWith(base) && /^(?:$|[/?#])/.test(url.slice(base.length));
}

function eventOf({ url, body }: HttpRequest): string {
  const parsed = parseJson(typeof body === 'string' ? body : new TextDecoder().decode(body));
  const { eventType } = asObject(parsed.ok && parsed.value);
  if (typeof eventType === 'string') return eventType;
  // Not JSON, or not kept: the query may tell.
  return (URL.canParse(url) ? new URL(url).searchParams.get('eventtype') : undefined) ?? 'an event without a name';
}

/** Names of four words are written in two ways: `storageChanged`, `storage_changed`. */
function bare(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}

function withoutSlash(prefix: string): string {
  return prefix.replace(/\/+$/, '');
}
