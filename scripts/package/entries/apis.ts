/** `commerce-openapi/apis`: the described APIs, ready for checking. Each description is read when it is first needed. */

import { findApi, type ApiName } from '../../apis.ts';
import { readBundleSync } from '../../description/read-bundle.ts';
import { createContract } from '../../engine/contract.ts';
import type { Contract } from '../../engine/types.ts';

export const ecwid: Contract = lazyContract('ecwid');
export const bigcommerce: Contract = lazyContract('bigcommerce');
export const ecwidInstantSite: Contract = lazyContract('ecwid-instant-site');

function lazyContract(name: ApiName): Contract {
  let contract: Contract | undefined;
  const load = (): Contract => (contract ??= createContract(readBundleSync(findApi(name))));
  return new Proxy({} as Contract, {
    get: (_, name) => load()[name as keyof Contract],
    has: (_, name) => name in load(),
  });
}
