import type { Fault } from '../judge/faults.ts';
import { showValue } from '../judge/words.ts';
import type { Verdict } from '../judge.ts';
import type { UnknownField } from '../judge/faults.ts';
import { toPointer } from '../json.ts';
import { hidden, type Redactor } from '../redact.ts';
import type { Finding, FindingKind, Severity } from '../types.ts';

/** A finding before it is known which exchange it belongs to. */
export type Draft = Pick<Finding, 'kind' | 'severity' | 'pointer' | 'expected' | 'actual' | 'message' | 'count'>;

/** Collects the drafts of one exchange. */
export interface Drafts {
  readonly all: Draft[];
  /** What is not to be shown of the exchange; made when there is something to tell. */
  readonly redactor: () => Redactor;
}

const additive: ReadonlySet<FindingKind> = new Set<FindingKind>([
  'undocumented-query-parameter',
  'undocumented-request-body',
  'undocumented-request-field',
  'read-only-request-field',
  'undocumented-response-body',
  'undocumented-response-field',
  'write-only-response-field',
]);

export function severityOf(kind: FindingKind): Severity {
  return additive.has(kind) ? 'additive' : 'breaking';
}

export function addDraft(
  drafts: Drafts,
  kind: FindingKind,
  pointer: string,
  expected: string | null,
  actual: string | null,
  message: string,
  count = 1,
): void {
  const { text } = drafts.redactor();
  const draft = {
    kind,
    severity: severityOf(kind),
    pointer: text(pointer),
    expected: expected === null ? null : text(expected),
    actual: actual === null ? null : text(actual),
    message: text(message),
  };
  drafts.all.push(count > 1 ? { ...draft, count } : draft);
}

/** The value at a pointer as a sentence shows it. */
export function show(drafts: Drafts, subject: Subject, pointer: string, value: unknown): string {
  const redactor = drafts.redactor();
  const isScalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint';
  // The place of a parameter (`/cookie`) is no name.
  const names = subject.prefix.replace(/^\/[a-z]+(?=\/|$)/, '') + pointer;
  return isScalar && redactor.hides(names) ? hidden : showValue(value, redactor.text);
}

/** What a value belongs to, in words: `the response body`, `the query parameter "limit"`. */
export interface Subject {
  readonly name: string;
  /** Put before the pointers of its findings. */
  readonly prefix: string;
}

/** The kinds of findings that a verdict gives; what has no kind is not told. */
export interface VerdictKinds {
  readonly invalid: FindingKind;
  /** For a required property at the top; as the others by default. */
  readonly missing?: FindingKind;
  readonly unknown?: FindingKind;
  readonly hidden?: FindingKind;
}

/** Tells what is wrong with a value, what is undocumented in it, or why it could not be judged. */
export function addVerdict(drafts: Drafts, kinds: VerdictKinds, subject: Subject, verdict: Verdict): void {
  if (verdict.notJudged !== undefined)
    addDraft(
      drafts,
      'not-judged',
      subject.prefix,
      null,
      null,
      `${capitalised(subject.name)} could not be judged: ${verdict.notJudged}.`,
    );
  for (const fault of verdict.faults)
    addFault(drafts, fault.keyword === 'required' ? (kinds.missing ?? kinds.invalid) : kinds.invalid, subject, fault);
  for (const field of verdict.unknown) {
    const kind = field.kind === 'hidden' ? kinds.hidden : kinds.unknown;
    if (kind) addUnknownField(drafts, kind, subject, field);
  }
}

function addFault(drafts: Drafts, kind: FindingKind, subject: Subject, fault: Fault): void {
  const inner = toPointer(fault.path);
  const actual = show(drafts, subject, inner, fault.actual);
  addDraft(
    drafts,
    kind,
    subject.prefix + inner,
    fault.expected,
    actual,
    sentence(subject, inner, fault, actual),
    fault.count,
  );
}

function sentence(subject: Subject, pointer: string, fault: Fault, actual: string): string {
  if (fault.keyword === 'required') return `In ${subject.name}, the required property \`${pointer}\` is missing.`;
  if (fault.keyword === 'dependentRequired')
    return `In ${subject.name}, \`${pointer}\` is missing, which must be there when another property is.`;
  const place = pointer === '' ? capitalised(subject.name) : `In ${subject.name}, \`${pointer}\``;
  if (fault.expected === 'absent') return `${place} must not be there, but is ${actual}.`;
  return `${place} must be ${fault.expected}, but is ${actual}.`;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A member that the description does not mention, or keeps for the other direction. */
function addUnknownField(drafts: Drafts, kind: FindingKind, subject: Subject, field: UnknownField): void {
  const inner = toPointer(field.path);
  const says =
    kind === 'read-only-request-field'
      ? 'is read-only by the description'
      : kind === 'write-only-response-field'
        ? 'is write-only by the description'
        : 'is not in the description';
  const message = `In ${subject.name}, \`${inner}\` ${says}.`;
  const actual = show(drafts, subject, inner, field.value);
  addDraft(drafts, kind, subject.prefix + inner, 'absent', actual, message, field.count);
}
