import { ApiError } from '../../answer/api-error.ts';
import type { Resource } from '../../rules.ts';
import { textOf, type Fields } from '../../state/rows.ts';
import { optionsOf } from './options.ts';

/** Ways to deliver. The profile shows them too, under `shipping.shippingOptions`. */
export const shippingOptions: Resource = optionsOf({
  collection: 'shippingOptions',
  path: '/profile/shippingOptions',
  item: '/profile/shippingOptions/{shippingOptionId}',
  name: 'shipping-option',
  texts: ['title', 'description', 'pickupInstruction'],
  // "Starts with 10 and iterates by 10."
  place: { field: 'orderby', step: 10 },
  section: 'shipping',
  missing: (id) => new ApiError(404, `Shipping option #${id} not found`, 'SHIPPING_NOT_FOUND'),
  check,
});

/** The description says how long a title may be. */
function check(option: Fields): void {
  if (textOf(option['title']).trim() === '') {
    throw new ApiError(400, "Shipping option can't be without a title.", 'SHIPPING_OPTION_TITLE_REQUIRED');
  }
  if (/^carrier.calculated$/.test(textOf(option['ratesCalculationType'])) && textOf(option['carrier']) === '') {
    throw new ApiError(400, "Shipping option can't be without a carrier.", 'SHIPPING_CARRIER_NAME_REQUIRED');
  }
}
