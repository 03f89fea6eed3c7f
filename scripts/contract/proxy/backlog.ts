/** Work that is put off until nobody waits for anything else. */
export interface Backlog<Item> {
  add(item: Item): void;
  /** Does what is left. */
  finish(): void;
}

/** Nothing has been added for so long, in milliseconds: whoever asks calls one after the other pauses. */
const idleMs = 5;

/** What is put off at most, in items and in bytes. */
const maxItems = 16;
const maxBytes = 4 * 1024 * 1024;

/** @param sizeOf what an item holds in memory, in bytes */
export function createBacklog<Item>(work: (item: Item) => void, sizeOf: (item: Item) => number): Backlog<Item> {
  const items: Item[] = [];
  let bytes = 0;
  let timer: NodeJS.Timeout | undefined;

  function finish(): void {
    clearTimeout(timer);
    timer = undefined;
    bytes = 0;
    for (const item of items.splice(0)) work(item);
  }

  return {
    add(item) {
      items.push(item);
      bytes += sizeOf(item);
      if (items.length >= maxItems || bytes >= maxBytes) finish();
      else if (timer) timer.refresh();
      else timer = setTimeout(finish, idleMs);
    },
    finish,
  };
}
