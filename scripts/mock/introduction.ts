import type { Api } from '../apis.ts';
import { importPath } from './import-description.ts';
import type { Mock } from './server.ts';

/** The curl line that a newcomer pastes first: a call that works on the mock as it is. */
export function firstCall({ firstCall: { header, path } }: Api, mock: Mock): string {
  return `curl -H '${header}' '${mock.baseUrl}${path}'`;
}

/** What a mock prints when it is up. */
export function mockIntroduction(api: Api, mock: Mock): string {
  return `${api.title}: ${mock.operations} operations on ${mock.baseUrl}\n  ${firstCall(api, mock)}\n  Import into Postman, Insomnia or Bruno: ${mock.url}${importPath}\n`;
}
