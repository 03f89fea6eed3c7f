import { bodyOf, defaultLanguage, missing, type Call } from '../../call.ts';
import { createRow } from '../../operations.ts';
import type { Resource } from '../../rules.ts';
import { itemsOf, listOf, merge, textOf, without, type Fields, type Row } from '../../state/rows.ts';
import { syncTranslations } from '../../values/translations.ts';

const path = '/profile/extrafields';
const texts = ['title', 'textPlaceholder', 'value', 'subtitle', 'tip'];

/** Questions at the checkout. */
export const checkoutExtraFields: Resource = {
  collection: 'checkoutExtraFields',
  path,
  item: `${path}/{key}`,
  seed: (example) =>
    itemsOf(example('searchCheckoutExtraFields.200')).map(({ key, ...field }) => ({
      ...field,
      id: textOf(key),
    })),
  view: fieldView,
  missing: missing('Extra field'),
  list: { from: ['page search-checkout-extra-fields'], whole: 'items', defaultSort: () => ({ order: 'place' }) },
  get: { from: ['page get-checkout-extra-field'] },
  create: {
    from: ['page create-checkout-extra-field'],
    row: (body, call) => withType({ ...defaults, ...merge({}, settled(body, call)), id: textOf(body['key']) }),
  },
  update: {
    from: ['page update-checkout-extra-field'],
    row: (before, body, call) => withType(merge(before, settled(body, call))),
  },
  delete: { from: ['page delete-checkout-extra-field'], countsMissing: true },
  operations: {
    // "0 if the item was not created": there is one field of each key.
    [`POST ${path}`]: {
      from: ['page create-checkout-extra-field'],
      run(call) {
        const body = bodyOf(call);
        if (call.state.rows('checkoutExtraFields').get(textOf(body['key']))) return { json: { createCount: 0 } };
        createRow(checkoutExtraFields, body, call);
        return { json: { createCount: 1 } };
      },
    },
  },
};

/** "If not specified, ..." (page "Create checkout extra field"). */
const defaults: Fields = {
  type: 'text',
  available: true,
  required: false,
  orderDetailsDisplaySection: 'order_comments',
  showInInvoice: false,
  showInNotifications: false,
  cpField: false,
};

const choices = ['select', 'radio_buttons', 'checkbox', 'toggle_button_group'];

/** Of `options`: "If not specified, the field type is transformed to TEXT." */
function withType(field: Fields): Fields {
  const isBare = choices.includes(textOf(field['type'])) && listOf(field['options']).length === 0;
  return isBare ? { ...field, type: 'text' } : field;
}

/** Requests write types and places in capitals, answers in small letters (examples of both). */
function settled(body: Fields, call: Call): Fields {
  const words: Record<string, string> = {};
  for (const name of ['type', 'checkoutDisplaySection', 'orderDetailsDisplaySection']) {
    const word = body[name];
    if (typeof word === 'string') words[name] = word.toLowerCase();
  }
  return { ...syncTranslations(without(body, ['key', 'cpField']), texts, defaultLanguage(call.state)), ...words };
}

function fieldView({ id, ...field }: Row): Fields {
  return { key: id, ...field };
}
