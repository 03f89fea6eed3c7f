/** Keeps what of a description has been seen in traffic, so that people know what a green run looked at. */

import { isDescribedElsewhere } from '../checks/parameters.ts';
import type { DescribedOperation } from '../description/operations.ts';
import { isRecord } from '../json.ts';
import type { Engine, Judge } from '../judge.ts';
import type { Schema } from '../schema/keywords.ts';
import type { Documented, Sighting } from '../types.ts';
import { createLook, documentedPlaces, namesIn, type Place } from './places.ts';

/** Told of each value that was read as a body of one side, with what judges it. */
export type Watch = (judge: Judge, body: unknown) => void;

export interface Coverage {
  /** What is told of each body of one side: `request`, or a key of `responses`. */
  bodies(operation: DescribedOperation, side: string): Watch;
  /** What is told whenever a parameter was sent; by its place and name. */
  parameter(operation: DescribedOperation, name: string): () => void;
  status(operation: DescribedOperation, status: number): void;
  /** What was seen for the first time since the last call. */
  take(): Sighting[];
  documented(operation: DescribedOperation, sides: readonly string[]): Documented;
}

/** When so many bodies in a row had nothing new, only every so-many-th is looked at, which costs next to nothing. */
const bodiesWithoutNews = 16;
const bodiesPassed = 16;

export function createCoverage(engine: Engine): Coverage {
  const places = new Map<Schema, Place>();
  const statuses = new Map<DescribedOperation, Set<number>>();
  let fresh: Sighting[] = [];

  const tell = ({ key }: DescribedOperation, kind: Sighting['kind'], name: string): void =>
    void fresh.push({ operation: key, kind, name });

  const placeOf = ({ set, schema }: Judge): Place => {
    let place = places.get(schema);
    if (!place) places.set(schema, (place = documentedPlaces(set, schema)));
    return place;
  };

  return {
    bodies(operation, side) {
      let bodies = 0;
      let latestNews = 0;
      const look = createLook((kind, name) => {
        latestNews = bodies;
        tell(operation, kind, `${side} ${name}`);
      });
      return (judge, body) => {
        bodies += 1;
        if (bodies > latestNews + bodiesWithoutNews && bodies % bodiesPassed !== 0) return;
        look(placeOf(judge), body);
      };
    },
    parameter(operation, name) {
      let isSeen = false;
      return () => {
        if (!isSeen) tell(operation, 'parameter', name);
        isSeen = true;
      };
    },
    status(operation, status) {
      const seen = statuses.get(operation) ?? new Set();
      if (status === 0 || seen.has(status)) return;
      statuses.set(operation, seen.add(status));
      tell(operation, 'status', String(status));
    },
    take() {
      const taken = fresh;
      fresh = [];
      return taken;
    },
    documented(operation, sides) {
      const found = sides.flatMap((side) =>
        schemasOf(engine, operation, side).map((raw) => {
          const { fields, values } = namesIn(placeOf(engine.judge(raw, side === 'request' ? side : 'response')));
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
  return parameters.flatMap(({ in: place, name }) =>
    isDescribedElsewhere('request', String(place), String(name)) ? [] : [`${String(place)} ${String(name)}`],
  );
}

function schemasOf(engine: Engine, { requestBody, responses }: DescribedOperation, side: string): unknown[] {
  const content = side === 'request' ? requestBody?.['content'] : responses()[side]?.['content'];
  return Object.values(isRecord(content) ? content : {}).flatMap((media) => {
    const schema = engine.document.object(media)?.['schema'];
    return schema === undefined ? [] : [schema];
  });
}
