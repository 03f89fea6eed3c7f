/** What a run does with each exchange that it sees, and with each that did not come about. */

import type { Contract, ContractOperation, Finding, HttpRequest, HttpResponse } from '../../engine/types.ts';
import type { Fault } from '../send/attempt.ts';
import { operationFinding, titleOf, type Collector } from './collector.ts';
import type { ReportFinding, TransportFaultKind } from './types.ts';

export interface Taker {
  readonly contract: Contract;
  readonly collector: Collector;
}

/**
 * Judges an exchange as the next one of a run. What turns a request away shows nothing of its operation.
 * @param reason why the operation is not checked then, as a sentence
 * @param saysNothing whether a finding says nothing about the contract
 */
export function takeExchange(
  { contract, collector }: Taker,
  operation: ContractOperation | undefined,
  request: HttpRequest,
  response: HttpResponse,
  reason = `The server answered ${response.status}, so there was nothing to check.`,
  saysNothing: (finding: Finding) => boolean = () => false,
): readonly Finding[] {
  const told = contract.checkExchange(request, response, { exchange: collector.exchanges });
  const findings = told.filter((finding) => !saysNothing(finding));
  const isTurnedAway = response.status >= 400;
  collector.add(findings);
  collector.countExchange(isTurnedAway ? undefined : operation);
  if (isTurnedAway && operation) collector.skip(operation, reason);
  return findings;
}

/** What a report calls the faults of sending. */
const faultKinds: Readonly<Record<Fault | 'redirect-loop' | 'redirect-elsewhere', TransportFaultKind>> = {
  unreachable: 'connection-reset',
  reset: 'connection-reset',
  'not-http': 'connection-reset',
  timeout: 'no-answer-in-time',
  'cut-off': 'answer-cut-off',
  'too-large': 'answer-too-large',
  'redirect-loop': 'redirect-loop',
  'redirect-elsewhere': 'redirect-elsewhere',
};

/**
 * Tells of an exchange that did not come about.
 * @param status of the answer that was not to be had whole
 * @param message of the fault, as a clause
 */
export function takeFault(
  { collector }: Pick<Taker, 'collector'>,
  operation: ContractOperation,
  fault: keyof typeof faultKinds,
  status: number | null,
  message: string,
): ReportFinding {
  const sentence = `${titleOf(operation)} got no answer that could be checked: ${message}.`;
  const finding = operationFinding(operation, { kind: faultKinds[fault], status, message: sentence });
  collector.skip(operation, `Not answered: ${message}.`);
  collector.add([finding]);
  return finding;
}
