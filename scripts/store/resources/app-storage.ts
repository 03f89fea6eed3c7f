import { ApiError } from '../answer/api-error.ts';
import type { Answer } from '../answer/answer.ts';
import { bodyOf, type Call } from '../call.ts';
import type { Resource } from '../rules.ts';
import { listOf, textOf, type Row } from '../state/rows.ts';

/** Largest value in bytes: under the public key, and under all others (page "Add app storage data"). */
const limits = { public: 256 * 1024, own: 1024 * 1024 } as const;

/** What apps keep in a store. A public token sees the key `public` alone. */
export const appStorage: Resource = {
  collection: 'appStorage',
  path: '/storage',
  item: '/storage/{key}',
  seed: (example) =>
    listOf(example('searchAppStorageEntries.200')).map(({ key, value }) => ({ id: textOf(key), value })),
  view: ({ id, value }) => ({ key: id, value }),
  missing: (key) => new ApiError(404, `The key is not found: ${key}`),
  list: {
    from: ['page get-all-app-storage-data', 'test StorageTest.testStorageApiMultipleItemsCreation'],
    whole: 'list',
    filters: {
      visible: {
        from: 'page get-all-app-storage-data',
        absent: '',
        match: (_value, call) => (call.isPublic ? { column: 'isPublic', keys: [true] } : undefined),
      },
    },
  },
  get: { from: ['page get-specific-app-storage-data', 'test StorageTest.testStorageApiSingleItemOperations'] },
  delete: {
    from: ['page delete-specific-app-storage-data', 'test StorageTest.testStorageApiSingleItemOperations'],
    answer: { success: true },
  },
  operations: {
    'POST /storage/{key}': {
      from: ['page add-app-storage-data', 'test StorageTest.testStorageApiSingleItemOperations'],
      run: keep,
    },
    'PUT /storage/{key}': {
      from: ['page update-specific-app-storage-data', 'test StorageTest.testStorageApiMultipleItemsCreation'],
      run: keep,
    },
  },
};

/**
 * Keeps the body as it came (test StorageTest), under a key that may be there already. Of an object with `value` alone, which is
 * how the pages write it, that text is kept.
 */
function keep(call: Call): Answer {
  const key = call.path['key'] ?? '';
  const limit = key === 'public' ? limits.public : limits.own;
  if (call.bytes.length > limit)
    throw new ApiError(413, `The value has ${call.bytes.length} bytes, but may have ${limit} at most.`);
  const { value, ...rest } = bodyOf(call);
  const isPlain = typeof value === 'string' && Object.keys(rest).length === 0;
  const row: Row = { id: key, value: isPlain ? value : new TextDecoder().decode(call.bytes) };
  call.state.rows('appStorage').put(row);
  // The page's answer tells of success, that of the vendor's client of a count.
  return { json: { success: true, updateCount: 1 } };
}
