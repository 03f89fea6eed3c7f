import { ApiError } from '../../answer/api-error.ts';
import { defaultLanguage, type Call } from '../../call.ts';
import type { Resource } from '../../rules.ts';
import { listOf, merge, textOf, without, type Fields, type Row } from '../../state/rows.ts';
import { rowOf } from '../../state/shop.ts';
import { syncTranslations, translate } from '../../values/translations.ts';
import { newOptionId } from './option-id.ts';

const texts = ['title', 'description', 'pickupInstruction'];

/** Ways to deliver. The profile shows them too, under `shipping.shippingOptions`. */
export const shippingOptions: Resource = {
  collection: 'shippingOptions',
  path: '/profile/shippingOptions',
  item: '/profile/shippingOptions/{shippingOptionId}',
  seed: (example) => listOf([example('searchShippingOptions.200')].flat()).map((row) => rowOf(row)),
  view: (row, call) => translate(row, texts, call.query.get('lang') ?? defaultLanguage(call.state)),
  viewParameters: ['lang'],
  viewReads: ['profile'],
  missing: (id) => new ApiError(404, `Shipping option #${id} not found`, 'SHIPPING_NOT_FOUND'),
  list: {
    from: ['page search-shipping-options'],
    paged: false,
    filters: {},
    defaultSort: () => ({ order: 'place' }),
  },
  create: {
    from: ['page create-shipping-option'],
    row(body, call) {
      const option = merge({}, synced(body, call));
      check(option);
      return { enabled: true, ...option, id: newOptionId('shippingOptions', call) };
    },
    after: showInProfile,
  },
  update: {
    from: ['page update-shipping-option'],
    row(before, body, call) {
      const option = merge(before, synced(body, call));
      check(option);
      return option;
    },
    after: (row, _before, call) => showInProfile(row, call),
  },
  delete: { from: ['page delete-shipping-option'], countsMissing: true, after: showInProfile },
};

function synced(body: Fields, call: Call): Fields {
  return syncTranslations(without(body, ['id']), texts, defaultLanguage(call.state));
}

/** The description says how long a title may be. */
function check(option: Fields): void {
  const title = textOf(option['title']);
  if (title.trim() === '') {
    throw new ApiError(400, "Shipping option can't be without a title.", 'SHIPPING_OPTION_TITLE_REQUIRED');
  }
  if (/^carrier.calculated$/.test(textOf(option['ratesCalculationType'])) && textOf(option['carrier']) === '') {
    throw new ApiError(400, "Shipping option can't be without a carrier.", 'SHIPPING_CARRIER_NAME_REQUIRED');
  }
}

function showInProfile(_row: Row, call: Call): void {
  const { slots } = call.state.rows('shippingOptions');
  const options = slots.sorted('place').slots.map(slots.row);
  call.state.setProfile(merge(call.state.profile, { shipping: { shippingOptions: options } }));
}
