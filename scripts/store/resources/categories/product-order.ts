import type { Call } from '../../call.ts';
import { numberOf, numbersOf, type Row } from '../../state/rows.ts';
import type { State } from '../../state/state.ts';

/** Products of a category in the order that the store's owner gave them; 0 is the front page. Those that have no place come last. */
export function productsInOrder(state: State, categoryId: number): readonly Row[] {
  return arrange(state, categoryId, state.rows('products').find('category', categoryId));
}

/** Sorts products as the owner arranged them in the category that the call asks for, or else on the front page. */
export function arrangeProducts(rows: readonly Row[], call: Call): readonly Row[] {
  return arrange(call.state, Number(call.query.get('category') ?? 0), rows);
}

/** Says in which order a category shows its products. */
export function setOrder(state: State, categoryId: number, productIds: readonly number[]): void {
  state.rows('productOrders').put({ id: categoryId, productIds });
}

/** Ids in the order that was laid down, without regard to what has left the category since. */
export function orderOf(state: State, categoryId: number): readonly number[] {
  return numbersOf(state.rows('productOrders').get(categoryId)?.['productIds']);
}

function arrange(state: State, categoryId: number, rows: readonly Row[]): readonly Row[] {
  const places = new Map(orderOf(state, categoryId).map((id, place) => [id, place]));
  const placeOf = (row: Row): number => {
    if (categoryId === 0) return numberOf(row['showOnFrontpage']) > 0 ? numberOf(row['showOnFrontpage']) : Infinity;
    return places.get(row.id as number) ?? Infinity;
  };
  return [...rows].sort((a, b) => compare(placeOf(a), placeOf(b)) || (a.id as number) - (b.id as number));
}

/** Unlike a difference, right for two that have no place. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
