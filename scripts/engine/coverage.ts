/** Keeps what of a description has been seen in traffic, so that people know what a green run looked at. */

import { createSeenTree, documentedIn, type SeenTree } from './coverage/seen-tree.ts';
import type { DescribedOperation } from './description/operations.ts';
import { getCookies, getHeader } from './http/headers.ts';
import { splitQuery } from './http/url.ts';
import { isRecord } from './json.ts';
import type { Engine } from './judge.ts';
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
  const known = new Set<string>();
  const parameters = new Map<DescribedOperation, string[]>();
  let fresh: Sighting[] = [];

  function tell(operation: DescribedOperation, kind: Sighting['kind'], name: string): void {
    const key = `${operation.key}\n${kind}\n${name}`;
    if (known.has(key)) return;
    known.add(key);
    fresh.push({ operation: operation.key, kind, name });
  }

  return {
    watch(operation, side) {
      const trees = new Map<unknown, SeenTree>();
      const report = (kind: 'field' | 'value', name: string): void => tell(operation, kind, `${side} ${name}`);
      let bodies = 0;
      return (raw, value) => {
        bodies += 1;
        if (bodies > bodiesRead && bodies % bodiesPassed !== 0) return;
        let tree = trees.get(raw);
        if (!tree) {
          const { set, schema } = engine.judge(raw, side === 'request' ? 'request' : 'response');
          trees.set(raw, (tree = createSeenTree(set, schema)));
        }
        tree.look(value, report);
      };
    },
    see(operation, request, query, status) {
      if (status !== 0) tell(operation, 'status', String(status));
      let open = parameters.get(operation);
      if (!open) parameters.set(operation, (open = parameterNames(operation)));
      if (open.length === 0) return;
      const pairs = splitQuery(query);
      const left = open.filter((name) => {
        if (!isSent(name, request, pairs)) return true;
        tell(operation, 'parameter', name);
        return false;
      });
      if (left.length < open.length) parameters.set(operation, left);
    },
    take() {
      const taken = fresh;
      fresh = [];
      return taken;
    },
    documented(operation, sides) {
      const fields: string[] = [];
      const values: string[] = [];
      for (const side of sides)
        for (const raw of schemasOf(engine, operation, side)) {
          const { set, schema } = engine.judge(raw, side === 'request' ? 'request' : 'response');
          const found = documentedIn(set, schema);
          fields.push(...found.fields.map((name) => `${side} ${name}`));
          values.push(...found.values.map((name) => `${side} ${name}`));
        }
      const unique = (list: string[]): string[] => [...new Set(list)];
      return { parameters: parameterNames(operation), fields: unique(fields), values: unique(values) };
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
