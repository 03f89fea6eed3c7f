import type { GeneratorRun } from './run.ts';

/** More errors than this are counted, not listed: one cause shows up at every use of a schema. */
const errorsShown = 10;

/** The cells of a run: tool, version, input, and what came of it. */
export function describeRun({ generator, input, skipped, ...run }: GeneratorRun): string[] {
  const about = [generator.name, generator.version, input];
  if (skipped !== undefined) return [...about, `skipped: it needs ${skipped}, which is not here`];
  return [
    ...about,
    count(run.operations, 'operation'),
    count(run.files, 'file'),
    count(run.errors.length, 'error'),
    `${run.seconds.toFixed(1).padStart(5)} s${run.uncompiled ? `, not compiled: ${run.uncompiled} is not here` : ''}`,
  ];
}

/** Rows as lines, each column as wide as its widest cell; amounts stand at its right. The last cell of a row is free. */
export function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [index, cell] of row.entries())
      if (isBound(row, index)) widths[index] = Math.max(widths[index] ?? 0, cell.length);
  return rows.map((row) =>
    row
      .map((cell, index) => {
        if (!isBound(row, index)) return cell;
        return /^\d+ /.test(cell) ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0);
      })
      .join('  ')
      .trimEnd(),
  );
}

function isBound(row: readonly string[], index: number): boolean {
  return index < row.length - 1;
}

/** What was wrong with a run, and where its output is when it was kept. */
export function describeErrors(run: GeneratorRun, { keep }: { keep: boolean }): string[] {
  const { generator, input, errors, out } = run;
  const lines: string[] = [];
  if (errors.length > 0) {
    lines.push(`${generator.name} on ${input}:`, ...errors.slice(0, errorsShown).map((error) => `  ${error}`));
    if (errors.length > errorsShown) lines.push(`  ... and ${errors.length - errorsShown} more.`);
  }
  if (keep && out !== undefined) lines.push(`${generator.name} on ${input} wrote ${out}`);
  return lines;
}

/** The blank after a singular keeps amounts below each other. */
function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? ' ' : 's'}`;
}
