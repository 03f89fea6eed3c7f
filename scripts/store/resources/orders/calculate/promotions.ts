import type { Call } from '../../../call.ts';
import { fieldsOf, listOf, numberOf, textOf, type Fields, type Json, type Row } from '../../../state/rows.ts';
import { isBetween } from '../../../values/dates.ts';
import { add } from '../../../values/money.ts';
import { categoriesOf, idsOf, type Line } from './items.ts';

/** A promotion of the store that applies to an order. */
export interface Promotion {
  /** As `discountInfo` of an order tells of it. */
  readonly info: Fields;
  /** How many of each line's items it is for. */
  readonly quantities: readonly number[];
  /** The only ways of delivery that it is for; all when empty. */
  readonly shippingMethods: readonly string[];
}

/** What promotions look at beside the lines. */
export interface Circumstances {
  readonly subtotal: number;
  readonly groupId: number;
}

/**
 * The store's promotions that are enabled and whose triggers are met: each "is automatically applied when all specified conditions
 * are met" (page "Create promotion").
 */
export function promotionsOf(lines: readonly Line[], circumstances: Circumstances, call: Call): Promotion[] {
  return [...call.state.rows('promotions').values()].flatMap((row) => {
    const triggers = fieldsOf(row['triggers']);
    if (row['enabled'] !== true || !isTriggered(triggers, lines, circumstances, call)) return [];
    const quantities = targeted(fieldsOf(row['targets']), lines, textOf(row['discountBase']) === 'ITEM');
    if (quantities.every((quantity) => quantity === 0)) return [];
    const shippingMethods = idsOf(fieldsOf(row['targets'])['shippingMethods']);
    return [{ info: infoOf(row, triggers, quantities, lines), quantities, shippingMethods }];
  });
}

function infoOf(row: Row, triggers: Fields, quantities: readonly number[], lines: readonly Line[]): Fields {
  const base = textOf(row['discountBase']);
  const products = lines.flatMap(({ item }, i) => (quantities[i] === 0 ? [] : numberOf(item['productId'])));
  return {
    id: row.id,
    value: row['amount'],
    type: row['discountType'],
    base,
    ...(triggers['subtotal'] !== undefined && { orderTotal: triggers['subtotal'] }),
    description: row['name'],
    ...(base === 'ITEM' && { appliesToItems: [...new Set(products)] }),
  };
}

function isTriggered(
  triggers: Fields,
  lines: readonly Line[],
  { subtotal, groupId }: Circumstances,
  call: Call,
): boolean {
  const quantity = add(...lines.map(({ item }) => numberOf(item['quantity'])));
  const groups = idsOf(triggers['customerGroups']);
  const { minProductQuantityInCart: least, maxProductQuantityInCart: most } = triggers;
  return (
    isBetween(call.now, triggers['startDate'], triggers['endDate']) &&
    (groups.length === 0 || groups.includes(String(groupId))) &&
    subtotal >= numberOf(triggers['subtotal']) &&
    quantity >= numberOf(least) &&
    (typeof most !== 'number' || quantity <= most) &&
    (triggers['recurring'] !== true || isActive(fieldsOf(triggers['recurrenceSettings']), call.now)) &&
    lines.length > 0 &&
    lines.every((line) => isOneOf(line, triggers) && !isExcluded(line, triggers))
  );
}

/** "All products in the cart must be from this list to trigger the promotion"; `all` lets these lists be. */
function isOneOf(line: Line, triggers: Fields): boolean {
  const lists = [
    has(triggers['products'], productsOf(line)),
    has(triggers['categories'], categoriesOf(line)),
    has(triggers['combinations'], variationsOf(line)),
  ].filter((found) => found !== undefined);
  return triggers['all'] === true || lists.length === 0 || lists.includes(true);
}

function isExcluded(line: Line, limits: Fields): boolean {
  return (
    has(limits['excludedProducts'], productsOf(line)) === true ||
    has(limits['excludedCategories'], categoriesOf(line)) === true ||
    has(limits['excludedCombinations'], variationsOf(line)) === true
  );
}

/** How many of each line's items a promotion takes something off: those that "match all specified target limitations". */
function targeted(targets: Fields, lines: readonly Line[], isOfItems: boolean): number[] {
  // "SUBTOTAL: ... ignoring product limitations from targets array"
  if (!isOfItems) return lines.map(({ item }) => numberOf(item['quantity']));
  let left = numberOf(targets['maxDiscountedProductQuantity']) || Infinity;
  const quantities = lines.map((line) => {
    const quantity = isTarget(line, targets) ? Math.min(left, numberOf(line.item['quantity'])) : 0;
    left -= quantity;
    return quantity;
  });
  return add(...quantities) < numberOf(targets['minDiscountedProductQuantity']) ? lines.map(() => 0) : quantities;
}

function isTarget(line: Line, targets: Fields): boolean {
  const variations = variationsOf(line);
  return (
    line.product?.['discountsAllowed'] !== false &&
    has(targets['products'], productsOf(line)) !== false &&
    has(targets['categories'], categoriesOf(line)) !== false &&
    (variations.length === 0 || has(targets['combinations'], variations) !== false) &&
    listOf(targets['attributes']).every((limit) => hasAttribute(line, limit)) &&
    !isExcluded(line, targets)
  );
}

function hasAttribute({ product }: Line, { attributeAlias, attributeValues }: Fields): boolean {
  const values = idsOf(attributeValues);
  return listOf(product?.['attributes']).some(
    ({ type, name, value }) => (type === attributeAlias || name === attributeAlias) && values.includes(textOf(value)),
  );
}

function productsOf({ item }: Line): string[] {
  return [textOf(item['productId'])];
}

function variationsOf({ item }: Line): string[] {
  return item['combinationId'] === undefined ? [] : [textOf(item['combinationId'])];
}

/** Whether one of these is in the list; undefined when there is no list. Variations stand in it alone, or below their product. */
function has(list: Json | undefined, ids: readonly string[]): boolean | undefined {
  if (!Array.isArray(list) || list.length === 0) return undefined;
  const named = (list as readonly Json[]).flatMap((one) => {
    const inside = fieldsOf(one)['combinationIds'];
    return inside === undefined ? idsOf([one]) : idsOf(inside);
  });
  return ids.some((id) => named.includes(id));
}

const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** Times are those of UTC. "If not specified, the promotion starts at 00:00", and "ends at 24:00". */
function isActive(settings: Fields, now: number): boolean {
  const date = new Date(now);
  const time = date.toISOString().slice(11, 19);
  return (
    idsOf(settings['activeDays']).includes(days[date.getUTCDay()]!) &&
    time >= (textOf(settings['activeDayStartTime']) || '00:00:00') &&
    time <= (textOf(settings['activeDayEndTime']) || '24:00:00')
  );
}
