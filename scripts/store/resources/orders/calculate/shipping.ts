import type { Call } from '../../../call.ts';
import { defined, fieldsOf, listOf, numberOf, textOf, type Fields, type Row } from '../../../state/rows.ts';
import { add, multiply, partOf, percentOf } from '../../../values/money.ts';
import { idsOf, needsShipping, type Line } from './items.ts';
import { isInZone } from './zones.ts';

/** What tables of rates are based on. */
export interface Basis {
  readonly lines: readonly Line[];
  readonly subtotal: number;
  readonly discountedSubtotal: number;
  readonly address: Fields;
  readonly decimals: number;
}

/**
 * Ways of delivery that are open to the order: enabled, for its destination, and within reach of its subtotal. Rates that a carrier
 * or an app works out are not known here, so that such ways are left out.
 */
export function shippingOptionsFor(basis: Basis, call: Call): Fields[] {
  if (!basis.lines.some(needsShipping)) return [];
  const options = call.state.rows('shippingOptions').sorted('place');
  return options.flatMap((option) => {
    const isPickup = textOf(option['fulfilmentType']).toLowerCase() === 'pickup';
    const rate = isPickup ? rateFor(option, basis, true) : withOwnCosts(option, basis);
    const isOpen =
      option['enabled'] !== false &&
      basis.lines.every(({ product }) => takes(textOf(option.id), fieldsOf(product?.['shipping']))) &&
      basis.subtotal >= numberOf(option['minimumOrderSubtotal']) &&
      (isPickup || isInZone(basis.address, fieldsOf(option['destinationZone']), call.state));
    return isOpen && rate !== undefined ? [shown(option, rate)] : [];
  });
}

/** The way that the request names, by id or name, with its rate; the first that is open when it names none. */
export function chosenOption(body: Fields, open: readonly Fields[]): Fields | undefined {
  const given = fieldsOf(body['shippingOption']);
  if (Object.keys(given).length === 0) return open[0];
  const known = open.find(
    ({ shippingMethodId: id, shippingMethodName: name }) =>
      id === given['shippingMethodId'] ||
      (given['shippingMethodId'] === undefined && name === given['shippingMethodName']),
  );
  return { shippingRate: 0, ...known, ...defined(given) };
}

function shown(option: Row, shippingRate: number): Fields {
  const days = textOf(option['deliveryTimeDays']);
  const instruction = textOf(option['pickupInstruction']).replace(/<[^>]*>/g, '');
  const estimate = days === '' ? textOf(option['description']) : `${days} days`;
  return {
    shippingMethodId: option.id,
    shippingMethodName: option['title'],
    shippingRate,
    ...(estimate !== '' && { estimatedTransitTime: estimate }),
    ...(instruction !== '' && { pickupInstruction: instruction }),
    fulfillmentType: (textOf(option['fulfilmentType']) || 'shipping').toUpperCase(),
  };
}

/** Products name the only ways of delivery that they go by, and those that they do not (page "Create product", `shipping`). */
function takes(optionId: string, { type, enabledMethods, disabledMethods }: Fields): boolean {
  if (type !== 'SELECTED_METHODS') return true;
  const enabled = idsOf(enabledMethods);
  return (enabled.length === 0 || enabled.includes(optionId)) && !idsOf(disabledMethods).includes(optionId);
}

/**
 * The rate for what has none of its own, and what products add: a rate for each piece that stands for all others (`FLAT_RATE`,
 * `fixedShippingRateOnly`), nothing (`FREE_SHIPPING`), or something that comes on top of any way of delivery.
 */
function withOwnCosts(option: Fields, basis: Basis): number | undefined {
  const costs = basis.lines.map(({ item, product }) => {
    const { type, flatRate, methodMarkup } = fieldsOf(product?.['shipping']);
    if (item['fixedShippingRateOnly'] === true) return { each: item['fixedShippingRate'], isAll: true };
    if (type === 'FLAT_RATE') return { each: flatRate, isAll: true };
    return type === 'FREE_SHIPPING' ? { each: 0, isAll: true } : { each: methodMarkup, isAll: false };
  });
  const own = add(
    ...basis.lines.map((line, i) =>
      needsShipping(line) ? multiply(numberOf(costs[i]?.each), numberOf(line.item['quantity'])) : 0,
    ),
  );
  const rest = basis.lines.filter((_line, i) => costs[i]?.isAll === false);
  if (!rest.some(needsShipping)) return own;
  const apart = add(...basis.lines.map(({ sum }, i) => (costs[i]?.isAll === true ? -sum : 0)));
  const rate = rateFor(
    option,
    {
      ...basis,
      lines: rest,
      subtotal: add(basis.subtotal, apart),
      discountedSubtotal: Math.max(0, add(basis.discountedSubtotal, apart)),
    },
    false,
  );
  return rate === undefined ? undefined : add(rate, own);
}

function rateFor(option: Fields, basis: Basis, isPickup: boolean): number | undefined {
  const { rateType, rate } = fieldsOf(option['flatRate']);
  if (option['ratesCalculationType'] === 'flat' && rate !== undefined) {
    return partOf(basis.subtotal, { type: rateType, value: rate }, basis.decimals);
  }
  if (option['ratesCalculationType'] === 'table') return tableRate(fieldsOf(option['ratesTable']), basis);
  return isPickup ? 0 : undefined;
}

/** "It is possible to combine different rates for more complex rate calculations": their sum. */
function tableRate(table: Fields, { lines, subtotal, discountedSubtotal, decimals }: Basis): number | undefined {
  const shipped = lines.filter(needsShipping);
  const quantity = add(...shipped.map(({ item }) => numberOf(item['quantity'])));
  const weight = add(...shipped.map(({ item }) => multiply(numberOf(item['weight']), numberOf(item['quantity']))));
  const by = textOf(table['tableBasedOn']) || 'subtotal';
  const value = { subtotal, discountedSubtotal, weight }[by] ?? subtotal;
  const row = listOf(table['rates']).find(({ conditions }) => {
    const { [`${by}From`]: from, [`${by}To`]: to } = fieldsOf(conditions);
    return value >= numberOf(from) && (typeof to !== 'number' || value <= to);
  });
  if (!row) return undefined;
  const { perOrder, percent, perItem, perWeight } = fieldsOf(row['rate']);
  return add(
    numberOf(perOrder),
    percentOf(by === 'discountedSubtotal' ? discountedSubtotal : subtotal, numberOf(percent), decimals),
    multiply(numberOf(perItem), quantity),
    multiply(numberOf(perWeight), weight),
  );
}

/** The smallest package that all goods lie in, one upon another. */
export function packageOf(lines: readonly Line[]): Fields[] {
  const shipped = lines.filter(needsShipping);
  if (!shipped.some(({ item }) => Object.keys(fieldsOf(item['dimensions'])).length > 0)) return [];
  const side = (line: Line, name: string): number => numberOf(fieldsOf(line.item['dimensions'])[name]);
  const times = (line: Line, value: number): number => multiply(value, numberOf(line.item['quantity']));
  return [
    {
      length: Math.max(...shipped.map((line) => side(line, 'length'))),
      width: Math.max(...shipped.map((line) => side(line, 'width'))),
      height: add(...shipped.map((line) => times(line, side(line, 'height')))),
      weight: add(...shipped.map((line) => times(line, numberOf(line.item['weight'])))),
      declaredValue: add(...shipped.map(({ sum }) => sum)),
    },
  ];
}
