/** Checks that the mock, and so every example of the description, keeps the contract. */

import PQueue from 'p-queue';
import { attempt } from '../send/attempt.ts';
import { operationFinding, titleOf } from '../report/collector.ts';
import type { Taker } from '../report/take-exchange.ts';
import { requestFaults } from '../plan/request.ts';
import { plannedOrigin, type MockPlan, type MockRequest } from './plan.ts';

export interface MockRunOptions extends Taker {
  readonly plans: readonly MockPlan[];
  /** Where the mock is: `http://127.0.0.1:4010`. */
  readonly mockUrl: string;
  readonly onProgress?: (done: number, total: number) => void;
}

/** The mock and the checker share the processor: more at once only makes each slower. */
const concurrency = 8;

const timeoutMs = 30_000;

/** Requests every operation with every documented status and example; the collector has what is wrong with the answers. */
export async function runMock(options: MockRunOptions): Promise<void> {
  const { plans, collector, onProgress } = options;
  for (const { operation, skipped } of plans) for (const reason of skipped) collector.skip(operation.contract, reason);
  const requests = plans.flatMap((plan) => plan.requests);
  const queue = new PQueue({ concurrency });
  let done = 0;
  await Promise.all(
    requests.map((request) =>
      queue.add(async () => {
        await check(request, options);
        done += 1;
        onProgress?.(done, requests.length);
      }),
    ),
  );
}

async function check({ operation, status, ...planned }: MockRequest, options: MockRunOptions): Promise<void> {
  const { contract, collector, mockUrl } = options;
  const request = { ...planned.request, url: mockUrl + planned.request.url.slice(plannedOrigin.length) };
  const { contract: documented } = operation;
  const title = titleOf(documented);
  const result = await attempt(request, { timeoutMs });
  if (result.kind === 'fault') {
    const message = `The mock did not answer ${title} with ${status}: ${result.message}.`;
    collector.add([operationFinding(documented, { kind: 'connection-reset', message })]);
    return;
  }
  const { response } = result;
  const exchange = collector.exchanges;
  collector.countExchange(documented);
  // A wrong example is refused with a 4xx, which may be the very status that was asked for: the body is the mock's own then.
  const isRefused = response.status >= 400 && response.status < 500 && requestFaults(contract, request).length > 0;
  if (response.status === status && !isRefused) {
    collector.add(contract.checkExchange(request, response, { exchange }));
    return;
  }
  const said = Buffer.from(response.body).toString('utf8', 0, 300);
  const what = isRefused ? 'refused' : 'answered';
  const message = `The mock ${what} ${title} with ${response.status} when ${status} was asked for: ${said}`;
  collector.add([operationFinding(documented, { kind: 'not-as-asked', status: response.status, message, exchange })]);
}
