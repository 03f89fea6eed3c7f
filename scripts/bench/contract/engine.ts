/** Measures the engine alone: no files, no reports, one processor. `npm run bench` measures the command from end to end. */

import { createContract, type Contract } from '../../engine/contract.ts';
import type { JsonObject } from '../../contract/plan/description.ts';
import { validExchanges, type ValidExchange } from '../../contract/self-test/exchanges.ts';

export interface EngineFigures {
  readonly operations: number;
  /** Time from the parsed description to the first verdict, in ms: the mean over its operations, each with a new contract. */
  readonly firstVerdictMs: number;
  /** Exchanges per second, once everything is warm. */
  readonly perSecond: {
    /** JSON answers below 1 KB. */
    readonly small: number;
    /** Every operation with every status. */
    readonly all: number;
    /** As `all`, with an undocumented field and a missing one in every object answer. */
    readonly broken: number;
  };
  /** Mean size of the answers in bytes. */
  readonly answerBytes: { readonly small: number; readonly all: number };
}

/** @param seconds how long each speed is measured, after as long a warm-up */
export async function measureEngine(description: JsonObject, seconds = 1): Promise<EngineFigures> {
  const contract = createContract(description);
  const all = validExchanges(description, contract);
  const small = all.filter(({ media, response }) => media !== undefined && size(response.body) < 1024);
  const broken = all.map((exchange) => ({
    ...exchange,
    response: { ...exchange.response, body: brokenBody(exchange) },
  }));

  const first = [...new Map(all.map((exchange) => [exchange.operation, exchange])).values()];
  const start = performance.now();
  for (const { request, response } of first) createContract(description).checkExchange(request, response);
  const firstVerdictMs = (performance.now() - start) / Math.max(first.length, 1);

  return {
    operations: contract.operations.length,
    firstVerdictMs,
    perSecond: {
      small: speed(contract, small, seconds),
      all: speed(contract, all, seconds),
      broken: speed(contract, broken, seconds),
    },
    answerBytes: { small: meanSize(small), all: meanSize(all) },
  };
}

function speed(contract: Contract, exchanges: readonly ValidExchange[], seconds: number): number {
  run(contract, exchanges, seconds);
  return Math.round(run(contract, exchanges, seconds));
}

function run(contract: Contract, exchanges: readonly ValidExchange[], seconds: number): number {
  const start = performance.now();
  let checked = 0;
  let elapsed = 0;
  while (elapsed < seconds * 1000 && exchanges.length > 0) {
    for (const { request, response } of exchanges) contract.checkExchange(request, response);
    checked += exchanges.length;
    elapsed = performance.now() - start;
  }
  return checked / (elapsed / 1000);
}

function brokenBody({ media, response }: ValidExchange): string | Uint8Array | undefined {
  if (!media || typeof response.body !== 'string' || !response.body.startsWith('{')) return response.body;
  const [, ...others] = Object.entries(JSON.parse(response.body) as JsonObject);
  return JSON.stringify({ undocumentedField: 1, ...Object.fromEntries(others) });
}

function size(body: string | Uint8Array | undefined): number {
  return body?.length ?? 0;
}

function meanSize(exchanges: readonly ValidExchange[]): number {
  return Math.round(
    exchanges.reduce((sum, { response }) => sum + size(response.body), 0) / Math.max(exchanges.length, 1),
  );
}
