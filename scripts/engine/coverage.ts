/** Keeps what of a description has been seen in traffic, so that people know what a green run looked at. */

import { createSeenTree, documentedIn } from './coverage/seen-tree.ts';
import type { DescribedOperation } from './description/operations.ts';
import { getCookies, getHeader } from './http/headers.ts';
import { splitQuery } from './http/url.ts';
import { isRecord } from './json.ts';
import type { Engine, Judge } from './judge.ts';
import type { Schema } from './schema/keywords.ts';
import type { Documented, HttpRequest, Sighting } from './types.ts';

/** Told of a value that was read as the body of one side. */
export type Watch = (schema: unknown, value: unknown) => void;

/** All bodies of one side of an operation are looked at until so many were; then every so-many-th, which costs next to nothing. */
const bodiesRead = 64;
const bodiesPassed = 16;

export interface Coverage {
  /** @param side `request`, or a key of `responses` */
  watch(operation: DescribedOperation, side: string): Watch;
  see(operation: DescribedOperation, request: HttpRequest, query: string, status: number): void;
  /** What was seen for the first time since the last call. */
  take(): Sighting[];
  documented(operation: DescribedOperation, sides: readonly string[]): Documented;
}

export function createCoverage(engine: Engine): Coverage {
  const places = new Map<Schema, ReturnType<typeof documentedIn>>();
  const operations = new Map<DescribedOperation, { readonly statuses: Set<number>; open: readonly string[] }>();
  let fresh: Sighting[] = [];

  const tell = ({ key }: DescribedOperation, kind: Sighting['kind'], name: string): void =>
    void fresh.push({ operation: key, kind, name });
  const judgeOf = (raw: unknown, side: string): Judge => engine.judge(raw, side === 'request' ? side : 'response');

  return {
    watch(operation, side) {
      const trees = new Map<unknown, ReturnType<typeof createSeenTree>>();
      const told = new Set<string>();
      const report = (kind: 'field' | 'value', name: string): void => {
        // Bodies of several content types may have the same fields.
        if (told.size < told.add(`${kind} ${name}`).size) tell(operation, kind, `${side} ${name}`);
      };
      let bodies = 0;
      return (raw, value) => {
        bodies += 1;
        if (bodies > bodiesRead && bodies % bodiesPassed !== 0) return;
        let look = trees.get(raw);
        if (!look) {
          const { set, schema } = judgeOf(raw, side);
          trees.set(raw, (look = createSeenTree(set, schema)));
        }
        look(value, report);
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
        schemasOf(engine, operation, side).map((raw) => {
          const { set, schema } = judgeOf(raw, side);
          const inSide = (name: string): string => `${side} ${name}`;
          let known = places.get(schema);
          if (!known) places.set(schema, (known = documentedIn(set, schema)));
          return { fields: known.fields.map(inSide), values: known.values.map(inSide) };
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
