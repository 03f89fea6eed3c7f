import type { Fault, UnknownField } from '../judge/faults.ts';
import { showValue } from '../judge/words.ts';
import type { Verdict } from '../judge.ts';
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

function severityOf(kind: FindingKind): Severity {
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
  const { name, prefix } = subject;
  const told = (
    { path, count }: Fault | UnknownField,
    kind: FindingKind,
    expected: string,
    say: Say,
    value: unknown,
  ): void => {
    const pointer = toPointer(path);
    const actual = show(drafts, subject, pointer, value);
    addDraft(drafts, kind, prefix + pointer, expected, actual, say(`In ${name}, \`${pointer}\``, actual), count);
  };
  if (verdict.notJudged !== undefined) {
    const message = `${capitalised(name)} could not be judged: ${verdict.notJudged}.`;
    addDraft(drafts, 'not-judged', prefix, null, null, message);
  }
  for (const fault of verdict.faults) {
    const { keyword, path, expected, actual } = fault;
    const kind = keyword === 'required' ? (kinds.missing ?? kinds.invalid) : kinds.invalid;
    const say: Say = (place, shown) => {
      if (keyword === 'required') return `In ${name}, the required property \`${toPointer(path)}\` is missing.`;
      if (keyword === 'dependentRequired') return `${place} is missing, which must be there when another property is.`;
      const about = path.length === 0 ? capitalised(name) : place;
      return `${about} must ${expected === 'absent' ? 'not be there' : `be ${expected}`}, but is ${shown}.`;
    };
    told(fault, kind, expected, say, actual);
  }
  for (const field of verdict.unknown) {
    const kind = field.kind === 'hidden' ? kinds.hidden : kinds.unknown;
    const hiddenWords = kind === 'read-only-request-field' ? 'read-only by' : 'write-only by';
    const words = field.kind === 'hidden' ? hiddenWords : 'not in';
    if (kind) told(field, kind, 'absent', (place) => `${place} is ${words} the description.`, field.value);
  }
}

/** A sentence about a place and the value there. */
type Say = (place: string, shown: string) => string;

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
