/** The report formats behind one name; each is loaded when it is asked for. */

import type { FindingSpool } from './spool.ts';
import type { Report } from './types.ts';

export const reporters = ['text', 'json', 'junit', 'html', 'sarif'] as const;
export type Reporter = (typeof reporters)[number];

export const failOnLevels = ['breaking', 'additive', 'never'] as const;
export type FailOn = (typeof failOnLevels)[number];

export interface RenderOptions {
  readonly reporter: Reporter;
  /** Which findings fail a test case of JUnit; additive ones that do not are shown as its output. */
  readonly failOn: FailOn;
  /** Whether the output shows colours; the text does then. */
  readonly colour: boolean;
  /** Path of the description that the operations stand in, from the folder that the command was started in; for SARIF. */
  readonly artifact: string | undefined;
  /** Every single finding; the JSON report has them. */
  readonly spool: FindingSpool;
}

/** The report's text in pieces. */
export async function* renderReport(report: Report, options: RenderOptions): AsyncGenerator<string> {
  switch (options.reporter) {
    case 'json':
      return yield* (await import('./json.ts')).renderJson(report, options.spool);
    case 'junit':
      return yield (await import('./junit.ts')).renderJunit(report, options);
    case 'html':
      return yield (await import('./html.ts')).renderHtml(report);
    case 'sarif':
      return yield (await import('./sarif.ts')).renderSarif(report, options);
    case 'text':
      return yield (await import('./text.ts')).renderText(report, options);
  }
}

/** Whether the report has findings at or above a level. */
export function hasFailed({ summary }: Report, failOn: FailOn): boolean {
  const { breaking, additive } = summary.findings;
  return failOn !== 'never' && (breaking > 0 || (failOn === 'additive' && additive > 0));
}
