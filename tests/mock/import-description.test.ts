import { afterAll, beforeAll, expect, it } from 'vitest';
import { findApi } from '../../scripts/apis.ts';
import { startApiMock } from '../../scripts/mock/api-mock.ts';
import { describeForImport } from '../../scripts/mock/import-description.ts';
import type { Mock } from '../../scripts/mock/server.ts';

let mock: Mock;
beforeAll(async () => {
  mock = await startApiMock(findApi('ecwid'), 0, '--port');
});
afterAll(() => mock.close());

interface Imported {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly security: readonly object[];
  readonly paths: Readonly<Record<string, Imported>>;
  readonly components: { readonly securitySchemes: Readonly<Record<string, object>> };
}

it('is served with the mock as its first server, the API behind it, and a bearer token', async () => {
  const imported = (await (await fetch(`${mock.url}/openapi.json`)).json()) as Imported;
  expect(imported.openapi).toMatch(/^3\.0\./);
  expect(imported.servers.map(({ url }) => url)).toEqual([mock.baseUrl, 'https://app.ecwid.com/api/v3/{storeId}']);
  expect(imported.components.securitySchemes['accessToken']).toMatchObject({ type: 'http', scheme: 'bearer' });
  expect(imported.security[0]).toEqual({ accessToken: [] });
  expect(JSON.stringify(imported)).not.toContain('"oauth2"');
});

it('names the mock first where paths have servers of their own, and these work', async () => {
  const imported = (await (await fetch(`${mock.url}/openapi.json`)).json()) as Imported;
  const elsewhere = Object.values(imported.paths).filter(({ servers }) => servers !== undefined);
  expect(elsewhere.length).toBeGreaterThan(3);
  for (const { servers } of elsewhere) expect(servers[0]?.url).toMatch(new RegExp(`^${mock.url}`));
});

it('leaves the description as it is, and header keys as they are', () => {
  const description = {
    servers: [{ url: 'https://api.test/v1' }],
    security: [{ key: [] }],
    components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
  };
  const before = structuredClone(description);
  const imported = describeForImport(description, { url: 'http://local', baseUrl: 'http://local/v1' }) as Imported;
  expect(description).toEqual(before);
  expect(imported.components).toEqual(before.components);
  expect(imported.servers.map(({ url }) => url)).toEqual(['http://local/v1', 'https://api.test/v1']);
});
