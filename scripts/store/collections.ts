import { customerColumns } from './resources/customers/columns.ts';
import { orderColumns } from './resources/orders/columns.ts';
import type { Columns } from './state/columns.ts';
import { fieldsOf, listOf, numberOf, numbersOf, textOf, type Fields, type Row } from './state/rows.ts';
import { textsIn } from './values/translations.ts';
import { isEnabled, isInStock, isOnSale, isVisible } from './resources/products/facts.ts';

/** Of what lists find by when it came, and when it last changed. */
export const times = {
  created: (row) => numberOf(row['created']),
  updated: (row) => numberOf(row['updated']),
} satisfies Columns;

/**
 * The kinds of things that a store holds, with the columns that each is found and sorted by. Times in rows (`created`, `updated`)
 * are in milliseconds; answers show them in the forms that the API has. Names that `resources/latest-stats.ts` tells of are fixed there.
 */
const shapes = {
  profile: {},
  /** What was deleted, as `products/37208338`. */
  deleted: { collection: (row) => textOf(row['collection']) },
  products: {
    /** SKUs of the product and of its variations. */
    sku: (row) => [row, ...listOf(row['combinations'])].map(({ sku }) => textOf(sku)).filter((sku) => sku !== ''),
    externalReference: (row) =>
      [row, ...listOf(row['combinations'])].map((item) => textOf(item['externalReferenceId'])),
    /** 0 is the front page. */
    category: (row) => [...numbersOf(row['categoryIds']), ...(numberOf(row['showOnFrontpage']) > 0 ? [0] : [])],
    slug: (row) => textOf(row['customSlug']),
    type: (row) => numberOf(row['productClassId']),
    ...times,
    name: (row) => textOf(row['name']).toLowerCase(),
    price: (row) => numberOf(row['price']),
    enabled: isEnabled,
    inStock: isInStock,
    onSale: isOnSale,
    visible: isVisible,
    giftCard: (row) => row['isGiftCard'] === true,
    discountsAllowed: (row) => row['discountsAllowed'] !== false,
    customerSetPrice: (row) => row['nameYourPriceEnabled'] === true,
    manualTax: (row) => manualTaxes(row),
    taxClass: (row) => textOf(fieldsOf(row['tax'])['taxClassCode']) || 'default',
    option: (row) =>
      listOf(row['options']).flatMap((option) =>
        pairs(
          option['name'],
          listOf(option['choices']).map(({ text }) => text),
        ),
      ),
    attribute: (row) => listOf(row['attributes']).flatMap(({ name, value }) => pairs(name, [value])),
    attributeId: (row) =>
      listOf(row['attributes']).flatMap(({ id, name, value }) => [...pairs(id, [value]), ...pairs(name, [value])]),
  },
  categories: {
    parent: (row) => numberOf(row['parentId']),
    enabled: (row) => row['enabled'] !== false,
    slug: (row) => textOf(row['customSlug']),
    name: (row) => textOf(row['name']).trim().toLowerCase(),
    texts: (row) => ['name', 'description'].flatMap((name) => textsIn(row, name).map((text) => text.toLowerCase())),
  },
  /** Products of a category in the order that the owner gave them, as `productIds`, by the category's id. */
  productOrders: {},
  productTypes: {},
  redirects: {
    from: (row) => textOf(row['fromUrl']),
    texts: (row) => [row['fromUrl'], row['toUrl']].map((url) => textOf(url).toLowerCase()),
  },
  starterSite: {},
  appStorage: { isPublic: (row) => row.id === 'public' },
  orders: orderColumns,
  /** Numbers of the orders that are carts, or once were, by the cart's identifier: it tells when carts last changed. */
  carts: {},
  /** What gift cards hold, by their codes. */
  giftCards: {},
  subscriptions: {
    ...times,
    cancelled: (row) => numberOf(row['cancelled']) || -Infinity,
    nextCharge: (row) => numberOf(row['nextCharge']),
    customer: (row) => numberOf(row['customerId']),
    status: (row) => textOf(row['status']),
    interval: (row) => textOf(fieldsOf(row['chargeSettings'])['recurringInterval']).toUpperCase(),
    intervalCount: (row) => numberOf(fieldsOf(row['chargeSettings'])['recurringIntervalCount']),
    product: (row) => listOf(fieldsOf(row['orderTemplate'])['items']).map(({ productId }) => numberOf(productId)),
    email: (row) => textOf(fieldsOf(row['orderTemplate'])['email']).toLowerCase(),
    orderCount: (row) => listOf(row['orders']).length,
    order: (row) => listOf(row['orders']).map(({ id }) => textOf(id)),
    orderTotal: (row) => listOf(row['orders']).map(({ total }) => numberOf(total)),
    firstOrder: (row) => Math.min(...orderDates(row)),
    lastOrder: (row) => Math.max(...orderDates(row)),
  },
  customers: customerColumns,
  customerGroups: { name: (row) => textOf(row['name']).toLowerCase() },
  customerExtraFields: times,
  coupons: {
    code: (row) => textOf(row['code']),
    type: (row) => textOf(row['discountType']),
    status: (row) => textOf(row['status']),
    ...times,
  },
  promotions: {},
  reviews: {
    status: (row) => textOf(row['status']).toLowerCase(),
    rating: (row) => numberOf(row['rating']),
    order: (row) => [textOf(row['orderId']), textOf(row['orderNumber'])],
    product: (row) => numberOf(row['productId']),
    ...times,
    text: (row) => textOf(row['review']).toLowerCase(),
  },
  shippingOptions: { place: (row) => numberOf(row['orderby'] ?? row['orderBy']) },
  paymentOptions: { place: (row) => numberOf(row['orderBy']), processor: (row) => textOf(row['paymentProcessorId']) },
  checkoutExtraFields: { place: (row) => numberOf(row['orderBy']) },
  orderStatuses: { place: (row) => numberOf(row['place']) },
  staff: { email: (row) => textOf(row['email']).toLowerCase() },
  domains: {},
} satisfies Record<string, Columns>;

export type CollectionName = keyof typeof shapes;

/** By name, for who has a name that is not known beforehand. */
export const collections: Readonly<Record<CollectionName, Columns>> = shapes;

function manualTaxes(row: Row): readonly string[] {
  const taxes = numbersOf(fieldsOf(row['tax'])['enabledManualTaxes']);
  return taxes.length > 0 ? taxes.map(String) : ['none'];
}

/** `Size=Small`, for filters that name a thing and its value. */
function pairs(name: Fields[string], values: readonly Fields[string][]): string[] {
  return values.map((value) => `${textOf(name)}=${textOf(value)}`);
}

function orderDates(subscription: Row): number[] {
  return listOf(subscription['orders']).map(({ created }) => numberOf(created));
}
