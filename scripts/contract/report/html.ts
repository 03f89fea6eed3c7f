/** The report as one HTML page that can be attached to a build: no script, no picture, nothing fetched. */

import { html, join, type Html, type Part } from '../../cli/html.ts';
import { coverageParts, type OperationCoverage } from './coverage.ts';
import { styleSheet } from './html-style.ts';
import { grouped, groupByReason, occurrencesOf, plural, withoutFindings } from './sections.ts';
import type { CheckedOperation, FindingGroup, OperationReport, Report, Skipped } from './types.ts';

export function renderHtml(report: Report): string {
  const { title, summary, operations, skipped, ungrouped, warnings, coverage } = report;
  const clean = withoutFindings(report);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>${title}: contract report</title>
        <style>
          ${{ html: styleSheet }}
        </style>
      </head>
      <body>
        <main>
          <header>
            <h1>${title}</h1>
            ${verdict(report)} ${warnings.map((warning) => html`<p class="warning">${warning}</p> `)}
            <dl class="figures">
              ${figure('Breaking findings', summary.findings.breaking)}
              ${figure('Additive findings', summary.findings.additive)} ${figure('Exchanges', summary.exchanges)}
              ${figure('Operations checked', `${summary.operations.checked} / ${summary.operations.total}`)}
              ${figure('Duration', `${(summary.durationMs / 1000).toFixed(1)} s`)}
            </dl>
          </header>
          ${operations.length > 0 && section('Findings', operations.map(operationCard))}
          ${ungrouped > 0 && html`<p>${plural(ungrouped, 'more finding')} of other kinds; the JSON report has them.</p>`}
          ${clean.length > 0 && section('Without a finding', html`<div class="card">${cleanOperations(clean)}</div>`)}
          ${skipped.length > 0 && section('Not checked', html`<div class="card">${skippedReasons(skipped)}</div>`)}
          ${coverage.operations.length > 0 && section('Seen', html`<div class="card">${coverageTable(report)}</div>`)}
        </main>
      </body>
    </html> `;
  return page.html;
}

function section(heading: string, content: Part): Html {
  return html`<section>
    <h2>${heading}</h2>
    ${content}
  </section>`;
}

function verdict({ summary }: Report): Html {
  const { breaking, additive } = summary.findings;
  if (summary.operations.checked === 0) return html`<p class="verdict breaking">Nothing was checked</p>`;
  if (breaking > 0) return html`<p class="verdict breaking">The contract is broken</p>`;
  if (additive > 0) return html`<p class="verdict additive">The contract holds, and there is more than it says</p>`;
  return html`<p class="verdict good">The contract holds</p>`;
}

function figure(name: string, value: number | string): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd>${typeof value === 'number' ? grouped(value) : value}</dd>
  </div>`;
}

function operationCard({ title, operationId, docs, groups }: OperationReport): Html {
  const page = docs !== null && /^https?:/.test(docs) && html`<a href="${docs}">documentation</a>`;
  const id = operationId !== null && html`<span class="quiet">${operationId}</span>`;
  return html`<article class="card">
    <header>
      <h3><code>${title}</code></h3>
      ${id}${page}
    </header>
    ${groups.map(findingRow)}
  </article> `;
}

function findingRow(group: FindingGroup): Html {
  const { severity, status, message, pointer, expected, actual, kind } = group.finding;
  const where = [
    kind,
    ...(pointer === '' ? [] : [html`<code>${pointer}</code>`]),
    ...(expected === null ? [] : [`expected ${expected}`]),
    ...(actual === null ? [] : [`got ${actual}`]),
    ...occurrencesOf(group),
  ];
  return html`<div class="finding">
    <span class="tag ${severity}">${severity}</span><span class="status">${status ?? '–'}</span>
    <p>${message}</p>
    <div class="detail">${join(where, html` &middot; `)}</div>
  </div> `;
}

function cleanOperations(operations: readonly CheckedOperation[]): Html {
  const items = operations.map(({ title, exchanges }) => html`<li><code>${title}</code> (${exchanges})</li>`);
  return html`<details>
    <summary>${plural(operations.length, 'operation')}</summary>
    <ul>
      ${items}
    </ul>
  </details>`;
}

function skippedReasons(skipped: readonly Skipped[]): Html[] {
  return [...groupByReason(skipped)].map(([reason, names]) => {
    const items = names.map((name) => html`<li><code>${name}</code></li>`);
    if (names.length === 0) return html`<details open><summary>${reason}</summary></details>`;
    return html`<details>
      <summary>${reason} (${names.length})</summary>
      <ul>
        ${items}
      </ul>
    </details>`;
  });
}

function coverageTable({ coverage }: Report): Html {
  const { total, operations } = coverage;
  const share = ({ seen, unseen }: OperationCoverage['fields']): string =>
    `${seen.length} / ${seen.length + unseen.length}`;
  const row = (operation: OperationCoverage): Html =>
    html`<tr>
      <th scope="row"><code>${operation.title}</code></th>
      ${coverageParts.map((part) => html`<td>${share(operation[part])}</td>`)}
    </tr> `;
  return html`<details>
    <summary>${total.operations.seen} of ${plural(total.operations.total, 'operation')}</summary>
    <table>
      <thead>
        <tr>
          <th scope="col">Operation</th>
          ${coverageParts.map((part) => html`<th scope="col">${part}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${operations.map(row)}
        <tr>
          <th scope="row">All of these</th>
          ${coverageParts.map((part) => html`<td>${total[part].seen} / ${total[part].total}</td>`)}
        </tr>
      </tbody>
    </table>
  </details>`;
}
