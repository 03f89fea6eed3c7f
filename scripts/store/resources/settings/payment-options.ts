import { ApiError } from '../../answer/api-error.ts';
import { missing, type Call } from '../../call.ts';
import type { Resource } from '../../rules.ts';
import { fieldsOf, isFields, textOf, type Fields } from '../../state/rows.ts';
import { optionsOf } from './options.ts';

/** Processors that a store may have several times: whatever is not paid online, and apps. */
const repeatable: ReadonlySet<string> = new Set(['offline', 'customPaymentApp']);

/** Ways to pay. The profile shows them too, under `payment.paymentOptions`. */
export const paymentOptions: Resource = {
  ...optionsOf({
    collection: 'paymentOptions',
    path: '/profile/paymentOptions',
    item: '/profile/paymentOptions/{paymentOptionId}',
    name: 'payment-option',
    texts: ['checkoutTitle', 'checkoutDescription'],
    place: { field: 'orderBy', step: 10 },
    section: 'payment',
    missing: missing('Payment option'),
    check,
    view: withInstructions,
    // The vendor's client reads it here, and in the answer to a change of the profile (test StoreProfileTest.testStoreProfile).
    updated: { success: true },
  }),
  get: { from: ['page get-payment-option'] },
};

function withInstructions(shown: Fields, language: string): Fields {
  const instructions = shown['instructionsForCustomer'];
  if (!isFields(instructions)) return shown;
  const translated = fieldsOf(instructions['instructionsTranslated'])[language];
  return {
    ...shown,
    instructionsForCustomer: { ...instructions, ...(textOf(translated) !== '' && { instructions: translated }) },
  };
}

/** The description says how long a title may be. */
function check(option: Fields, isNew: boolean, call: Call): void {
  if (textOf(option['checkoutTitle']).trim() === '') {
    throw new ApiError(400, "Payment option can't be without a title.", 'PAYMENT_OPTION_TITLE_REQUIRED');
  }
  if (!isNew) return;
  const processor = textOf(option['paymentProcessorId']);
  if (processor === '')
    throw new ApiError(400, "Payment option can't be without a processor.", 'PAYMENT_GATEWAY_NAME_REQUIRED');
  if (!repeatable.has(processor) && call.state.rows('paymentOptions').find('processor', processor).length > 0) {
    throw new ApiError(409, `The store has ${processor} already.`, 'PAYMENT_GATEWAY_IS_ALREADY_ADDED');
  }
}
