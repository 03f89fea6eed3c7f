/** The report for people at a terminal: operations worst first, one sentence per finding. */

import { styleText } from 'node:util';
import { groupByReason } from './skipped.ts';
import type { FindingGroup, OperationReport, Report, Skipped } from './types.ts';

export interface TextOptions {
  /** Whether the output shows colours. */
  readonly colour?: boolean;
}

type Paint = (format: Parameters<typeof styleText>[0], text: string) => string;

/** Finding lines shown per operation; the rest is counted. The JSON report has them all. */
const maxGroupsShown = 50;

/** Names shown of operations that were skipped for one reason; the rest is counted. */
const maxNamesShown = 8;

export function renderText(report: Report, options: TextOptions = {}): string {
  const paint: Paint = options.colour ? (format, text) => styleText(format, text) : (_, text) => text;
  const sections = [
    ...report.operations.map((operation) => renderOperation(operation, paint)),
    ...(report.ungrouped > 0
      ? [`${report.ungrouped} more findings differ from all of these; the JSON report has them.`]
      : []),
    ...(report.skipped.length > 0 ? [renderSkipped(report.skipped, paint)] : []),
    renderSummary(report, paint),
  ];
  return `${sections.join('\n\n')}\n`;
}

function renderOperation(operation: OperationReport, paint: Paint): string {
  const { title, operationId, docs, groups } = operation;
  const lines = [paint('bold', operationId === null ? title : `${title}  ${operationId}`)];
  if (docs !== null) lines.push(paint('dim', `  ${docs}`));
  lines.push(...groups.slice(0, maxGroupsShown).map((group) => renderGroup(group, paint)));
  if (groups.length > maxGroupsShown) lines.push(`  ... and ${groups.length - maxGroupsShown} more kinds of findings.`);
  return lines.join('\n');
}

function renderGroup({ finding, exchanges }: FindingGroup, paint: Paint): string {
  const { severity, status, exchange, count } = finding;
  const label = paint(severity === 'breaking' ? 'red' : 'yellow', severity.padEnd(8));
  const notes = [
    ...(exchanges > 1 ? [`${exchanges} exchanges`] : []),
    ...(exchange !== null ? [exchanges > 1 ? `first in ${exchange}` : `exchange ${exchange}`] : []),
    ...(count !== undefined && count > 1 ? [`${count} times in one answer`] : []),
  ];
  const aside = notes.length > 0 ? paint('dim', `  (${notes.join(', ')})`) : '';
  return `  ${label}  ${status ?? '---'}  ${finding.message}${aside}`;
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

export function plural(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** With commas between thousands. By hand: to load the languages' rules takes as long as checking a short recording. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
