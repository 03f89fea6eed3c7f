import { extensions, keyOrders, type KeyOrder } from '../key-orders.ts';
import { defineRule } from '../rule.ts';

/** Keys stand in the order of key-orders.ts, and there is no key that no order knows. */
export const keyOrder = defineRule('key-order', ({ objects }, report) => {
  for (const { file, kind, trail, value } of objects) {
    const wrong = firstWrongKey(Object.keys(value), keyOrders[kind]);
    if (wrong) report(file, [...trail, wrong.key], `${wrong.message} (${kind}).`);
  }
});

/** The first key that is unknown or stands too late; undefined when the order is right. */
function firstWrongKey(keys: readonly string[], order: KeyOrder): { key: string; message: string } | undefined {
  let last = -1;
  let lastKey = '';
  for (const key of keys) {
    const rank = rankOf(key, order);
    if (rank === -1) return { key, message: `\`${key}\` has no place here; known keys stand in layout/key-orders.ts` };
    if (rank < last) return { key, message: `\`${key}\` belongs before \`${lastKey}\`` };
    if (rank > last) lastKey = key;
    last = rank;
  }
  return undefined;
}

function rankOf(key: string, order: KeyOrder): number {
  const rank = order.indexOf(key);
  return rank === -1 && key.startsWith('x-') ? order.indexOf(extensions) : rank;
}
