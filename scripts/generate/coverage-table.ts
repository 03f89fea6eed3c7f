import { readFile, writeFile } from 'node:fs/promises';
import { format } from 'prettier';
import type { Api } from '../apis.ts';
import { UsageError } from '../cli/command.ts';
import { describePages, type Coverage, type Figures } from '../description/coverage.ts';

export interface CoveredApi {
  readonly api: Pick<Api, 'title'>;
  readonly coverage: Coverage;
}

const start = '<!-- coverage -->';
const end = '<!-- /coverage -->';

/**
 * A README with the coverage table between its markers brought up to date; everything else stays as it is.
 *
 * @throws {UsageError} when it does not have the two markers, each once, in this order
 */
export async function insertCoverage(readme: string, covered: readonly CoveredApi[]): Promise<string> {
  const [before, rest, ...more] = readme.split(start);
  const [, after, ...others] = rest?.split(end) ?? [];
  if (before === undefined || after === undefined || more.length + others.length > 0)
    throw new UsageError(`README.md needs the lines ${start} and ${end} once, for the table of what is covered.`);
  const table = await format(renderCoverage(covered), { parser: 'markdown' });
  return `${before}${start}\n\n${table}\n${end}${after}`;
}

/**
 * Brings the table in README.md up to date, or, with `check`, only tells.
 *
 * @param file absolute path of the README
 * @returns whether it was stale
 */
export async function refreshCoverage(
  file: string,
  covered: readonly CoveredApi[],
  { check }: { readonly check: boolean },
): Promise<boolean> {
  const text = await readFile(file, 'utf8');
  const wanted = await insertCoverage(text, covered);
  if (!check && wanted !== text) await writeFile(file, wanted);
  return wanted !== text;
}

/** What is covered, as Markdown: a table with a row for each area, and for each API a sentence on its pages of documentation. */
function renderCoverage(covered: readonly CoveredApi[]): string {
  const rows = covered.flatMap(({ api, coverage }) => [
    ...coverage.areas.map(({ title, ...figures }) => [title, ...cells(figures)]),
    [`**${api.title}**`, ...cells(coverage.total).map((cell) => `**${cell}**`)],
  ]);
  const lines = [
    ['Area', 'Operations', 'Webhooks', 'Fields', 'Examples', 'Undocumented'],
    ['---', '--:', '--:', '--:', '--:', '--:'],
    ...rows,
  ];
  const sources = covered.map(({ api, coverage }) => `- ${api.title}: ${describePages(coverage)}`);
  return [
    ...lines.map((line) => `| ${line.join(' | ')} |`),
    '',
    'Fields and examples are those of requests and answers. What areas share counts in each of them, and once in the sum.',
    "Undocumented are operations, webhooks, parameters and fields that no page has, but the vendor's own client or real traffic.",
    '',
    ...sources,
  ].join('\n');
}

function cells({ operations, webhooks, fields, examples, undocumented }: Figures): string[] {
  return [operations, webhooks, fields, examples, undocumented].map((value) => value.toLocaleString('en-US'));
}
