/** Keeps what of a description has been seen in traffic, so that people know what a green run looked at. */

import type { DescribedOperation } from '../description/operations.ts';
import { getCookies, getHeader } from '../http/headers.ts';
import { splitQuery } from '../http/url.ts';
import { isRecord } from '../json.ts';
import type { Engine } from '../judge.ts';
import type { Schema } from '../schema/keywords.ts';
import type { Documented, HttpRequest, Sighting } from '../types.ts';
import { documentedPlaces, see, type Places } from './places.ts';

/** Told of each value that was read as a body of one side. */
export type Watch = (body: unknown) => void;

export interface Coverage {
  /** @param side `request`, or a key of `responses` */
  watch(operation: DescribedOperation, side: string): Watch;
  see(operation: DescribedOperation, request: HttpRequest, query: string, status: number): void;
  /** What was seen for the first time since the last call. */
  take(): Sighting[];
  documented(operation: DescribedOperation, sides: readonly string[]): Documented;
}

/** When so many bodies in a row had nothing new, only every so-many-th is looked at, which costs next to nothing. */
const bodiesWithoutNews = 32;
const bodiesPassed = 16;

export function createCoverage(engine: Engine): Coverage {
  const places = new Map<Schema, Places>();
  const operations = new Map<DescribedOperation, { readonly statuses: Set<number>; open: readonly string[] }>();
  let fresh: Sighting[] = [];

  const tell = ({ key }: DescribedOperation, kind: Sighting['kind'], name: string): void =>
    void fresh.push({ operation: key, kind, name });

  /** What a side of an operation documents, whatever content type its bodies have. */
  const placesOf = (operation: DescribedOperation, side: string): Places => {
    const found = schemasOf(engine, operation, side).map((raw) => {
      const { set, schema } = engine.judge(raw, side === 'request' ? side : 'response');
      let known = places.get(schema);
      if (!known) places.set(schema, (known = documentedPlaces(set, schema)));
      return known;
    });
    const union = (kind: keyof Places): Set<string> => new Set(found.flatMap((one) => [...one[kind]]));
    return { fields: union('fields'), values: union('values') };
  };

  return {
    watch(operation, side) {
      let documented: Places | undefined;
      let unseen: Places = { fields: new Set(), values: new Set() };
      let bodies = 0;
      let latestNews = 0;
      const seen = (kind: 'field' | 'value', name: string): void => {
        latestNews = bodies;
        tell(operation, kind, `${side} ${name}`);
      };
      return (body) => {
        bodies += 1;
        if (bodies > latestNews + bodiesWithoutNews && bodies % bodiesPassed !== 0) return;
        if (!documented) {
          documented = placesOf(operation, side);
          unseen = { fields: new Set(documented.fields), values: new Set(documented.values) };
        }
        see(body, documented, unseen, seen);
      };
    },
    see(operation, request, query, status) {
      let known = operations.get(operation);
      if (!known) operations.set(operation, (known = { statuses: new Set(), open: parameterNames(operation) }));
      if (status !== 0 && !known.statuses.has(status)) {
        known.statuses.add(status);
        tell(operation, 'status', String(status));
      }
      if (known.open.length === 0) return;
      const pairs = splitQuery(query);
      const sent = known.open.filter((name) => isSent(name, request, pairs));
      for (const name of sent) tell(operation, 'parameter', name);
      if (sent.length > 0) known.open = known.open.filter((name) => !sent.includes(name));
    },
    take() {
      const taken = fresh;
      fresh = [];
      return taken;
    },
    documented(operation, sides) {
      const all = sides.map((side) => [side, placesOf(operation, side)] as const);
      const list = (kind: keyof Places): string[] =>
        all.flatMap(([side, found]) => [...found[kind]].map((name) => `${side} ${name}`));
      return { parameters: parameterNames(operation), fields: list('fields'), values: list('values') };
    },
  };
}

/** `query limit` */
function parameterNames({ parameters }: DescribedOperation): string[] {
  return parameters.map(({ in: place, name }) => `${String(place)} ${String(name)}`);
}

function isSent(parameter: string, request: HttpRequest, pairs: readonly (readonly [string, string])[]): boolean {
  const space = parameter.indexOf(' ');
  const [place, name] = [parameter.slice(0, space), parameter.slice(space + 1)];
  if (place === 'query') return pairs.some(([sent]) => sent === name || sent.startsWith(`${name}[`));
  if (place === 'header') return getHeader(request.headers, name.toLowerCase()) !== undefined;
  if (place === 'cookie') return getCookies(request.headers).some(([sent]) => sent === name);
  return place === 'path';
}

function schemasOf(engine: Engine, { requestBody, responses }: DescribedOperation, side: string): unknown[] {
  const content = side === 'request' ? requestBody?.['content'] : responses()[side]?.['content'];
  return Object.values(isRecord(content) ? content : {}).flatMap((media) => {
    const schema = engine.document.object(media)?.['schema'];
    return schema === undefined ? [] : [schema];
  });
}
