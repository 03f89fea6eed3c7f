/** Findings as workflow commands of GitHub Actions, which shows them at the run and at the pull request. */

import type { Report } from './types.ts';

/** GitHub shows ten of each level and step. */
const mostShown = 10;

/** Lines such as `::error title=GET /products::...`. */
export function renderAnnotations({ operations, warnings }: Report): string {
  const findings = operations.flatMap(({ title, groups }) =>
    groups.map(({ finding, exchanges }) => ({
      level: finding.severity === 'breaking' ? 'error' : 'warning',
      title,
      message: exchanges > 1 ? `${finding.message} (${exchanges} exchanges)` : finding.message,
    })),
  );
  const all = [...findings, ...warnings.map((message) => ({ level: 'warning', title: 'Contract', message }))];
  return ['error', 'warning']
    .flatMap((level) => all.filter((one) => one.level === level).slice(0, mostShown))
    .map(({ level, title, message }) => `::${level} title=${property(title)}::${data(message)}\n`)
    .join('');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
