import { decodePercent } from '../http/url.ts';

/**
 * Path templates by segment. Literal segments win over partly templated ones (`{name}.json`), those over whole
 * parameters (OpenAPI, "Path Templating Matching"); a branch that leads nowhere is left again.
 */
export interface TrieNode<T> {
  literals: Map<string, TrieNode<T>> | undefined;
  partial: { readonly template: string; readonly pattern: RegExp; readonly node: TrieNode<T> }[] | undefined;
  parameter: TrieNode<T> | undefined;
  /** What ends here, with the names of the parameters on the way. */
  ends: { readonly names: readonly string[]; readonly value: T }[] | undefined;
}

export interface TrieMatch<T> {
  readonly ends: NonNullable<TrieNode<T>['ends']>;
  /** Raw parameter values in the order of the template. */
  readonly values: readonly string[];
}

export function createTrie<T>(): TrieNode<T> {
  return { literals: undefined, partial: undefined, parameter: undefined, ends: undefined };
}

const templated = /\{([^{}]*)\}/g;

/** Adds a template such as `/products/{productId}/image`; a trailing slash makes no difference. */
export function addTemplate<T>(root: TrieNode<T>, template: string, value: T): void {
  const names: string[] = [];
  let node = root;
  for (const segment of segmentsOf(template)) {
    for (const match of segment.matchAll(templated)) names.push(match[1] as string);
    node = childFor(node, segment);
  }
  (node.ends ??= []).push({ names, value });
}

function childFor<T>(node: TrieNode<T>, segment: string): TrieNode<T> {
  if (!segment.includes('{')) {
    const key = decodePercent(segment);
    node.literals ??= new Map();
    let child = node.literals.get(key);
    if (!child) node.literals.set(key, (child = createTrie()));
    return child;
  }
  if (/^\{[^{}]*\}$/.test(segment)) return (node.parameter ??= createTrie());
  const shape = segment.replaceAll(templated, '{}');
  node.partial ??= [];
  const known = node.partial.find(({ template }) => template === shape);
  if (known) return known.node;
  const pattern = new RegExp(`^${shape.split('{}').map(escapeRegExp).join('(.+?)')}$`);
  const entry = { template: shape, pattern, node: createTrie<T>() };
  node.partial.push(entry);
  // The template with most literal text is the most specific one.
  node.partial.sort((a, b) => b.template.length - a.template.length);
  return entry.node;
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

export function segmentsOf(path: string): string[] {
  const segments = path.split('/');
  segments.shift();
  if (segments.length > 0 && segments[segments.length - 1] === '') segments.pop();
  return segments;
}

/** What a request path (raw, without its query) leads to. */
export function findPath<T>(root: TrieNode<T>, path: string): TrieMatch<T> | undefined {
  const values: string[] = [];
  // The path is read in place, segment by segment: a trailing slash is no segment.
  const end = path.length > 1 && path.endsWith('/') ? path.length - 1 : path.length;
  const node = descend(root, path, path === '/' ? end : 0, end, values);
  return node?.ends && { ends: node.ends, values };
}

/** @param at where the slash before the next segment is; `end` when there is none left */
function descend<T>(
  node: TrieNode<T>,
  path: string,
  at: number,
  end: number,
  values: string[],
): TrieNode<T> | undefined {
  if (at >= end) return node.ends ? node : undefined;
  const slash = path.indexOf('/', at + 1);
  const next = slash < 0 || slash > end ? end : slash;
  const raw = path.slice(at + 1, next);
  const literal = node.literals?.get(raw.includes('%') ? decodePercent(raw) : raw);
  if (literal) {
    const found = descend(literal, path, next, end, values);
    if (found) return found;
  }
  const mark = values.length;
  for (const { pattern, node: child } of node.partial ?? none) {
    const plain = pattern.exec(raw);
    // What stands around a parameter may come encoded; values are handed on as they are sent.
    const match = plain ?? (raw.includes('%') ? pattern.exec(decodePercent(raw)) : null);
    if (!match) continue;
    values.push(...match.slice(1).map((value) => (plain ? value : encodeURIComponent(value))));
    const found = descend(child, path, next, end, values);
    if (found) return found;
    values.length = mark;
  }
  if (node.parameter && raw !== '') {
    values.push(raw);
    const found = descend(node.parameter, path, next, end, values);
    if (found) return found;
    values.length = mark;
  }
  return undefined;
}

const none: readonly never[] = [];
