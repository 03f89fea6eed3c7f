import { bodyOf, type Call } from '../../../call.ts';
import type { ExampleOf, Resource } from '../../../rules.ts';
import { defined, fieldsOf, isFields, listOf, numberOf, textOf, without, type Fields } from '../../../state/rows.ts';
import { toSeconds, writeDate } from '../../../values/dates.ts';
import { add, decimalsOf, multiply, partOf, unitsOf, withoutPercents } from '../../../values/money.ts';
import { personView } from '../../../values/persons.ts';
import { findByEmail } from '../../customers/facts.ts';
import { couponOf } from './coupon.ts';
import { discountsOf, shippingDiscount } from './discounts.ts';
import { linesOf } from './items.ts';
import { promotionsOf } from './promotions.ts';
import { chosenOption, packageOf, shippingOptionsFor } from './shipping.ts';
import { taxesOf } from './taxes.ts';
import { storeTaxes } from './zones.ts';

/** Gift cards, which no operation makes or changes: the one of the example, with what it holds. */
export const giftCards: Resource = {
  collection: 'giftCards',
  path: '/order/calculate',
  seed: seedCards,
  operations: {
    'POST /order/calculate': {
      from: ['page calculate-order-details', 'test CartsTest.testCalculateOrderDetails'],
      run: (call) => ({ json: calculate(bodyOf(call), call) }),
    },
  },
};

function seedCards(example: ExampleOf): { id: string; balance: Fields[string] }[] {
  const code = textOf(fieldsOf(example('calculateOrder.request'))['giftCardCode']);
  return [{ id: code, balance: fieldsOf(example('calculateOrder.200'))['giftCardRedemption'] }];
}

