import type { Fault } from '../send/attempt.ts';
import type { TransportFaultKind } from './types.ts';

/** What a report calls the faults of one attempt. */
export const faultKinds: Readonly<Record<Fault, TransportFaultKind>> = {
  unreachable: 'connection-reset',
  reset: 'connection-reset',
  'not-http': 'connection-reset',
  timeout: 'no-answer-in-time',
  'cut-off': 'answer-cut-off',
  'too-large': 'answer-too-large',
};
