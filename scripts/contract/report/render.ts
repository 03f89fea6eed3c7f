/** The report formats behind one name; each is loaded when it is asked for. */

import type { FindingSpool } from './spool.ts';
import type { Report } from './types.ts';

export const reporters = ['text', 'json', 'junit', 'html', 'sarif'] as const;
export type Reporter = (typeof reporters)[number];

export const failOnLevels = ['breaking', 'additive', 'never'] as const;
export type FailOn = (typeof failOnLevels)[number];

export interface RenderOptions {
  readonly reporter: Reporter;
  readonly failOn: FailOn;
  readonly colour: boolean;
  /** Path of the description, for SARIF. */
  readonly artifact?: string | undefined;
  /** Every single finding; the JSON report has them. */
  readonly spool: FindingSpool;
}

/** The report's text in pieces. */
export async function* renderReport(report: Report, options: RenderOptions): AsyncGenerator<string> {
  const { reporter, failOn, colour, spool, artifact } = options;
  switch (reporter) {
    case 'json':
      return yield* (await import('./json.ts')).renderJson(report, spool);
    case 'junit':
      return yield (await import('./junit.ts')).renderJunit(report, { failOn });
    case 'html':
      return yield (await import('./html.ts')).renderHtml(report);
    case 'sarif':
      return yield (await import('./sarif.ts')).renderSarif(report, { artifact });
    case 'text':
      return yield (await import('./text.ts')).renderText(report, { colour });
  }
}

/** Whether the report has findings at or above a level. */
export function hasFailed({ summary }: Report, failOn: FailOn): boolean {
  const { breaking, additive } = summary.findings;
  return failOn !== 'never' && (breaking > 0 || (failOn === 'additive' && additive > 0));
}
