import { ApiError } from '../../answer/api-error.ts';
import { defaultLanguage, missing, type Call } from '../../call.ts';
import type { Evidence, Resource } from '../../rules.ts';
import {
  fieldsOf,
  isFields,
  itemsOf,
  merge,
  numberOf,
  textOf,
  without,
  type Fields,
  type RowId,
} from '../../state/rows.ts';
import { rowOf } from '../../state/shop.ts';
import { syncTranslations, translate } from '../../values/translations.ts';

/** Processors that a store may have several times: whatever is not paid online, and apps. */
const repeatable: ReadonlySet<string> = new Set(['offline', 'customPaymentApp']);

/** Ways to pay. The profile shows them too, under `payment.paymentOptions`. */
export const paymentOptions: Resource = {
  ...optionsOf({
    section: 'payment',
    path: '/profile/paymentOptions',
    item: '/profile/paymentOptions/{paymentOptionId}',
    texts: ['checkoutTitle', 'checkoutDescription'],
    place: 'orderBy',
    missing: missing('Payment option'),
    check: checkPayment,
    view: withInstructions,
    // The vendor's client reads it here, and in the answer to a change of the profile (test StoreProfileTest.testStoreProfile).
    updated: { success: true },
  }),
  get: { from: ['page get-payment-option'] },
};

/** Ways to deliver. The profile shows them too, under `shipping.shippingOptions`. */
export const shippingOptions: Resource = optionsOf({
  section: 'shipping',
  path: '/profile/shippingOptions',
  item: '/profile/shippingOptions/{shippingOptionId}',
  texts: ['title', 'description', 'pickupInstruction'],
  place: 'orderby',
  missing: missing('Shipping option', 'SHIPPING_NOT_FOUND'),
  check: checkShipping,
});

/** What sets ways to pay and ways to deliver apart from one another. */
interface OptionKind {
  /** The section of the profile that shows the options as well. */
  readonly section: 'payment' | 'shipping';
  readonly path: `/${string}`;
  readonly item: `/${string}`;
  /** Texts that have translations. */
  readonly texts: readonly string[];
  /** The field that options are sorted by. */
  readonly place: string;
  readonly missing: (id: RowId) => Error;
  /** Throws what the API refuses. `isNew` while the option is created. */
  readonly check: (option: Fields, isNew: boolean, call: Call) => void;
  readonly view?: (shown: Fields, language: string) => Fields;
  /** What else a change is answered with. */
  readonly updated?: Fields;
}

/** Settings that come as a plain list, and stand in the profile as well: each change is copied there. */
function optionsOf(kind: OptionKind): Resource {
  const { section, texts, place, check, view = (shown) => shown, updated = {} } = kind;
  const collection = `${section}Options` as const;
  const page = (verb: string): Evidence[] => [`page ${verb}-${section}-option`];
  const synced = (body: Fields, call: Call): Fields =>
    syncTranslations(without(body, ['id']), texts, defaultLanguage(call.state));
  const sorted = (call: Call): readonly Fields[] => call.state.rows(collection).sorted('place');
  const showInProfile = (call: Call): void => {
    call.state.changeProfile({ [section]: { [collection]: sorted(call) } });
  };
  return {
    collection,
    path: kind.path,
    item: kind.item,
    seed: (example) => {
      const list = example(`search${collection[0]!.toUpperCase()}${collection.slice(1)}.200`);
      return itemsOf(list).map(rowOf);
    },
    view(row, call) {
      const language = call.query.get('lang') ?? defaultLanguage(call.state);
      return view(translate(row, texts, language), language);
    },
    viewParameters: ['lang'],
    viewReads: ['profile'],
    missing: kind.missing,
    list: {
      from: page('search').map((from) => `${from}s`) as Evidence[],
      whole: 'list',
      defaultSort: () => ({ order: 'place' }),
    },
    create: {
      from: page('create'),
      row(body, call) {
        const option = merge({}, synced(body, call));
        check(option, true, call);
        const last = numberOf(sorted(call).at(-1)?.[place]);
        // "Starts with 10 and iterates by 10."
        return { enabled: true, [place]: last + 10, ...option, id: newId(collection, call) };
      },
      after: (_row, call) => showInProfile(call),
    },
    update: {
      from: page('update'),
      row(before, body, call) {
        const option = merge(before, synced(body, call));
        check(option, false, call);
        return option;
      },
      after: (_row, _before, call) => showInProfile(call),
      answer: () => updated,
    },
    delete: { from: page('delete'), countsMissing: true, after: (_row, call) => showInProfile(call) },
  };
}

/** Ids look like `6589-1709547151586`: a number, and the moment of creation in milliseconds. */
function newId(kind: string, call: Call): string {
  return `${10_000 + call.state.newId(`${kind}Prefix`)}-${call.now}`;
}

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
function checkPayment(option: Fields, isNew: boolean, call: Call): void {
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

/** The description says how long a title may be. */
function checkShipping(option: Fields): void {
  if (textOf(option['title']).trim() === '') {
    throw new ApiError(400, "Shipping option can't be without a title.", 'SHIPPING_OPTION_TITLE_REQUIRED');
  }
  if (/^carrier.calculated$/.test(textOf(option['ratesCalculationType'])) && textOf(option['carrier']) === '') {
    throw new ApiError(400, "Shipping option can't be without a carrier.", 'SHIPPING_CARRIER_NAME_REQUIRED');
  }
}
