import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { createCollector, operationFinding } from '../../../scripts/contract/report/collector.ts';
import { renderHtml } from '../../../scripts/contract/report/html.ts';
import { renderJson } from '../../../scripts/contract/report/json.ts';
import { renderJunit } from '../../../scripts/contract/report/junit.ts';
import { hasFailed } from '../../../scripts/contract/report/render.ts';
import { maskToken } from '../../../scripts/contract/live/authorization.ts';
import { createFindingSpool } from '../../../scripts/contract/report/spool.ts';
import { renderText } from '../../../scripts/contract/report/text.ts';
import type { Report, ReportFinding } from '../../../scripts/contract/report/types.ts';
import type { ContractOperation } from '../../../scripts/engine/types.ts';

const operation = (operationId: string, path: string): ContractOperation => ({
  key: operationId,
  operationId,
  method: 'GET',
  path,
  docs: 'https://docs.example/page',
  statuses: ['200'],
  servers: [],
});
const quiet = operation('getQuiet', '/quiet');
const loud = operation('getLoud', '/loud');
const worst = operation('getWorst', '/worst');
const unseen = operation('getUnseen', '/unseen');

function finding(of: ContractOperation, part: Partial<ReportFinding>): ReportFinding {
  return operationFinding(of, { kind: 'invalid-response-body', message: 'It is wrong.', status: 200, ...part });
}

type Attributes = Readonly<Record<string, unknown>>;
type Suite = Attributes & { readonly testcase: readonly Attributes[] };

/** Three operations with an exchange, of which two have findings; what peers said is as nasty as it can be. */
function build(spool = createFindingSpool()): Report {
  const clock = [0, 1234];
  const collector = createCollector({
    title: 'Shop, <recorded> & "traffic"',
    operations: [quiet, loud, worst, unseen],
    notReached: 'The recording has no request to it.',
    spool,
    now: () => clock.shift()!,
  });
  for (const each of [quiet, loud, worst]) collector.countExchange(each);
  collector.countExchange(worst, 9);
  collector.add([
    finding(loud, {
      severity: 'additive',
      kind: 'undocumented-response-field',
      pointer: '/a',
      message: 'There is <script>alert(1)</script> & \u0007\u001b[31m more.\nNext line.',
    }),
    ...[3, 4, 5].map((exchange) =>
      finding(worst, { pointer: `/items/${exchange}/id`, exchange, count: 2, actual: '"]]>\ud800"' }),
    ),
    finding(worst, { pointer: '/items', exchange: 6, message: 'Another one.' }),
  ]);
  collector.skipEntry('they went elsewhere', 2);
  return collector.report();
}

