/** `commerce-openapi/matchers`: for every test runner whose `expect.extend` takes Jest's kind of matchers, Playwright's included. */

export { toMatchContract } from '../matcher/to-match-contract.ts';
export type { MatchOptions, MatcherResult } from '../matcher/to-match-contract.ts';
export type { AnyRequest, AnyResponse, Exchange, Received } from '../matcher/read-exchange.ts';
export { bigcommerce, ecwid, ecwidInstantSite } from './apis.ts';
