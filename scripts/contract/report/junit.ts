/** The report for build servers: JUnit XML with a test case per operation. */

import { XMLBuilder } from 'fast-xml-parser';
import type { FailOn, RenderOptions } from './render.ts';
import { withoutFindings } from './sections.ts';
import type { FindingGroup, OperationReport, Report } from './types.ts';

interface TestCase {
  readonly '@classname': string;
  readonly '@name': string;
  readonly failure?: { readonly '@type': string; readonly '@message': string; readonly '#text': string };
  readonly error?: { readonly '@message': string };
  readonly skipped?: { readonly '@message': string };
  readonly 'system-out'?: string;
}

/** JUnit XML: operations with findings fail, those that were not checked are skipped with their reason. */
export function renderJunit(report: Report, { failOn }: Pick<RenderOptions, 'failOn'>): string {
  const { title: suite, summary, operations, warnings } = report;
  const caseOf = (name: string): TestCase => ({ '@classname': suite, '@name': name });
  const why = warnings.length > 0 ? warnings.join(' ') : 'No operation was checked.';
  const nothing =
    summary.operations.checked > 0 ? [] : [{ ...caseOf('Nothing was checked'), error: { '@message': why } }];
  const withFindings = operations.map((operation): TestCase => ({
    ...caseOf(caseName(operation)),
    ...outcomeOf(operation, failOn),
  }));
  const passed = withoutFindings(report).map((operation) => caseOf(caseName(operation)));
  const skipped = report.skipped.map(({ operationId, reason }) => ({
    ...caseOf(operationId ?? 'Recording'),
    skipped: { '@message': reason },
  }));
  const cases = [...nothing, ...withFindings, ...passed, ...skipped];
  const document = {
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    testsuites: {
      testsuite: {
        '@name': suite,
        '@tests': cases.length,
        '@failures': withFindings.filter(({ failure }) => failure).length,
        '@skipped': skipped.length,
        '@errors': nothing.length,
        '@time': (summary.durationMs / 1000).toFixed(3),
        properties: { property: propertiesOf(report) },
        testcase: cases,
        ...(warnings.length > 0 && { 'system-err': warnings.join('\n') }),
      },
    },
  };
  const builder = new XMLBuilder({
    format: true,
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    suppressEmptyNode: true,
  });
  return clean(builder.build(document) as string);
}

/** What was seen of the description: `coverage.fields` is `12/40`. */
function propertiesOf({ coverage }: Report): object[] {
  return Object.entries(coverage.total).map(([name, { seen, total }]) => ({
    '@name': `coverage.${name}`,
    '@value': `${seen}/${total}`,
  }));
}

function outcomeOf({ groups }: OperationReport, failOn: FailOn): Pick<TestCase, 'failure' | 'system-out'> {
  const fails = ({ finding }: FindingGroup): boolean =>
    failOn === 'additive' || (failOn === 'breaking' && finding.severity === 'breaking');
  const failing = groups.filter(fails);
  const others = groups.filter((group) => !fails(group));
  const [first] = failing;
  return {
    ...(first && {
      failure: {
        '@type': first.finding.kind,
        '@message': first.finding.message,
        '#text': failing.map(describe).join('\n'),
      },
    }),
    ...(others.length > 0 && { 'system-out': others.map(describe).join('\n') }),
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
