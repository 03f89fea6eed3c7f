import MiniSearch, { type Query, type SearchOptions } from 'minisearch';
import { noise, synonyms } from './aliases.ts';
import type { Kind, SearchDocument } from './document.ts';

export interface Found {
  readonly kind: Kind;
  readonly title: string;
  readonly detail: string;
  readonly href: string;
}

/** How much more likely a page on the whole is meant than one of its parts. */
const ranks: Readonly<Record<Kind, number>> = {
  guide: 3,
  area: 3.2,
  operation: 3,
  webhook: 2,
  status: 3,
  'error code': 1.6,
  parameter: 1.4,
  schema: 1.3,
  field: 0.8,
  value: 0.8,
};

/** Most places of one page that are shown; the rest would hide other pages. */
const shownOfPage = 3;

/** Makes the search over all documents. The same runs in the browser and in the tests. */
export function createSearch(documents: readonly SearchDocument[]): (query: string) => Found[] {
  const index = new MiniSearch<{ id: number; title: string; words: string; text: string }>({
    fields: ['title', 'words', 'text'],
    tokenize,
    processTerm: stem,
    searchOptions: {
      boost: { title: 5, words: 3 },
      prefix: (term) => term.length > 2,
      weights: { prefix: 0.4, fuzzy: 0.3 },
      boostDocument: (id) => {
        const [kind, , , , , , weight = 1] = documents[id as number]!;
        return ranks[kind] * weight;
      },
    },
  });
  index.addAll(documents.map(([, title, , , words, text], id) => ({ id, title, words, text })));

  return (query) => {
    const route = routeOf(query);
    if (route !== undefined) {
      const hits = documents.filter(([kind, , detail]) => kind === 'operation' && routeOf(detail)?.endsWith(route));
      if (hits.length > 0) return hits.map(toFound);
    }
    const terms = tokenize(query).map(stem);
    const asked = terms.filter((term) => !noise.has(term));
    const ranked = lookUp(index, documents, asked.length > 0 ? asked : terms);
    return firstOfPages(exactFirst(ranked, query).map(({ document }) => toFound(document)));
  };
}

/**
 * What has any of the words. The more of them it has, the better; and what a title ends with is what it is about: an
 * `OrderRefund` is a refund, a `RefundSource` is not.
 */
function lookUp(index: MiniSearch, documents: readonly SearchDocument[], terms: readonly string[]): Ranked[] {
  const groups = terms.map((term) => [term, ...(bySingular[term] ?? []).map(stem).filter((other) => other !== term)]);
  const queries = groups.map((group): Query => ({ ...typingErrors(index, group), combineWith: 'OR', queries: group }));
  return index
    .search({ combineWith: 'OR', queries } as Query)
    .map(({ id, score, queryTerms, terms }) => {
      const document = documents[id as number]!;
      const found = groups.filter((group) => group.some((term) => queryTerms.includes(term))).length;
      return { document, score: score * aboutness(document[1], groups, terms) * (found / groups.length) ** 3 };
    })
    .sort((a, b) => b.score - a.score);
}

/** How much a title is about what is asked for: it ends with all of it, or with its last word. */
function aboutness(title: string, groups: readonly (readonly string[])[], found: readonly string[]): number {
  const ending = plainWords(title).slice(-groups.length);
  // What was mistyped is known by what was found in its place.
  const isMeant = (word = '', group: readonly string[] = []) =>
    group.includes(word) || (groups.length === 1 && found.includes(word));
  if (ending.length === groups.length && groups.every((group, index) => isMeant(ending[index], group))) return 2.2;
  return isMeant(ending.at(-1), groups.at(-1)) ? 1.4 : 1;
}

/** A word that occurs nowhere was mistyped. */
function typingErrors(index: MiniSearch, [term = '', ...others]: readonly string[]): SearchOptions {
  const isKnown = others.length > 0 || term.length < 4 || index.search(term).length > 0;
  return isKnown ? {} : { fuzzy: term.length > 5 ? 2 : 1 };
}

interface Ranked {
  readonly document: SearchDocument;
  readonly score: number;
}

