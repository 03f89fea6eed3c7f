/** What a search can find; the order is that of the ranks, see engine.ts. */
export type Kind =
  'guide' | 'area' | 'operation' | 'webhook' | 'status' | 'error code' | 'parameter' | 'schema' | 'field' | 'value';

/** One thing that can be found. An array, since there are thousands of them: it travels to the browser. */
export type SearchDocument = readonly [
  kind: Kind,
  title: string,
  /** Shown below the title. */
  detail: string,
  /** Address from the top of the site. */
  href: string,
  /** Further words that it is found by. */
  words: string,
  /** Text that it is found by, though these words count less. */
  text: string,
  /** How likely it is meant, compared with others of its kind; 1 where it is left out. */
  weight?: number,
];
