/**
 * A live run against the store of this project, on this machine: it is no live host, so that what is never sent to one is sent
 * here, by the examples of the description. The store is put back as it was.
 */

import { isThisMachine } from '../../cli/host-guard.ts';
import type { HttpRequest } from '../../engine/types.ts';
import { createRequests } from '../mock/requests.ts';
import { withBody } from '../plan/body.ts';
import { asObject, linkName, type JsonObject, type PlannedOperation } from '../plan/description.ts';
import { parameterKey, writeRequest } from '../plan/request.ts';
import { createSampler } from '../plan/values/sampler.ts';
import { operationFinding, titleOf } from '../report/collector.ts';
import { takeExchange, type Taker } from '../report/take-exchange.ts';
import { attempt } from '../send/attempt.ts';
import { maskLine } from './authorization.ts';
import { contextOf, type LiveApi } from './call.ts';
import { followLink, leadsTo } from './links.ts';

/** Operations that the collector has checked already are called for what their answers lead to alone. */
export interface OwnStoreOptions extends LiveApi, Taker {
  readonly description: JsonObject;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly onAnswer: () => void;
}

/** Whether the store of this project answers there: on a loopback address, where it lets itself be controlled. */
export async function isOwnStore(baseUrl: string): Promise<boolean> {
  if (!isThisMachine(new URL(baseUrl))) return false;
  const answer = await fetch(control(baseUrl, 'clock')).catch(() => undefined);
  if (answer?.status !== 200) return false;
  return typeof asObject(await answer.json().catch(() => undefined)).now === 'number';
}

/** Calls each operation that is not checked yet on a store that holds the shop of the examples; then puts the store back. */
export async function runOwnStore(options: OwnStoreOptions): Promise<void> {
  const { operations, baseUrl, collector, signal } = options;
  const before = await (await fetch(control(baseUrl, 'snapshot'))).text();
  const isOpen = ({ contract }: PlannedOperation): boolean => !collector.hasChecked(contract);
  const call = createExampleCaller(options);
  try {
    for (const operation of operations.filter(isOpen)) if (!signal.aborted) await call(operation, []);
    // What is left needs something that an answer gives, such as the ticket of a batch.
    const left = operations.filter(isOpen);
    for (const operation of operations) {
      const targets = left.filter((target) => leadsTo(operation, target) && isOpen(target));
      if (targets.length > 0 && !signal.aborted) await call(operation, targets);
    }
  } finally {
    await put(baseUrl, before);
  }
}

/** Sends an operation's example, and then those of `targets` with what its answer's links say. */
function createExampleCaller(options: OwnStoreOptions) {
  const { contract, description, baseUrl, authorize, collector, timeoutMs, signal, onAnswer } = options;
  const requestsOf = createRequests(description, contract, createSampler(description, 'request'));

  async function send(
    operation: PlannedOperation,
    request: HttpRequest,
  ): Promise<ReturnType<typeof contextOf> | undefined> {
    const secret = authorize(operation);
    const others = request.headers.filter(([name]) => name.toLowerCase() !== 'authorization');
    const result = await attempt({ ...request, headers: [...others, ...secret] }, { timeoutMs, signal });
    if (result.kind === 'fault') {
      const message = `The store did not answer ${titleOf(operation.contract)}: ${result.message}.`;
      collector.add([operationFinding(operation.contract, { kind: 'connection-reset', message })]);
      return undefined;
    }
    onAnswer();
    const { response } = result;
    const plain = { ...request, headers: [...others, ...secret.map(maskLine)] };
    const turnedAway = `The store answered its example with ${response.status}.`;
    // What the store does not do, it says: that is no answer of the API.
    if (response.status === 501) collector.skip(operation.contract, 'The store does not do it (501).');
    else takeExchange(options, operation.contract, plain, response, turnedAway);
    return contextOf(contract, plain, response);
  }

  return async (operation: PlannedOperation, targets: readonly PlannedOperation[]): Promise<void> => {
    const example = exampleOf(operation);
    if (!example) return;
    await put(baseUrl, '{"rows":{}}');
    const context = await send(operation, example);
    if (!context || context.status >= 300) return;
    const links = operation.responses.flatMap((response) => response.links);
    for (const target of targets) {
      const given = exampleOf(target);
      for (const link of links.filter(({ operationId }) => operationId === linkName(target))) {
        const [values] = followLink(link, target, context);
        if (!values || !given) continue;
        const samples = target.parameters.flatMap((one) =>
          one.required && one.samples[0] !== undefined ? [[parameterKey(one), one.samples[0]] as const] : [],
        );
        const { target: where } = writeRequest(target, new Map([...samples, ...values]));
        await send(target, { ...given, url: baseUrl + where });
      }
    }
  };

  function exampleOf(operation: PlannedOperation): HttpRequest | undefined {
    const planned = requestsOf(operation, baseUrl);
    if (planned.problem === undefined) return withBody(planned.request, planned.bodies[0]);
    collector.skip(operation.contract, planned.problem);
    return undefined;
  }
}

function control(baseUrl: string, what: string): URL {
  return new URL(`/_store/${what}`, baseUrl);
}

async function put(baseUrl: string, shop: string): Promise<void> {
  const { status } = await fetch(control(baseUrl, 'snapshot'), { method: 'PUT', body: shop });
  if (status !== 204) throw new Error(`The store could not be put back: it answered ${status}.`);
}
