/** The report for build servers: JUnit XML with a test case per operation. */

import { XMLBuilder } from 'fast-xml-parser';
import type { FindingGroup, OperationReport, Report } from './types.ts';

interface TestCase {
  readonly '@classname': string;
  readonly '@name': string;
  readonly failure?: { readonly '@type': string; readonly '@message': string; readonly '#text': string };
  readonly error?: { readonly '@message': string };
  readonly skipped?: { readonly '@message': string };
  readonly 'system-out'?: string;
}

export interface JunitOptions {
  /** Which findings fail a case; additive ones that do not are shown as its output. */
  readonly failOn: 'breaking' | 'additive' | 'never';
}

/** JUnit XML: operations with findings fail, those that were not checked are skipped with their reason. */
export function renderJunit(report: Report, options: JunitOptions): string {
  const suite = report.title;
  const withFindings = report.operations.map((operation) => failingCase(operation, suite, options));
  const named = new Set(report.operations.map(({ title }) => title));
  const passed = report.checked
    .filter(({ title }) => !named.has(title))
    .map((operation) => passedCase(operation, suite));
  const skipped = report.skipped.map(({ operationId, reason }): TestCase => ({
    '@classname': clean(suite),
    '@name': clean(operationId ?? 'Recording'),
    skipped: { '@message': clean(reason) },
  }));
  const nothing: TestCase[] =
    report.summary.operations.checked > 0
      ? []
      : [{ ...caseOf('Nothing was checked', suite), error: { '@message': clean(whyNothing(report)) } }];
  const cases = [...nothing, ...withFindings, ...passed, ...skipped];
  const document = {
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    testsuites: {
      testsuite: {
        '@name': clean(suite),
        '@tests': cases.length,
        '@failures': cases.filter(({ failure }) => failure).length,
        '@skipped': skipped.length,
        '@errors': nothing.length,
        '@time': (report.summary.durationMs / 1000).toFixed(3),
        properties: { property: propertiesOf(report) },
        testcase: cases,
        ...(report.warnings.length > 0 && { 'system-err': clean(report.warnings.join('\n')) }),
      },
    },
  };
  const builder = new XMLBuilder({
    format: true,
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    suppressEmptyNode: true,
  });
  return builder.build(document) as string;
}

function whyNothing({ warnings }: Report): string {
  return warnings.length > 0 ? warnings.join(' ') : 'No operation was checked.';
}

/** What was seen of the description: `coverage.fields` is `12/40`. */
function propertiesOf({ coverage }: Report): object[] {
  return Object.entries(coverage.total).map(([name, { seen, total }]) => ({
    '@name': `coverage.${name}`,
    '@value': `${seen}/${total}`,
  }));
}

function caseOf(name: string, suite: string): TestCase {
  return { '@classname': clean(suite), '@name': clean(name) };
}

function passedCase(operation: Pick<OperationReport, 'title' | 'operationId'>, suite: string): TestCase {
  return caseOf(caseName(operation), suite);
}

function failingCase(operation: OperationReport, suite: string, { failOn }: JunitOptions): TestCase {
  const fails = ({ finding }: FindingGroup): boolean =>
    failOn === 'additive' || (failOn === 'breaking' && finding.severity === 'breaking');
  const failing = operation.groups.filter(fails);
  const others = operation.groups.filter((group) => !fails(group));
  return {
    ...passedCase(operation, suite),
    ...(failing.length > 0 && {
      failure: {
        '@type': clean(failing[0]!.finding.kind),
        '@message': clean(failing[0]!.finding.message),
        '#text': clean(failing.map(describe).join('\n')),
      },
    }),
    ...(others.length > 0 && { 'system-out': clean(others.map(describe).join('\n')) }),
  };
}

function caseName({ title, operationId }: Pick<OperationReport, 'title' | 'operationId'>): string {
  return operationId === null ? title : `${operationId}: ${title}`;
}

function describe({ finding, exchanges }: FindingGroup): string {
  const { severity, status, message } = finding;
  return `${severity} ${status ?? 'no answer'}: ${message}${exchanges > 1 ? ` (${exchanges} exchanges)` : ''}`;
}

/** XML 1.0 has no way to write control characters or lone surrogates, and readers reject the whole file for one. */
function clean(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
}
