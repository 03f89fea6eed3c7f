import type { Call } from '../../call.ts';
import type { Operations } from '../../rules.ts';
import { listOf, numberOf, numbersOf, textOf, type Fields, type Row } from '../../state/rows.ts';
import { countryName } from '../../values/places.ts';
import { totalsOf } from './facts.ts';

/** What the store's customers can be filtered by. */
export const customerFilters: Operations = {
  'GET /customers/filters': {
    from: ['example getCustomerFilters.200'],
    run(call) {
      const customers = rowsOf(call);
      const counts = customers.map((row) => numberOf(totalsOf(row)['numberOfOrders']));
      const groups = [...call.state.rows('customerGroups').values()].map(({ id, name }) => ({ id, name }));
      const languages = [...new Set(customers.map(({ lang }) => textOf(lang)).filter((lang) => lang !== ''))];
      return {
        json: {
          total: customers.length,
          repeatedCustomersCount: counts.filter((count) => count > 1).length,
          oneTimeCustomersCount: counts.filter((count) => count === 1).length,
          storeGroups: groups,
          shippingAddresses: countriesOf(customers).map((country) => ({ street: null, city: null, ...country })),
          languages,
        },
      };
    },
  },
  'GET /customers/locations': {
    from: ['example searchCustomerLocations.200'],
    run(call) {
      const items = countriesOf(rowsOf(call))
        .filter(({ countryName: name }) => isAsked(name, call))
        .map(({ countryCode, countryName: country }) => ({ country, countryCode }));
      return { json: { items } };
    },
  },
  'GET /customers/products': {
    from: ['example searchCustomerProducts.200'],
    run(call) {
      const ids = new Set(rowsOf(call).flatMap((row) => numbersOf(totalsOf(row)['products'])));
      const items = [...ids]
        .flatMap((id) => call.state.rows('products').get(id) ?? [])
        .map(({ id, name }) => ({ productId: id, productName: name }))
        .filter(({ productName }) => isAsked(textOf(productName), call));
      return { json: { items } };
    },
  },
};

function rowsOf(call: Call): readonly Row[] {
  return [...call.state.rows('customers').values()];
}

function isAsked(name: string, call: Call): boolean {
  return name.toLowerCase().includes((call.query.get('name') ?? '').trim().toLowerCase());
}

function countriesOf(customers: readonly Fields[]): { readonly countryCode: string; readonly countryName: string }[] {
  const codes = customers.flatMap((row) =>
    listOf(row['shippingAddresses']).map(({ countryCode }) => textOf(countryCode)),
  );
  return [...new Set(codes)]
    .filter((code) => code !== '')
    .map((countryCode) => ({ countryCode, countryName: countryName(countryCode) ?? countryCode }));
}
