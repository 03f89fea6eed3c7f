import type { Api } from '../apis.ts';
import type { Mock } from './server.ts';

/** A call that works on the mock as it is, for each API: any token is accepted, as long as there is one. */
const firstCalls: Readonly<Record<Api['name'], (baseUrl: string) => string>> = {
  ecwid: (baseUrl) => `curl -H 'Authorization: Bearer any' '${baseUrl}/products?limit=1'`,
  bigcommerce: (baseUrl) => `curl -H 'X-Auth-Token: any' '${baseUrl}/catalog/products/42/images'`,
};

/** The curl line that a newcomer pastes first. */
export function firstCall(api: Api, mock: Mock): string {
  return firstCalls[api.name](mock.baseUrl);
}

/** What a mock prints when it is up. */
export function mockIntroduction(api: Api, mock: Mock): string {
  return `${api.title}: ${mock.operations} operations on ${mock.baseUrl}\n  ${firstCall(api, mock)}\n`;
}