describe('reports', () => {
  it('sum up, put equal findings together, and have the worst first', () => {
    const report = build();
    expect(report.summary).toEqual({
      exchanges: 12,
      operations: { checked: 3, skipped: 1, total: 4 },
      findings: { breaking: 4, additive: 1 },
      durationMs: 1234,
    });
    expect(
      report.operations.map(({ operationId, groups }) => [operationId, groups.map(({ exchanges }) => exchanges)]),
    ).toEqual([
      ['getWorst', [3, 1]],
      ['getLoud', [1]],
    ]);
    expect(report.skipped).toEqual([
      { operationId: 'getUnseen', reason: 'The recording has no request to it.' },
      { operationId: null, reason: '2 entries were left out: they went elsewhere.' },
    ]);
  });

  it('decide whether the run failed', () => {
    const report = build();
    const additive = { ...report, summary: { ...report.summary, findings: { breaking: 0, additive: 1 } } };
    expect(['breaking', 'additive', 'never'].map((level) => hasFailed(report, level as never))).toEqual([
      true,
      true,
      false,
    ]);
    expect(['breaking', 'additive', 'never'].map((level) => hasFailed(additive, level as never))).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('as text: one line per kind of finding, no control characters', () => {
    const text = renderText(build());
    expect(text).toContain(
      'GET /worst  getWorst\n  https://docs.example/page\n  breaking  200  It is wrong.  (3 exchanges, first in 3, 2 times in one answer)',
    );
    expect(text.indexOf('getWorst')).toBeLessThan(text.indexOf('getLoud'));
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    expect(text).toMatch(
      /4 breaking findings, 1 additive; 12 exchanges, 3 of 4 operations checked, 1 skipped, in 1\.2 s\.\n$/,
    );
  });

  it.each([10_000, 2])('as JSON: every finding for itself, with %i of them in memory', async (inMemory) => {
    const spool = createFindingSpool(inMemory);
    const report = build(spool);
    let text = '';
    for await (const piece of renderJson(report, spool)) text += piece;
    const parsed = JSON.parse(text) as { summary: unknown; findings: ReportFinding[]; skipped: unknown };
    expect(Object.keys(parsed)).toEqual(['summary', 'warnings', 'findings', 'skipped', 'coverage']);
    expect(parsed.summary).toEqual(report.summary);
    expect(parsed.findings.map(({ exchange }) => exchange)).toEqual([null, 3, 4, 5, 6]);
    expect(Object.keys(parsed.findings[0]!).sort()).toEqual([
      'actual',
      'docs',
      'exchange',
      'expected',
      'kind',
      'message',
      'method',
      'operationId',
      'path',
      'pointer',
      'severity',
      'status',
    ]);
    expect(parsed.skipped).toEqual(report.skipped);
    spool.close();
  });

  it('as JUnit: well-formed XML with a case per operation', () => {
    const xml = renderJunit(build(), { failOn: 'breaking' });
    expect(XMLValidator.validate(xml)).toBe(true);
    const { testsuites } = new XMLParser({ ignoreAttributes: false }).parse(xml) as {
      testsuites: { testsuite: Suite };
    };
    const suite = testsuites.testsuite;
    expect([suite['@_tests'], suite['@_failures'], suite['@_skipped']]).toEqual(['5', '1', '2']);
    const names = suite.testcase.map((item) => [item['@_name'], 'failure' in item, 'skipped' in item]);
    expect(names).toEqual([
      ['getWorst: GET /worst', true, false],
      ['getLoud: GET /loud', false, false],
      ['getQuiet: GET /quiet', false, false],
      ['getUnseen', false, true],
      ['Recording', false, true],
    ]);
    expect(renderJunit(build(), { failOn: 'additive' })).toContain('failures="2"');
    expect(renderJunit(build(), { failOn: 'never' })).toContain('failures="0"');
  });

  it('as HTML: one page without anything from elsewhere, and nothing of a peer becomes markup', () => {
    const html = renderHtml(build());
    expect(html).toContain('&#60;script&#62;alert(1)&#60;/script&#62;');
    expect(html).not.toMatch(/<script|<img|<link|@import|url\(/);
    expect(html).toContain('The contract is broken');
    expect(html).toContain('Shop, &#60;recorded&#62; &#38; &#34;traffic&#34;');
  });
});

describe('createFindingSpool', () => {
  it('leaves no name of its file anywhere, and has all findings in it', async () => {
    const files = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('contract-findings-'));
    const before = new Set(files());
    const spool = createFindingSpool(2);
    for (let exchange = 0; exchange < 5; exchange += 1) spool.add(finding(quiet, { exchange }));
    expect(files().filter((name) => !before.has(name))).toEqual([]);
    const read: unknown[] = [];
    for await (const line of spool.read()) read.push((JSON.parse(line) as { exchange: number }).exchange);
    spool.close();
    expect(read).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('maskToken', () => {
  it.each([
    ['public_abc123', 'public_***'],
    ['secret_abc_123', 'secret_***'],
    ['abc123', '***'],
  ])('keeps only the kind of %s', (token, masked) => {
    expect(maskToken(token)).toBe(masked);
  });
});
