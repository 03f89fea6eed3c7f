/** Keeps what of a description has been seen in traffic, so that people know what a green run looked at. */

import type { DescribedOperation } from '../description/operations.ts';
import { getCookies, getHeader } from '../http/headers.ts';
import { splitQuery } from '../http/url.ts';
import { isRecord } from '../json.ts';
import type { Engine } from '../judge.ts';
import type { Schema } from '../schema/keywords.ts';
import type { Documented, HttpRequest, Sighting } from '../types.ts';
import { createLook, documentedPlaces, namesIn, type Place } from './places.ts';

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
const bodiesWithoutNews = 16;
const bodiesPassed = 16;

export function createCoverage(engine: Engine): Coverage {
  const places = new Map<Schema, Place>();
  const operations = new Map<DescribedOperation, { readonly statuses: Set<number>; open: readonly string[] }>();
  let fresh: Sighting[] = [];

  const tell = ({ key }: DescribedOperation, kind: Sighting['kind'], name: string): void =>
    void fresh.push({ operation: key, kind, name });

  /** What a side of an operation documents, for each content type of its bodies. */
  const placesOf = (operation: DescribedOperation, side: string): Place[] =>
    schemasOf(engine, operation, side).map((raw) => {
      const { set, schema } = engine.judge(raw, side === 'request' ? side : 'response');
      let place = places.get(schema);
      if (!place) places.set(schema, (place = documentedPlaces(set, schema)));
      return place;
    });

  return {
    watch(operation, side) {
      let documented: Place[] | undefined;
      let bodies = 0;
      let latestNews = 0;
      const look = createLook((kind, name) => {
        latestNews = bodies;
        tell(operation, kind, `${side} ${name}`);
      });
      return (body) => {
        bodies += 1;
        if (bodies > latestNews + bodiesWithoutNews && bodies % bodiesPassed !== 0) return;
        for (const place of (documented ??= placesOf(operation, side))) look(place, body);
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
      const found = sides.flatMap((side) =>
        placesOf(operation, side).map((place) => {
          const { fields, values } = namesIn(place);
          const inSide = (name: string): string => `${side} ${name}`;
          return { fields: fields.map(inSide), values: values.map(inSide) };
        }),
      );
      return {
        parameters: parameterNames(operation),
        fields: [...new Set(found.flatMap(({ fields }) => fields))],
        values: [...new Set(found.flatMap(({ values }) => values))],
      };
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
