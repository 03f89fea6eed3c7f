import type { ErrorShape } from './mock/refusal.ts';

/** The one list of described APIs. Every script iterates over it; a new API is one more entry. */

export type ApiName = 'ecwid' | 'bigcommerce' | 'ecwid-instant-site';

export interface Api {
  readonly name: ApiName;
  /** What people call it, for headings and messages. */
  readonly title: string;
  /** What the client's names are made of, as in `createEcwidClient`. */
  readonly clientName: string;
  /** Entry document of the description, relative to the project root. */
  readonly source: string;
  /** Folder that the generated files go to, relative to the project root. */
  readonly generated: string;
  /** Port of the mock on 127.0.0.1. */
  readonly mockPort: number;
  /** Base path that the mock answers under (beside `/`), with the example store filled in. */
  readonly mockBasePath: string;
  /** Whose form errors have. */
  readonly errorShape: ErrorShape;
  /** The curl line that a newcomer pastes first, with the path after its base: any token will do, as long as there is one. */
  readonly firstCall: { readonly header: string; readonly path: string };
  /** Environment variable that a live run reads the token from. */
  readonly tokenVariable: string;
}

export const apis: readonly Api[] = [
  {
    name: 'ecwid',
    title: 'Ecwid REST API',
    clientName: 'Ecwid',
    source: 'openapi/ecwid/openapi.yaml',
    generated: 'generated/ecwid',
    mockPort: 4010,
    mockBasePath: '/api/v3/1003',
    errorShape: 'ecwid',
    firstCall: { header: 'Authorization: Bearer any', path: '/products?limit=1' },
    tokenVariable: 'ECWID_TOKEN',
  },
  {
    name: 'bigcommerce',
    title: 'BigCommerce product images',
    clientName: 'BigCommerce',
    source: 'openapi/bigcommerce/openapi.yaml',
    generated: 'generated/bigcommerce',
    mockPort: 4011,
    mockBasePath: '/stores/example/v3',
    errorShape: 'bigcommerce',
    firstCall: { header: 'X-Auth-Token: any', path: '/catalog/products/42/images' },
    tokenVariable: 'BIGCOMMERCE_TOKEN',
  },
  {
    name: 'ecwid-instant-site',
    title: 'Ecwid Instant Site API (beta)',
    clientName: 'EcwidInstantSite',
    source: 'openapi/ecwid-instant-site/openapi.yaml',
    generated: 'generated/ecwid-instant-site',
    mockPort: 4012,
    mockBasePath: '/api/v1/1003',
    errorShape: 'ecwid',
    firstCall: { header: 'Authorization: Bearer any', path: '/page?published=true' },
    tokenVariable: 'ECWID_INSTANT_SITE_TOKEN',
  },
];

/** The API of that name; throws an error that lists the known names. */
export function findApi(name: string): Api {
  const api = apis.find((candidate) => candidate.name === name);
  if (!api)
    throw new RangeError(`There is no API "${name}"; choose one of: ${apis.map(({ name }) => name).join(', ')}.`);
  return api;
}
