import { ApiError } from '../../answer/api-error.ts';
import { missing, type Call } from '../../call.ts';
import { changeRow, findRow } from '../../operations.ts';
import type { Operations } from '../../rules.ts';
import { listOf, textOf, without, type Fields } from '../../state/rows.ts';
import { uploadFile } from '../images.ts';
import { orders } from './orders.ts';

const option = '/orders/{orderId}/items/{orderItemId}/options/{optionName}';
const test = 'test OrdersTest.testManipulateOrderItemOptionFiles';

/** Files with which buyers answer an option of the type `FILES`. */
export const itemFiles: Operations = {
  [`POST ${option}`]: {
    from: ['old orders', test],
    async run(call) {
      filesOption(call);
      const file = await uploadFile(call);
      changeFiles(call, (files) => [...files, file]);
      return { json: { id: file.id } };
    },
  },
  [`DELETE ${option}/files`]: {
    from: ['old orders', test],
    run(call) {
      const count = listOf(optionOf(call)['files']).length;
      if (count > 0) changeFiles(call, () => []);
      return { json: { deleteCount: count } };
    },
  },
  [`DELETE ${option}/files/{fileId}`]: {
    from: ['old orders', test],
    run(call) {
      const wanted = call.path['fileId'] ?? '';
      const files = listOf(filesOption(call)['files']);
      if (!files.some(({ id }) => textOf(id) === wanted)) throw missing('File')(wanted);
      changeFiles(call, (all) => all.filter(({ id }) => textOf(id) !== wanted));
      return { json: { deleteCount: 1 } };
    },
  },
};

/** Older page "orders": 404 when order, item or option is not there. */
function optionOf(call: Call): Fields {
  const item = listOf(findRow(orders, call)['items']).find(({ id }) => textOf(id) === call.path['orderItemId']);
  if (!item) throw missing('Order item')(call.path['orderItemId'] ?? '');
  const name = call.path['optionName'] ?? '';
  const found = listOf(item['selectedOptions']).find((other) => other['name'] === name);
  if (!found) throw new ApiError(404, `Option '${name}' not found`);
  return found;
}

/** Older page "orders": 409 when the option takes no files, for a file that is added or deleted. */
function filesOption(call: Call): Fields {
  const option = optionOf(call);
  if (option['type'] !== 'FILES')
    throw new ApiError(409, 'The option does not take files.', 'OPTIONS_IS_NOT_FILES_TYPE');
  return option;
}

function changeFiles(call: Call, change: (files: readonly Fields[]) => readonly Fields[]): void {
  const order = findRow(orders, call);
  const option = filesOption(call);
  const files = change(listOf(option['files']));
  // Without a file there is no list of them.
  const changed = files.length > 0 ? { ...option, files } : without(option, ['files']);
  const items = listOf(order['items']).map((item) => {
    const options = listOf(item['selectedOptions']);
    if (!options.includes(option)) return item;
    return { ...item, selectedOptions: options.map((other) => (other === option ? changed : other)) };
  });
  changeRow('orders', order, { items }, call);
}
