/** The report for people at a terminal: operations worst first, one sentence per finding. */

import { styleText } from 'node:util';
import { shorten } from '../../cli/plain-text.ts';
import { coverageParts, type Coverage } from './coverage.ts';
import type { RenderOptions } from './render.ts';
import { groupByReason, occurrencesOf, plural } from './sections.ts';
import type { FindingGroup, OperationReport, Report, Skipped } from './types.ts';

type Paint = (format: Parameters<typeof styleText>[0], text: string) => string;

/** Finding lines shown per operation; the rest is counted. The JSON report has them all. */
const maxGroupsShown = 50;

/** Names shown of operations that were skipped for one reason; the rest is counted. */
const maxNamesShown = 8;

export function renderText(report: Report, { colour }: Partial<Pick<RenderOptions, 'colour'>> = {}): string {
  const paint: Paint = colour ? (format, text) => styleText(format, text) : (_, text) => text;
  const sections = [
    ...renderFindings(report, paint),
    ...(report.ungrouped > 0
      ? [`${report.ungrouped} more findings differ from all of these; the JSON report has them.`]
      : []),
    ...(report.skipped.length > 0 ? [renderSkipped(report.skipped, paint)] : []),
    ...(report.coverage.operations.length > 0 ? [renderCoverage(report.coverage, paint)] : []),
    ...report.warnings.map((warning) => paint('yellow', `Warning: ${warning}`)),
    renderSummary(report, paint),
  ];
  // A build server would take such a line for a command.
  return `${sections.join('\n\n')}\n`.replace(/^(?=\s*(?:::|##\[))/gm, '> ');
}

/** The part of it that says what is wrong, a section for each operation. */
export function renderFindings({ operations }: Report, paint: Paint = (_, text) => text): string[] {
  return operations.map((operation) => renderOperation(operation, paint));
}

function renderOperation(operation: OperationReport, paint: Paint): string {
  const { title, operationId, docs, groups } = operation;
  const lines = [paint('bold', operationId === null ? title : `${title}  ${operationId}`)];
  if (docs !== null) lines.push(paint('dim', `  ${docs}`));
  lines.push(...groups.slice(0, maxGroupsShown).map((group) => renderGroup(group, paint)));
  if (groups.length > maxGroupsShown) lines.push(`  ... and ${groups.length - maxGroupsShown} more kinds of findings.`);
  return lines.join('\n');
}

function renderGroup(group: FindingGroup, paint: Paint): string {
  const { severity, status, message } = group.finding;
  const label = paint(severity === 'breaking' ? 'red' : 'yellow', severity.padEnd(8));
  const notes = occurrencesOf(group);
  const aside = notes.length > 0 ? paint('dim', `  (${notes.join(', ')})`) : '';
  return `  ${label}  ${status ?? '---'}  ${message}${aside}`;
}

function renderSkipped(skipped: readonly Skipped[], paint: Paint): string {
  const lines = [...groupByReason(skipped)].map(([reason, names]) => {
    if (names.length === 0) return `  ${reason}`;
    const shown = names.slice(0, maxNamesShown).join(', ');
    const rest = names.length > maxNamesShown ? ` and ${names.length - maxNamesShown} more` : '';
    return `  ${reason}\n${paint('dim', `      ${shown}${rest}`)}`;
  });
  return [paint('bold', 'Not checked'), ...lines].join('\n');
}

/** Operations of which least was seen. */
const maxCoverageShown = 10;

function renderCoverage({ total, operations }: Coverage, paint: Paint): string {
  const heading = ['Seen', ...coverageParts];
  const all = [`${total.operations.seen} of ${plural(total.operations.total, 'operation')}`];
  const least = operations
    .map((operation) => {
      const counts = coverageParts.map((part) => [operation[part].seen.length, operation[part].unseen.length] as const);
      const unseen = counts.reduce((sum, [, count]) => sum + count, 0);
      const cells = counts.map(([seen, count]) => (seen + count === 0 ? '-' : `${seen}/${seen + count}`));
      return { unseen, row: [shorten(operation.title, 60), ...cells] };
    })
    .filter(({ unseen }) => unseen > 0)
    .toSorted((a, b) => b.unseen - a.unseen)
    .slice(0, maxCoverageShown)
    .map(({ row }) => row);
  const sums = [...all, ...coverageParts.map((part) => `${total[part].seen}/${total[part].total}`)];
  const rows = [heading, sums, ...least];
  const widths = heading.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  '),
  );
  const [first, ...rest] = lines;
  const more = least.length < operations.length ? ['Least of these; the JSON report has all, by name.'] : [];
  return [
    paint('bold', first!),
    ...rest.map((line) => `  ${line}`.trimEnd()),
    ...more.map((line) => paint('dim', `  ${line}`)),
  ].join('\n');
}

function renderSummary({ title, summary }: Report, paint: Paint): string {
  const { exchanges, operations, findings, durationMs } = summary;
  const parts = [
    paint(findings.breaking > 0 ? ['bold', 'red'] : 'bold', `${plural(findings.breaking, 'breaking finding')}`),
    paint('bold', `${findings.additive} additive`),
  ];
  return (
    `${title}: ${parts.join(', ')}; ${plural(exchanges, 'exchange')}, ` +
    `${operations.checked} of ${plural(operations.total, 'operation')} checked, ${operations.skipped} skipped, ` +
    `in ${(durationMs / 1000).toFixed(1)} s.`
  );
}
