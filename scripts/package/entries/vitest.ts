/** `commerce-openapi/vitest`: adds `toMatchContract` to Vitest's `expect`. */

import { expect } from 'vitest';
import type { Contract } from '../../engine/types.ts';
import { toMatchContract, type MatchOptions } from '../matcher/to-match-contract.ts';

expect.extend({ toMatchContract });

declare module 'vitest' {
  // Its parameter has to be called as Vitest's own.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  interface Matchers<T> {
    /** That an answer, or an exchange, is as the description of the API says. */
    toMatchContract(contract: Contract | object, options?: MatchOptions): Promise<void>;
  }
}

export * from './matchers.ts';
