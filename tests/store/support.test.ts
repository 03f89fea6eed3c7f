import { describe, expect, it } from 'vitest';
import { listOperations, type OpenApiDocument } from '../../scripts/description/document.ts';
import { exampleRequest, sampleUrl } from '../../scripts/docs/samples/request.ts';
import { loadGuides } from '../../scripts/docs/model/guides.ts';
import { supportCounts, supportTable } from '../../scripts/store/support.ts';
import { description, tryStore } from './try-store.ts';

const document = description as unknown as OpenApiDocument;
const { store } = tryStore();

/** Calls an operation as its example does, and says how the store went about it. */
async function seen(found: ReturnType<typeof listOperations>[number]): Promise<string> {
  const target = { baseUrl: 'https://app.ecwid.com/api/v3/1003', isMock: false };
  const sample = exampleRequest(document, found, target);
  const query = new URLSearchParams(sample.wireQuery.map(([name, value]) => [name, value]));
  const headers: Record<string, string> = { authorization: 'Bearer any', ...sample.headerParameters };
  const { body } = sample;
  const init: RequestInit = { method: sample.method, headers };
  if (body && 'mediaType' in body) {
    headers['content-type'] = body.mediaType;
    if (body.kind === 'json') init.body = JSON.stringify(body.value);
    else if (body.kind === 'urlencoded') init.body = new URLSearchParams(body.value).toString();
    else init.body = body.kind === 'text' ? body.value : 'bytes';
  }
  const trial = tryStore();
  const response = await trial.store.fetch(
    new Request(`${sampleUrl(sample)}${query.size > 0 ? `?${query}` : ''}`, init),
  );
  if (response.status === 501) return '501';
  return response.headers.get('x-answered-by') === 'example' ? 'example' : 'stateful';
}

describe('the table of support', () => {
  it.each(listOperations(document).map((found) => [`${found.method.toUpperCase()} ${found.path}`, found] as const))(
    'does not lie about %s',
    async (key, found) => {
      expect(await seen(found)).toBe(store.support.get(key));
    },
  );

  it('names each operation once, and stands in the guide', async () => {
    const table = supportTable(store, description);
    const named = [...table.matchAll(/`(\w+)`/g)].map(([, name]) => name);
    expect(named.toSorted()).toEqual(store.operationIds.toSorted());
    const { stateful, example, '501': missing } = supportCounts(store);
    expect(stateful + example + missing).toBe(store.support.size);
    const guide = (await loadGuides()).find(({ slug }) => slug === 'testing-against-the-mock');
    expect(guide?.markdown).toContain(table);
  });
});
