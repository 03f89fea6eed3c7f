/** What the proxy lets through: reads, with `--writes` the rest, and never what must not be sent to a live host. */

import { changesNothing, createReader, createRefusals, type Refuses } from '../live/refusals.ts';
import { asObject, type PlannedOperation } from '../plan/description.ts';
import type { HttpRequest } from '../../engine/types.ts';

export interface Permission {
  /** Why a request must not pass, as a clause; undefined when it may. */
  readonly refuses: Refuses;
  /** Whether the body carries requests of its own (a batch), and must be looked at before it is sent. */
  readonly carriesCalls: (request: Pick<HttpRequest, 'method' | 'url'>) => boolean;
  /** The same as `refuses` for the requests in such a body. */
  readonly refusesCalls: (body: Uint8Array) => string | undefined;
}

export interface PermissionOptions {
  /** Where the API is. */
  readonly upstream: string;
  readonly operations: readonly PlannedOperation[];
  readonly writes: boolean;
}

export function createPermission({ upstream, operations, writes }: PermissionOptions): Permission {
  const base = upstream.replace(/\/+$/, '');
  const refusesLive = createRefusals(upstream, operations);
  const read = createReader(upstream, operations);
  const carriers = new Set(operations.filter(takesCalls));

  const refuses: Refuses = (request) => {
    if (!writes && !changesNothing(request.method)) return 'it may change something, which needs --writes';
    return refusesLive(request);
  };

  function refusesCall(value: unknown): string | undefined {
    const { method, path } = asObject(value);
    if (typeof method !== 'string' || typeof path !== 'string') return 'it carries something that is no call';
    const reason = refuses({ method, url: `${base}/${path.replace(/^\//, '')}`, headers: [] });
    return reason && `of a call that it carries, ${reason}`;
  }

  return {
    refuses,
    carriesCalls: (request) => read(request).meant.some((operation) => carriers.has(operation)),
    refusesCalls(body) {
      try {
        const calls: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
        if (!Array.isArray(calls)) return 'its body is no list of calls';
        return calls.map(refusesCall).find((reason) => reason !== undefined);
      } catch {
        return 'the calls in its body cannot be read';
      }
    },
  };
}

/** By the form of its body: a list of things that have a method and a path. */
function takesCalls({ requestBody }: PlannedOperation): boolean {
  return (requestBody?.content ?? []).some(({ schema, resolve }) => {
    const properties = asObject(resolve(asObject(schema).items).properties);
    return 'method' in properties && 'path' in properties;
  });
}
