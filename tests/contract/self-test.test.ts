import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { apis } from '../../scripts/apis.ts';
import { fromRoot } from '../../scripts/cli/root.ts';
import { createContract, type Contract } from '../../scripts/engine/contract.ts';
import type { JsonObject } from '../../scripts/contract/plan/description.ts';
import { selfTest, type Misjudged, type SelfTestResult } from '../../scripts/contract/self-test/self-test.ts';

function fixture(name: string): JsonObject {
  return parse(readFileSync(fromRoot('tests/contract/fixtures', name), 'utf8')) as JsonObject;
}

function shown(misjudged: readonly Misjudged[]): string[] {
  return misjudged
    .slice(0, 20)
    .map(({ what, findings }) => [what, ...findings.map(({ message }) => message)].join('\n  '));
}

/** Everything that is right passes, every fault is found, once, and for no more than it is. */
function expectFlawless(result: SelfTestResult): void {
  expect(result.uncovered).toEqual([]);
  for (const problem of ['falseAlarms', 'missed', 'overstated', 'repeated'] as const)
    expect({ [problem]: shown(result[problem]) }).toEqual({ [problem]: [] });
}

/** Faults that some operation of any description of ours must have room for. */
const everywhere = [
  ...[
    'wrong content type',
    'no JSON',
    'cut off',
    'unknown path',
    'unknown method',
    'unknown status',
    'undocumented field',
  ],
  ...['wrong type: null', 'wrong type: object', 'missing property', 'renamed property', 'unknown query parameter'],
];

describe('the checker proves itself', () => {
  test('on a description with room for every fault', () => {
    const description = fixture('self-test-3.1.yaml');
    const result = selfTest(description, createContract(description, { strict: true }));
    expectFlawless(result);
    expect(Object.keys(result.faults)).toEqual(
      expect.arrayContaining([
        ...everywhere,
        ...[
          'empty body',
          'missing header',
          'ill-typed header',
          'missing parameter',
          'ill-typed parameter',
          'unknown body',
        ],
        ...['no body', 'body cut off', 'body: missing property', 'body: undocumented field', 'form field renamed'],
        ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minLength', 'maxLength'].map(
          (keyword) => `breaks ${keyword}`,
        ),
        ...['pattern', 'format', 'enum', 'minItems', 'maxItems', 'uniqueItems'].map((keyword) => `breaks ${keyword}`),
      ]),
    );
  });

  test('on OpenAPI 3.0', () => {
    const description = fixture('self-test-3.0.yaml');
    expectFlawless(selfTest(description, createContract(description)));
  });

  for (const { name, title, generated } of apis)
    for (const file of ['openapi.json', 'openapi-3.0.json']) {
      const path = fromRoot(generated, file);
      test.runIf(existsSync(path))(`on the ${title} (${name}/${file})`, { timeout: 180_000 }, () => {
        const description = JSON.parse(readFileSync(path, 'utf8')) as JsonObject;
        const contract = createContract(description, { strict: file === 'openapi.json' });
        const result = selfTest(description, contract);
        expectFlawless(result);
        expect(contract.problems).toEqual([]);
        expect(Object.keys(result.faults)).toEqual(expect.arrayContaining(everywhere));
      });
    }
});

describe('the self-test is not blind', () => {
  const description = fixture('self-test-3.1.yaml');

  test('to a checker that finds nothing', () => {
    const idle: Contract = { ...createContract(description), checkExchange: () => [] };
    const { missed, seeded } = selfTest(description, idle);
    expect(missed).toHaveLength(seeded.breaking + seeded.additive);
  });

  test('to a checker that overlooks one keyword, or invents one', () => {
    const text = JSON.stringify(description);
    const lax = createContract(JSON.parse(text.replaceAll('"exclusiveMaximum"', '"x-none"')));
    expect(selfTest(description, lax).missed.map(({ what }) => what)).toEqual([
      expect.stringContaining('breaks exclusiveMaximum at "/items/0/brew/degrees"'),
    ]);
    const harsh = createContract(
      JSON.parse(text.replaceAll('"minutes":{"type":"number"}', '"minutes":{"type":"string"}')),
    );
    expect(selfTest(description, harsh).falseAlarms.map(({ what }) => what)).toEqual(['searchTeas 200']);
  });

  test('and leaves alone what a description itself gets wrong, if told to', () => {
    const wrong = JSON.parse(JSON.stringify(description).replace('"sku":"AB-1"', '"sku":"sold out"')) as JsonObject;
    const all = selfTest(wrong, createContract(wrong));
    const valid = selfTest(wrong, createContract(wrong), true);
    // The body that creates a tea, with both answers to it.
    expect([all.falseAlarms.length, valid.falseAlarms.length]).toEqual([2, 2]);
    expect(valid.seeded.breaking).toBeLessThan(all.seeded.breaking);
    expect([all.repeated.length > 0, valid.repeated.length]).toEqual([true, 0]);
  });

  test('to a checker that calls everything breaking, or tells everything twice', () => {
    const contract = createContract(description);
    const grim: Contract = {
      ...contract,
      checkExchange: (...args) =>
        contract.checkExchange(...args).flatMap((finding) => [finding, { ...finding, severity: 'breaking' }]),
    };
    const { overstated, repeated, seeded } = selfTest(description, grim);
    expect(overstated).toHaveLength(seeded.additive);
    expect(repeated.length).toBeGreaterThan(200);
  });
});