/** Works out an order in decimal arithmetic. Nothing is kept of it. */
function calculate(body: Fields, call: Call): Fields {
  const { state } = call;
  const units = unitsOf(state.profile);
  const decimals = decimalsOf(units);
  const customer =
    state.rows('customers').get(numberOf(body['customerId'])) ?? findByEmail(textOf(body['email']), state);
  const billingPerson = personView(body['billingPerson']);
  // "If no `shippingPerson` provided, the values are taken from `billingPerson`."
  const shippingPerson = personView(body['shippingPerson']) ?? billingPerson;

  const lines = linesOf(body, call);
  const subtotal = add(...lines.map(({ sum }) => sum));
  const groupId = numberOf(customer?.['customerGroupId']);
  const promotions = promotionsOf(lines, { subtotal, groupId }, call);
  const discounts = discountsOf(body, lines, groupId, promotions, decimals);
  const coupon = couponOf(body, lines, customer, decimals, call);
  const couponDiscount = Math.min(coupon.couponDiscount, add(subtotal, -discounts.discount));
  const goods = add(subtotal, -discounts.discount, -couponDiscount);

  const address = shippingPerson ?? {};
  const open = shippingOptionsFor({ lines, subtotal, discountedSubtotal: goods, address, decimals }, call);
  const option = chosenOption(body, open);
  const rate = numberOf(option?.['shippingRate']);
  const methodId = textOf(option?.['shippingMethodId']);
  const isFree = coupon.freesShipping(methodId);
  const shipping = isFree ? 0 : add(rate, -shippingDiscount(rate, methodId, discounts.ofShipping, decimals));
  const fee = isFields(body['handlingFee'])
    ? body['handlingFee']
    : fieldsOf(fieldsOf(state.profile['shipping'])['handlingFee']);
  const handling = numberOf(fee['value']);
  const surcharges = surchargesOf(body, subtotal, decimals);
  const ofSurcharges = surcharges.map(({ total }) => numberOf(total));

  const taxes = taxesOf(
    {
      lines,
      amounts: lines.map(({ sum }, i) => Math.max(0, add(sum, -(discounts.byLine[i] ?? 0), -(coupon.byLine[i] ?? 0)))),
      delivery: add(shipping, handling),
      handling,
      surcharges: ofSurcharges.map((amount, i) => (surcharges[i]?.['taxable'] === true ? amount : 0)),
      shippingAddress: address,
      billingAddress: billingPerson ?? address,
      isExempt: (body['customerTaxExempt'] ?? customer?.['taxExempt']) === true,
      decimals,
    },
    state,
  );
  const before = add(goods, shipping, handling, taxes.added, ...ofSurcharges);
  const payment = paymentOf(body, before, decimals, call);
  const charged = add(before, ...payment.surcharges.map(({ total }) => numberOf(total)));
  const redeemed = Math.min(charged, numberOf(state.rows('giftCards').get(textOf(body['giftCardCode']))?.['balance']));
  const total = add(charged, -redeemed);

  return {
    ...without(body, [
      'giftCardCode',
      'giftCardTransactionOrderId',
      'taxAlreadyDeductedFromShipping',
      'paymentOptionsDetails',
    ]),
    subtotal,
    subtotalWithoutTax: add(...lines.map(({ sum }, i) => withoutPercents(sum, taxes.included[i] ?? 0, decimals))),
    total,
    totalWithoutTax: add(total, -taxes.total),
    tax: taxes.total,
    couponDiscount,
    ...discounts.sums,
    customDiscount: discounts.customDiscount,
    discount: discounts.discount,
    discountInfo: discounts.applied,
    ...defined({ discountCoupon: coupon.coupon, billingPerson, shippingPerson, paymentMethod: payment.method }),
    giftCardRedemption: redeemed,
    totalBeforeGiftCardRedemption: charged,
    usdTotal: units['currency'] === 'USD' ? total : multiply(total, numberOf(units['currencyRate'])),
    paymentStatus: 'INCOMPLETE',
    fulfillmentStatus: 'AWAITING_PROCESSING',
    createDate: writeDate(call.now),
    createTimestamp: toSeconds(call.now),
    items: lines.map(({ item }, i) => {
      const ofItem = discounts.ofItems[i] ?? [];
      const itemTaxes = taxes.byLine[i] ?? [];
      const isApplied = coupon.appliesTo[i] === true;
      return {
        ...item,
        priceWithoutTax: withoutPercents(numberOf(item['price']), taxes.included[i] ?? 0, decimals),
        tax: add(...itemTaxes.map((tax) => numberOf(tax['total']))),
        taxes: itemTaxes,
        shipping: 0,
        handlingFee: 0,
        giftCard: false,
        couponApplied: isApplied,
        ...(isApplied && { couponAmount: coupon.byLine[i] ?? 0 }),
        ...(ofItem.length > 0 && { discounts: ofItem }),
      };
    }),
    ...(option && { shippingOption: shipping === rate ? option : { ...option, discountedShippingRate: shipping } }),
    availableShippingOptions: open,
    availableTaxes: storeTaxes(state),
    handlingFee: {
      ...fee,
      valueWithoutTax: add(
        handling,
        ...taxes.onHandling.map(({ includeInPrice, total: amount }) =>
          includeInPrice === true ? -numberOf(amount) : 0,
        ),
      ),
      taxes: taxes.onHandling.map((tax) => without(tax, ['includeInPrice'])),
    },
    predictedPackage: packageOf(lines),
    customSurcharges: [
      ...surcharges.map((surcharge, i) => ({
        ...surcharge,
        ...(surcharge['taxable'] === true && {
          totalWithoutTax: withoutPercents(ofSurcharges[i] ?? 0, taxes.includedElsewhere, decimals),
          taxes: taxes.bySurcharge[i] ?? [],
        }),
      })),
      ...payment.surcharges,
    ],
    taxesOnShipping: taxes.onShipping,
    additionalInfo: body['additionalInfo'] ?? {},
    paymentParams: body['paymentParams'] ?? {},
    hidden: false,
  };
}

/** Surcharges with what they come to: a fixed amount, or percents of the subtotal. */
function surchargesOf(body: Fields, subtotal: number, decimals: number): Fields[] {
  return listOf(body['customSurcharges']).map((surcharge) => {
    const { type, total: given, value = given } = surcharge;
    const total = partOf(subtotal, { type, value }, decimals);
    return { ...surcharge, total, totalWithoutTax: total };
  });
}

/** The way to pay that the request names, with "payment method fee added to the order as a set amount or as a percentage of the order total". */
function paymentOf(
  body: Fields,
  charged: number,
  decimals: number,
  call: Call,
): { readonly method: string | undefined; readonly surcharges: readonly Fields[] } {
  const id = textOf(fieldsOf(body['paymentOptionsDetails'])['paymentId']);
  const option = call.state.rows('paymentOptions').get(id);
  if (!option) return { method: undefined, surcharges: [] };
  const method = textOf(option['checkoutTitle']);
  const { type, value } = fieldsOf(option['paymentSurcharges']);
  const total = partOf(charged, { type, value }, decimals);
  const surcharge = { id: option.id, value, type, total, totalWithoutTax: total, description: method, taxable: false };
  return { method, surcharges: total === 0 ? [] : [{ ...surcharge, taxes: [] }] };
}