/** Kinds that are found first by their plain names; the others only by names that nobody writes by chance: `trackingNumber`. */
const plainNames: ReadonlySet<Kind> = new Set(['guide', 'area', 'operation', 'webhook', 'schema']);

/** What is called just as the query comes first, whatever else has its words. */
function exactFirst(results: readonly Ranked[], query: string): Ranked[] {
  const wanted = [query, ...wordsOf(query)].map(squash);
  const isName = /[a-z][A-Z]|_|[A-Z]{3}/.test(query);
  const isExact = ({ document: [kind, title, , href, , , weight = 1] }: Ranked) =>
    wanted.includes(squash(title)) &&
    (isName || (plainNames.has(kind) && weight >= 1 && !(kind === 'guide' && href.includes('#'))));
  const rank = ({ document: [kind, , , , , , weight = 1] }: Ranked) => ranks[kind] * weight;
  // Two operations may be called alike but for one letter: `updateCustomer` and `updateCustomers`.
  const literal = ({ document: [kind, title, , , words, , weight = 1] }: Ranked) =>
    Number(title.toLowerCase() === query.trim().toLowerCase() && plainNames.has(kind) && weight >= 1) +
    Number(kind === 'operation' && words.split(' ')[0] === query.trim());
  const exact = results.filter((each) => isExact(each) || literal(each));
  exact.sort((a, b) => literal(b) - literal(a) || rank(b) - rank(a));
  return [...exact, ...results.filter((each) => !exact.includes(each))];
}

/** A query with its words replaced by what they are called here. */
function wordsOf(query: string): string[] {
  const words = query.toLowerCase().split(/\s+/);
  const replaced = words.map((word) => bySingular[stem(word)]?.[0] ?? word);
  return replaced.join() === words.join() ? [] : [replaced.join(' ')];
}

function firstOfPages(found: readonly Found[]): Found[] {
  const counts = new Map<string, number>();
  const known = new Set<string>();
  return found.filter(({ title, href }) => {
    const [page = ''] = href.split('#');
    // Several APIs have the same statuses.
    if (known.has(`${title} ${href}`)) return false;
    known.add(`${title} ${href}`);
    counts.set(page, (counts.get(page) ?? 0) + 1);
    return counts.get(page)! <= shownOfPage;
  });
}

function toFound([kind, title, detail, href]: SearchDocument): Found {
  return { kind, title, detail, href };
}

/** Synonyms of the words as they are looked up: `analytics` is `analytic` by then. */
const bySingular = Object.fromEntries(Object.entries(synonyms).map(([word, others]) => [stem(word), others]));

/** `Get product`, `getProduct` and `get products` are the same to whoever looks for it. */
function squash(text: string): string {
  return plainWords(text).join('');
}

/** One form of each word; of a name in camel case, of its parts. */
function plainWords(text: string): string[] {
  return tokenize(text.replace(/([a-z\d])([A-Z])/g, '$1 $2')).map(stem);
}

/** Words; a name in camel case is found by its parts as well. */
function tokenize(text: string): string[] {
  return text
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .flatMap((word) => {
      const parts = word.split(/(?<=[a-z\d])(?=[A-Z])/);
      return parts.length > 1 ? [word, ...parts] : [word];
    });
}

/** One form of a word for singular and plural. */
function stem(term: string): string {
  const word = term.toLowerCase();
  if (word.length < 4 || /(ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(sses|uses|shes|ches|xes)$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

/** `PUT /products/37208339` and `PUT /products/{productId}` are the same call; undefined when it is none. */
function routeOf(query: string): string | undefined {
  const [, method = '', path] =
    /^\s*(get|put|post|delete|patch)?\s*(?:https?:\/\/[^/]+)?(\/\S*?)\/?\s*$/i.exec(query) ?? [];
  if (path === undefined) return undefined;
  const shape = path
    .replace(/^\/api\/v3\/[^/]+(?=\/)/, '')
    .replace(/\?.*$/, '')
    .replace(/\{[^}]*\}|(?<=\/)\d+/g, '{}');
  return `${method.toUpperCase()} ${shape}`.trim();
}
