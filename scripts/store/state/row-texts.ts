import type { Row } from './rows.ts';

/**
 * Rows as the JSON text that answers carry. To write a product takes longer than all the rest of a call, so texts are kept: as long
 * as the row is the same, and nothing that it shows of others has changed.
 */
export interface RowTexts {
  /** @param stamp what else the text depends on; another stamp makes it anew */
  get(row: Row, stamp: string, write: () => string): string;
}

/** Characters of all texts together; the oldest go first. */
const limit = 24_000_000;

export function createRowTexts(): RowTexts {
  const texts = new Map<Row, { readonly stamp: string; readonly text: string }>();
  let size = 0;
  const forget = (row: Row): void => {
    size -= texts.get(row)?.text.length ?? 0;
    texts.delete(row);
  };
  return {
    get(row, stamp, write) {
      const known = texts.get(row);
      if (known?.stamp === stamp) return known.text;
      const text = write();
      forget(row);
      texts.set(row, { stamp, text });
      size += text.length;
      while (size > limit && texts.size > 1) forget(texts.keys().next().value!);
      return text;
    },
  };
}
