import type { Purpose } from '../schema/schema-set.ts';
import type { FindingKind } from '../types.ts';
import type { Judge } from '../judge.ts';
import { bodyReaders, decodeText } from './body-readers.ts';
import type { MediaPlan } from './content.ts';
import { addDraft, addVerdict, type Drafts, type Subject } from './report.ts';

/** The kinds of findings of one side. */
export interface BodyKinds {
  readonly malformed: FindingKind;
  readonly truncated: FindingKind;
  readonly invalid: FindingKind;
  readonly unknown: FindingKind;
  readonly hidden: FindingKind;
}

export const requestKinds: BodyKinds = {
  malformed: 'malformed-request-body',
  truncated: 'malformed-request-body',
  invalid: 'invalid-request-body',
  unknown: 'undocumented-request-field',
  hidden: 'read-only-request-field',
};

export const responseKinds: BodyKinds = {
  malformed: 'malformed-response-body',
  truncated: 'truncated-response-body',
  invalid: 'invalid-response-body',
  unknown: 'undocumented-response-field',
  hidden: 'write-only-response-field',
};

/**
 * Judges a body that is not empty by the entry of `content` that covers it.
 * @param lift asked only when the body is not valid: whether it may have been cut down (see `Purpose`)
 */
export function checkBody(
  plan: MediaPlan,
  body: Uint8Array | string,
  purpose: Purpose,
  subject: Subject,
  kinds: BodyKinds,
  drafts: Drafts,
  lift?: () => boolean,
): void {
  const judge = plan.judge(purpose);
  if (judge && plan.reader === bodyReaders.json && isFineJson(judge, plan, body)) return;
  const read = plan.reader({ body, type: plan.actual, judge, encoding: plan.encoding });
  if (read.kind === 'malformed') {
    const kind = read.truncated ? kinds.truncated : kinds.malformed;
    const how = read.truncated ? 'is cut off' : `is not ${read.expected}`;
    const message = `${capitalised(subject.name)} ${how}, although its content type is ${plan.actual.essence}.`;
    return addDraft(drafts, kind, '', read.expected, excerpt(body, drafts.redactor().loose), message);
  }
  if (read.kind === 'opaque' || !judge) return;
  const value = read.exact ?? read.value;
  plan.seen?.(read.value);
  const verdict = judge.look(value);
  const { faults } = verdict.faults.length > 0 && lift?.() ? (plan.judge('partial') ?? judge).look(value) : verdict;
  addVerdict(drafts, kinds, subject, { ...verdict, faults: [...(read.faults ?? []), ...faults] });
}

/** Whether there is nothing to tell of a body: most are like that, and need no more than being parsed and looked at once. */
function isFineJson(judge: Judge, { actual, seen }: MediaPlan, body: Uint8Array | string): boolean {
  try {
    const value: unknown = JSON.parse(decodeText(body, actual));
    if (!judge.isFine(value)) return false;
    seen?.(value);
    return true;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return false;
  }
}

/** How much of a body is read for what must not be shown. */
const tailRead = 8192;

/** The end of a body: that is where one that was cut off shows it. */
function excerpt(body: Uint8Array | string, clean: (text: string) => string): string {
  const tail = typeof body === 'string' ? body.slice(-tailRead) : new TextDecoder().decode(body.subarray(-tailRead));
  const text = clean(tail);
  return `${body.length > tailRead || text.length > 40 ? '...' : ''}${JSON.stringify(text.slice(-40))}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
