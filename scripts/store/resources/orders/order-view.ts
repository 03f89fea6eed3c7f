import type { Call } from '../../call.ts';
import { defined, fieldsOf, listOf, numberOf, textOf, without, type Fields, type Row } from '../../state/rows.ts';
import { readDate, timesView } from '../../values/dates.ts';
import { add } from '../../values/money.ts';
import { personView } from '../../values/persons.ts';
import { orderFileUrl } from '../images.ts';
import { isUnfinished } from './facts.ts';

const inner = ['code', 'cartId', 'created', 'updated'];

/** An order as answers show it. */
export function orderView(row: Row, call: Call): Fields {
  const code = textOf(row['code']);
  const ids = {
    id: code,
    internalId: row.id,
    orderNumber: row['orderNumber'] ?? row.id,
    vendorOrderNumber: code,
    publicUid: code,
  };
  return { ...ids, ...without(contents(row, call), ['recoveryEmailSentTimestamp']) };
}

/** A cart, which has an identifier of its own, and tells which order it became (page "Search abandoned carts"). */
export function cartView(row: Row, call: Call): Fields {
  return {
    cartId: row['cartId'],
    ...without(contents(row, call), ['paymentStatus', 'fulfillmentStatus']),
    ...(!isUnfinished(row) && { recoveredOrderId: row['orderNumber'] ?? row.id, recoveredPublicUid: row['code'] }),
  };
}

function contents(row: Row, call: Call): Fields {
  const extraFields = listOf(row['orderExtraFields']);
  const written = without(row, ['id', 'orderNumber', ...inner]);
  return {
    ...written,
    ...defined({
      billingPerson: personView(row['billingPerson']),
      shippingPerson: personView(row['shippingPerson']),
      // "Calculates as `total` - `tax`."
      totalWithoutTax: row['totalWithoutTax'] ?? add(numberOf(row['total']), -numberOf(row['tax'])),
    }),
    ...timesView(row),
    items: listOf(row['items']).map((item) => itemView(item, call)),
    ...(extraFields.length > 0 && {
      extraFields: {
        ...fieldsOf(row['extraFields']),
        ...Object.fromEntries(extraFields.map(({ id, value }) => [textOf(id), textOf(value)])),
      },
    }),
  };
}

/** Files that answer an option have the address that the store serves them at. */
function itemView(item: Fields, call: Call): Fields {
  if (!listOf(item['selectedOptions']).some(({ files }) => Array.isArray(files))) return item;
  const selectedOptions = listOf(item['selectedOptions']).map((option) => {
    const files = listOf(option['files']).map((file) => ({
      ...file,
      url: file['url'] ?? orderFileUrl(numberOf(file['id']), textOf(file['name']), call),
    }));
    return files.length > 0 ? { ...option, files } : option;
  });
  return { ...item, selectedOptions };
}

/** What an order is kept as: dates as moments, the identifier that customers see as `code`. */
export function toOrderRow(order: Fields, id: number): Row {
  const { id: code, createDate, updateDate = createDate } = order;
  const shown = [
    'internalId',
    'vendorOrderNumber',
    'publicUid',
    'totalWithoutTax',
    'createDate',
    'updateDate',
    'createTimestamp',
    'updateTimestamp',
    'recoveredOrderId',
    'recoveredPublicUid',
  ];
  const times = { created: readDate(createDate) ?? 0, updated: readDate(updateDate) ?? 0 };
  return { ...without(order, shown), ...defined({ code }), ...times, id };
}
