import type { Store, Support } from './store.ts';

/**
 * What a store does of each operation, as Markdown: one row per tag, with the operations that it remembers, answers with an example,
 * and does not do. It is made of the rules that the store runs on.
 */
export function supportTable(store: Store, description: object): string {
  const { tags = [], paths = {} } = description as Described;
  const rows = tags.flatMap(({ name }) => {
    const byKind = new Map<Support, string[]>([
      ['stateful', []],
      ['example', []],
      ['501', []],
    ]);
    for (const [key, support] of store.support) {
      const [method = '', path = ''] = key.split(' ');
      const operation = paths[path]?.[method.toLowerCase()];
      if (operation?.tags?.includes(name)) byKind.get(support)!.push(`\`${operation.operationId}\``);
    }
    const cells = [...byKind.values()].map((names) => names.join(', '));
    return cells.every((cell) => cell === '') ? [] : [`| ${[name, ...cells].join(' | ')} |`];
  });
  return ['| | remembered | from an example | 501 |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** How many operations a store does in each way. */
export function supportCounts(store: Store): Readonly<Record<Support, number>> {
  const counts = { stateful: 0, example: 0, '501': 0 };
  for (const support of store.support.values()) counts[support] += 1;
  return counts;
}

interface Described {
  readonly tags?: readonly { readonly name: string }[];
  readonly paths?: Readonly<
    Record<string, Readonly<Record<string, { readonly operationId?: string; readonly tags?: readonly string[] }>>>
  >;
}
