import type { State } from '../../state/state.ts';

/** The categories and all below them, each once. 0 stands for the front page, which all are below. */
export function withDescendants(state: State, ids: readonly number[]): number[] {
  const categories = state.rows('categories');
  const found = new Set(ids);
  for (const id of found) for (const child of categories.find('parent', id)) found.add(child.id as number);
  return [...found];
}
