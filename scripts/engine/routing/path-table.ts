import { decodePercent } from '../http/url.ts';
import { escapeRegExp } from '../json.ts';

/**
 * Path templates. Literal segments win over partly templated ones (`{name}.json`), those over whole parameters (OpenAPI, "Path Templating
 * Matching"), from the first segment on.
 */
export interface PathTable<T> {
  /** Adds a template such as `/products/{productId}/image`; a trailing slash makes no difference. */
  add(template: string, value: T): void;
  /** What a request path (raw, without its query) leads to. */
  find(path: string): PathMatch<T> | undefined;
}

interface PathMatch<T> {
  /** What has been added by templates that differ in names alone. */
  readonly ends: readonly End<T>[];
  /** Raw parameter values in the order of the template. */
  readonly values: readonly string[];
}

interface End<T> {
  readonly names: readonly string[];
  readonly value: T;
}

/** Where the templates with the same beginning go on. */
interface Branch<T> {
  readonly literals: Map<string, Branch<T>>;
  /** Segments with parameters, the one with most literal text first. */
  readonly templated: {
    readonly segment: string;
    readonly expression: RegExp | undefined;
    readonly branch: Branch<T>;
  }[];
  readonly ends: End<T>[];
}

export function createPathTable<T>(): PathTable<T> {
  const root = createBranch<T>();
  return {
    add(template, value) {
      const names = [...template.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name as string);
      const segments = bare(template.replaceAll(/\{[^{}]*\}/g, '{}')).split('/');
      segments.reduce(branchFor, root).ends.push({ names, value });
    },
    find(path) {
      const values: string[] = [];
      const ends = follow(root, bare(path), 0, values);
      return ends && { ends, values };
    },
  };
}

function createBranch<T>(): Branch<T> {
  return { literals: new Map(), templated: [], ends: [] };
}

/** Without the slashes around it. */
function bare(path: string): string {
  return path.slice(path.startsWith('/') ? 1 : 0, path.length > 1 && path.endsWith('/') ? -1 : undefined);
}

function branchFor<T>({ literals, templated }: Branch<T>, segment: string): Branch<T> {
  const literal = decodePercent(segment);
  const isTemplated = segment.includes('{}');
  const known = isTemplated ? templated.find((one) => one.segment === segment)?.branch : literals.get(literal);
  if (known) return known;
  const branch = createBranch<T>();
  if (!isTemplated) literals.set(literal, branch);
  else {
    const source = segment.split('{}').map(escapeRegExp).join('(.+?)');
    // Nothing but a parameter needs no expression.
    templated.push({ segment, expression: segment === '{}' ? undefined : new RegExp(`^${source}$`), branch });
    templated.sort((a, b) => b.segment.length - a.segment.length);
  }
  return branch;
}

/**
 * @param start where the next segment of the path begins; behind its end when there is none
 * @param values those of the parameters on the way; added to
 */
function follow<T>(branch: Branch<T>, path: string, start: number, values: string[]): readonly End<T>[] | undefined {
  if (start > path.length) return branch.ends.length > 0 ? branch.ends : undefined;
  const slash = path.indexOf('/', start);
  const end = slash < 0 ? path.length : slash;
  const segment = path.slice(start, end);
  const literal = branch.literals.get(decodePercent(segment));
  const ends = literal && follow(literal, path, end + 1, values);
  if (ends) return ends;
  for (const { expression, branch: next } of branch.templated) {
    const found = expression ? around(expression, segment) : segment !== '' && [segment];
    if (!found) continue;
    const before = values.length;
    values.push(...found);
    const further = follow(next, path, end + 1, values);
    if (further) return further;
    values.length = before;
  }
  return undefined;
}

/** What stands around parameters may come encoded; their values are handed on as they are sent. */
function around(pattern: RegExp, actual: string): string[] | undefined {
  const plain = pattern.exec(actual);
  if (plain || !actual.includes('%')) return plain?.slice(1);
  return pattern.exec(decodePercent(actual))?.slice(1).map(encodeURIComponent);
}
