import { ApiError } from '../../answer/api-error.ts';
import { defaultLanguage, missing, type Call } from '../../call.ts';
import type { Resource } from '../../rules.ts';
import { fieldsOf, isFields, listOf, merge, textOf, without, type Fields, type Row } from '../../state/rows.ts';
import { rowOf } from '../../state/shop.ts';
import { syncTranslations, translate } from '../../values/translations.ts';
import { newOptionId } from './option-id.ts';

const texts = ['checkoutTitle', 'checkoutDescription'];

/** Processors that a store may have several times: whatever is not paid online, and apps. */
const repeatable: ReadonlySet<string> = new Set(['offline', 'customPaymentApp']);

/** Ways to pay. The profile shows them too, under `payment.paymentOptions`. */
export const paymentOptions: Resource = {
  collection: 'paymentOptions',
  path: '/profile/paymentOptions',
  item: '/profile/paymentOptions/{paymentOptionId}',
  seed: (example) => listOf([example('searchPaymentOptions.200')].flat()).map((row) => rowOf(row)),
  view(row, call) {
    const language = call.query.get('lang') ?? defaultLanguage(call.state);
    const instructions = row['instructionsForCustomer'];
    const shown = translate(row, texts, language);
    if (!isFields(instructions)) return shown;
    const translated = fieldsOf(instructions['instructionsTranslated'])[language];
    return {
      ...shown,
      instructionsForCustomer: { ...instructions, ...(textOf(translated) !== '' && { instructions: translated }) },
    };
  },
  viewParameters: ['lang'],
  viewReads: ['profile'],
  missing: missing('Payment option'),
  list: {
    from: ['page search-payment-options'],
    paged: false,
    filters: {},
    defaultSort: () => ({ order: 'place' }),
  },
  get: { from: ['page get-payment-option'] },
  create: {
    from: ['page create-payment-option'],
    row(body, call) {
      const option = merge({}, synced(body, call));
      check(option);
      checkProcessor(option, call);
      return { enabled: true, ...option, id: newOptionId('paymentOptions', call) };
    },
    after: showInProfile,
  },
  update: {
    from: ['page update-payment-option'],
    row(before, body, call) {
      const option = merge(before, synced(body, call));
      check(option);
      return option;
    },
    after: (row, _before, call) => showInProfile(row, call),
  },
  delete: { from: ['page delete-payment-option'], countsMissing: true, after: showInProfile },
};

function synced(body: Fields, call: Call): Fields {
  return syncTranslations(without(body, ['id']), texts, defaultLanguage(call.state));
}

/** The description says how long a title may be. */
function check(option: Fields): void {
  const title = textOf(option['checkoutTitle']);
  if (title.trim() === '') {
    throw new ApiError(400, "Payment option can't be without a title.", 'PAYMENT_OPTION_TITLE_REQUIRED');
  }
}

function checkProcessor(option: Fields, call: Call): void {
  const processor = textOf(option['paymentProcessorId']);
  if (processor === '')
    throw new ApiError(400, "Payment option can't be without a processor.", 'PAYMENT_GATEWAY_NAME_REQUIRED');
  if (!repeatable.has(processor) && call.state.rows('paymentOptions').find('processor', processor).length > 0) {
    throw new ApiError(409, `The store has ${processor} already.`, 'PAYMENT_GATEWAY_IS_ALREADY_ADDED');
  }
}

function showInProfile(_row: Row, call: Call): void {
  const { slots } = call.state.rows('paymentOptions');
  const options = slots.sorted('place').slots.map(slots.row);
  call.state.setProfile(merge(call.state.profile, { payment: { paymentOptions: options } }));
}
