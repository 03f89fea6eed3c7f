import { createCollector } from '../../contract/report/collector.ts';
import { hasFailed, type FailOn } from '../../contract/report/render.ts';
import { renderFindings } from '../../contract/report/text.ts';
import { createContract } from '../../engine/contract.ts';
import type { Contract } from '../../engine/types.ts';
import { readExchange, type Received } from './read-exchange.ts';

export interface MatchOptions {
  /** The method that was asked with, where an answer alone is given; `GET` by default. */
  readonly method?: string;
  /** The least finding that fails; `breaking` by default, `additive` for fields that the description does not know, too. */
  readonly failOn?: Exclude<FailOn, 'never'>;
}

export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/**
 * Whether an answer, or a whole exchange, is as a description says; the message is the report of `commerce-openapi contract`.
 *
 * @param received a `Response`, an `APIResponse` of Playwright, or `{ request, response }`; of an answer alone only itself is checked
 * @param contract what `createContract` makes, or a bundled description
 */
export async function toMatchContract(
  received: Received,
  contract: Contract | object,
  { method, failOn = 'breaking' }: MatchOptions = {},
): Promise<MatcherResult> {
  const judge = contractOf(contract);
  const { request, response, hasRequest } = await readExchange(received, judge, method);
  const findings = judge.checkExchange(request, response, hasRequest ? {} : { only: 'response' });
  const match = judge.match(request);
  const operation = match.kind === 'operation' ? match.operation : undefined;
  const collector = createCollector({
    title: `${request.method.toUpperCase()} ${operation?.path ?? 'an unknown path'}`,
    operations: operation ? [operation] : [],
    notReached: 'not reached',
  });
  collector.countExchange(operation);
  collector.add(findings);
  const report = collector.report();
  return {
    pass: !hasFailed(report, failOn),
    message: () =>
      findings.length > 0
        ? `${renderFindings(report).join('\n\n')}\n`
        : `${operation?.operationId ?? operation?.key ?? 'The exchange'} was answered with ${response.status}, as its description says.\n`,
  };
}

const made = new WeakMap<object, Contract>();

function contractOf(given: Contract | object): Contract {
  if (typeof given !== 'object' || given === null)
    throw new TypeError('toMatchContract needs a contract: createContract(description), or the description itself.');
  if ('checkExchange' in given) return given;
  let contract = made.get(given);
  if (!contract) made.set(given, (contract = createContract(given)));
  return contract;
}
