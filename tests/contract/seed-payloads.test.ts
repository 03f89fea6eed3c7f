import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fromRoot } from '../../scripts/cli/root.ts';
import { createContract, type Finding } from '../../scripts/engine/contract.ts';

/** Payloads of the documents that the first descriptions were written from: their members, types and formats; texts are cut. */
interface SeedPayload {
  readonly seed: string;
  readonly method: string;
  readonly path: string;
  readonly request?: unknown;
  readonly answers: readonly unknown[];
}

const payloads = JSON.parse(
  readFileSync(fromRoot('tests/contract/fixtures/seed-payloads.json'), 'utf8'),
) as readonly SeedPayload[];
const bundle = fromRoot('generated/ecwid/openapi.json');

describe.runIf(existsSync(bundle))('the payloads of the seed documents keep the contract', () => {
  const contract = existsSync(bundle) ? createContract(JSON.parse(readFileSync(bundle, 'utf8'))) : undefined;
  const json = [['Content-Type', 'application/json;charset=utf-8']] as const;

  const check = ({ method, path, request }: SeedPayload, answer: unknown): readonly Finding[] =>
    contract?.checkExchange(
      {
        method,
        url: `https://app.ecwid.com/api/v3/1003${path}?token=secret_example`,
        headers: request === undefined ? [] : json,
        // Uploads have a picture for a body, which the documents do not show.
        body: request === undefined ? undefined : JSON.stringify(request),
      },
      { status: 200, headers: json, body: JSON.stringify(answer) },
    ) ?? [];

  for (const payload of payloads)
    payload.answers.forEach((answer, index) =>
      test(`${payload.method} ${payload.path}, answer ${index + 1}`, () => {
        expect(check(payload, answer).map(({ severity, message }) => `${severity}: ${message}`)).toEqual([]);
      }),
    );

  test('and would not with a fault in them', () => {
    const search = payloads.find(({ method, path }) => method === 'GET' && path === '/products') as SeedPayload;
    const broken = JSON.stringify(search.answers[0])
      .replace('"total":', '"totals":')
      .replace('"sku":"', '"sku":5,"x":"');
    expect(
      check(search, JSON.parse(broken))
        .map(({ pointer }) => pointer)
        .sort(),
    ).toEqual(['/items/0/sku', '/items/0/x', '/totals']);
  });
});
