/** What the command and its guard tell each other. The token goes over this channel only: never into arguments or files. */

import type { JsonObject } from '../../plan/description.ts';
import type { PacerOptions } from '../pacer.ts';
import type { SendLimits } from '../send.ts';
import type { GuardEnd, GuardEvent } from './guard.ts';

export interface GuardSettings {
  readonly description: JsonObject;
  readonly baseUrl: string;
  readonly token: string | undefined;
  readonly journalFile: string;
  /** The lock that the run holds, and the name that it goes by there and in the journal. */
  readonly lockFile: string;
  readonly runId: string;
  readonly pace: PacerOptions;
  readonly send: SendLimits;
  /** How long to go on without progress, in milliseconds. */
  readonly patienceMs: number;
  /** Targets that an earlier run left; deleted before anything else. */
  readonly leftBefore: readonly string[];
}

export type ToGuard = { readonly kind: 'start'; readonly settings: GuardSettings } | { readonly kind: 'finish' };

export type FromGuard =
  | { readonly kind: 'ready'; readonly url: string }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'event'; readonly event: GuardEvent }
  | { readonly kind: 'end'; readonly end: GuardEnd };
