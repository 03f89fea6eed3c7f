/** The report as one HTML page that can be attached to a build: no script, no picture, nothing fetched. */

import { styleSheet } from './html-style.ts';
import { groupByReason } from './skipped.ts';
import { grouped, plural } from './text.ts';
import type { CheckedOperation, FindingGroup, OperationReport, Report, Skipped } from './types.ts';

export function renderHtml(report: Report): string {
  const { title, summary, operations, checked, skipped, ungrouped } = report;
  const named = new Set(operations.map((operation) => operation.title));
  const clean = checked.filter((operation) => !named.has(operation.title));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escape(title)}: contract report</title>
<style>${styleSheet}</style>
</head>
<body>
<main>
<header>
<h1>${escape(title)}</h1>
${verdict(report)}
<dl class="figures">
${figure('Breaking findings', summary.findings.breaking)}
${figure('Additive findings', summary.findings.additive)}
${figure('Exchanges', summary.exchanges)}
${figure('Operations checked', `${summary.operations.checked} / ${summary.operations.total}`)}
${figure('Duration', `${(summary.durationMs / 1000).toFixed(1)} s`)}
</dl>
</header>
${operations.length > 0 ? `<section>\n<h2>Findings</h2>\n${operations.map(operationCard).join('\n')}\n</section>` : ''}
${ungrouped > 0 ? `<p>${plural(ungrouped, 'more finding')} of other kinds; the JSON report has them.</p>` : ''}
${clean.length > 0 ? `<section>\n<h2>Without a finding</h2>\n<div class="card">${cleanOperations(clean)}</div>\n</section>` : ''}
${skipped.length > 0 ? `<section>\n<h2>Not checked</h2>\n<div class="card">${skippedReasons(skipped)}</div>\n</section>` : ''}
</main>
</body>
</html>
`;
}

function verdict({ summary }: Report): string {
  const { breaking, additive } = summary.findings;
  if (breaking > 0) return '<p class="verdict breaking">The contract is broken</p>';
  if (summary.exchanges === 0) return '<p class="verdict additive">Nothing was checked</p>';
  if (additive > 0) return '<p class="verdict additive">The contract holds, and there is more than it says</p>';
  return '<p class="verdict good">The contract holds</p>';
}

function figure(name: string, value: number | string): string {
  const shown = typeof value === 'number' ? grouped(value) : value;
  return `<div><dt>${escape(name)}</dt><dd>${escape(shown)}</dd></div>`;
}

function operationCard({ title, operationId, docs, groups }: OperationReport): string {
  const page = docs !== null && /^https?:/.test(docs) ? `<a href="${escape(docs)}">documentation</a>` : '';
  const id = operationId === null ? '' : `<span class="quiet">${escape(operationId)}</span>`;
  return `<article class="card">
<header><h3><code>${escape(title)}</code></h3>${id}${page}</header>
${groups.map(findingRow).join('\n')}
</article>`;
}

function findingRow({ finding, exchanges }: FindingGroup): string {
  const { severity, status, message, pointer, expected, actual, exchange, count, kind } = finding;
  const where = [
    kind,
    ...(pointer === '' ? [] : [`<code>${escape(pointer)}</code>`]),
    ...(expected === null ? [] : [`expected ${escape(expected)}`]),
    ...(actual === null ? [] : [`got ${escape(actual)}`]),
    ...(exchanges > 1 ? [plural(exchanges, 'exchange')] : []),
    ...(exchange === null ? [] : [exchanges > 1 ? `first in ${exchange}` : `exchange ${exchange}`]),
    ...(count !== undefined && count > 1 ? [`${grouped(count)} times in one answer`] : []),
  ];
  return `<div class="finding"><span class="tag ${severity}">${severity}</span><span class="status">${status ?? '&ndash;'}</span>\
<p>${escape(message)}</p><div class="detail">${where.join(' &middot; ')}</div></div>`;
}

function cleanOperations(operations: readonly CheckedOperation[]): string {
  const items = operations.map(({ title, exchanges }) => `<li><code>${escape(title)}</code> (${exchanges})</li>`);
  return `<details><summary>${plural(operations.length, 'operation')}</summary><ul>${items.join('')}</ul></details>`;
}

function skippedReasons(skipped: readonly Skipped[]): string {
  return [...groupByReason(skipped)]
    .map(([reason, names]) => {
      const items = names.map((name) => `<li><code>${escape(name)}</code></li>`).join('');
      if (names.length === 0) return `<details open><summary>${escape(reason)}</summary></details>`;
      return `<details><summary>${escape(reason)} (${names.length})</summary><ul>${items}</ul></details>`;
    })
    .join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]!);
}
