import type { Edit } from '../fixtures/good.ts';

/** One fault in the good description, and all problems that it leads to, without the folder of the API. */
export interface Case {
  readonly given: string;
  readonly edits: readonly Edit[];
  readonly want: readonly string[];
}
