/** The report for programs. Findings come one by one, so that a recording with millions of them fits. */

import type { FindingSpool } from './spool.ts';
import type { Report } from './types.ts';

/**
 * The JSON text `{ summary, warnings, findings, skipped, coverage }` in pieces; one line per finding, so that it can be read and
 * compared.
 */
export async function* renderJson(report: Report, spool: FindingSpool): AsyncGenerator<string> {
  yield `{\n"summary": ${JSON.stringify(report.summary)},\n"warnings": ${JSON.stringify(report.warnings)},\n"findings": [`;
  let separator = '\n';
  for await (const finding of spool.read()) {
    yield separator + finding;
    separator = ',\n';
  }
  yield `\n],\n"skipped": [`;
  yield report.skipped.map((item) => `\n${JSON.stringify(item)}`).join(',');
  const { total, operations } = report.coverage;
  yield `\n],\n"coverage": {"total": ${JSON.stringify(total)},\n"operations": [`;
  yield operations.map((item) => `\n${JSON.stringify(item)}`).join(',');
  yield `\n]}\n}\n`;
}
