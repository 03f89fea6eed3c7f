import type { Watch } from '../coverage/coverage.ts';
import { getContentType, getHeader } from '../http/headers.ts';
import { findMediaType, isJson, parseMediaType, type MediaType } from '../http/media-type.ts';
import { isRecord, type JsonObject } from '../json.ts';
import type { Engine, Judge } from '../judge.ts';
import type { Purpose } from '../schema/schema-set.ts';
import type { FindingKind, HeaderLines, HttpRequest, HttpResponse } from '../types.ts';
import { readerFor } from './body-readers.ts';
import type { BodyReader } from './read-body.ts';
import { addDraft, addVerdict, capitalised, type Drafts, type VerdictKinds } from './report.ts';

/** Whose body it is; most kinds of findings bear its name. */
export type Side = 'request' | 'response';

function kindsOf(side: Side): VerdictKinds {
  const hidden = side === 'request' ? 'read-only-request-field' : 'write-only-response-field';
  return { invalid: `invalid-${side}-body`, unknown: `undocumented-${side}-field`, hidden };
}

/** The body of a request or response, by its `content`. */
export interface BodyPlan {
  readonly isDocumented: boolean;
  /** Whether every documented type is JSON: then an empty body cannot be right. */
  readonly onlyJson: boolean;
  /** Tells that there must be a body. */
  tellMissing(drafts: Drafts): void;
  /**
   * Judges a body that is not empty; of one that nobody recorded, its content type alone.
   * @param lift asked only when the body is not valid: whether it may have been cut down (see `Purpose`)
   */
  check(message: HttpRequest | HttpResponse, drafts: Drafts, lift?: () => boolean): void;
}

/** One entry of `content`, made ready for bodies of one content type. */
interface MediaPlan {
  readonly type: MediaType;
  readonly read: BodyReader;
  /** `encoding` of form bodies, by property. */
  readonly encoding: JsonObject;
  /** `undefined` when the description gives no schema. */
  judge(purpose: Purpose): Judge | undefined;
}

export function createBodyPlan(engine: Engine, side: Side, content: unknown, watch?: Watch): BodyPlan {
  const entries = isRecord(content) ? content : {};
  const types = Object.keys(entries);
  const expected = types.join(', ');
  const plans = new Map<string, MediaPlan | undefined>();

  /** The entry for a `Content-Type`; `undefined` when none covers it. */
  const planFor = (contentType: string): MediaPlan | undefined => {
    const type = parseMediaType(contentType);
    const key = findMediaType(types, type);
    if (key === undefined) return undefined;
    const { schema, encoding } = engine.document.object(entries[key]) ?? {};
    const judges = new Map<Purpose, Judge>();
    return {
      type,
      read: readerFor(type.essence, engine.document.object(schema)?.['format'] === 'binary'),
      encoding: isRecord(encoding) ? withHeaders(engine, encoding) : {},
      judge(purpose) {
        let judge = judges.get(purpose);
        if (!judge && schema !== undefined) judges.set(purpose, (judge = engine.judge(schema, purpose)));
        return judge;
      },
    };
  };

  const find = (contentType: string): MediaPlan | undefined => {
    if (plans.has(contentType)) return plans.get(contentType);
    const plan = planFor(contentType);
    // A multipart boundary is different every time: such headers would pile up.
    if (plans.size < 1000) plans.set(contentType, plan);
    return plan;
  };

  return {
    isDocumented: types.length > 0,
    onlyJson: types.length > 0 && types.every((type) => isJson(parseMediaType(type).essence)),
    tellMissing(drafts) {
      const message =
        side === 'request'
          ? 'The required request body is missing.'
          : `The response has no body, but must have one of the content type ${expected}.`;
      addDraft(drafts, `missing-${side}-body`, '', expected || 'a body', 'absent', message);
    },
    check(message, drafts, lift) {
      const { headers, body } = message;
      const contentType = getContentType(headers);
      if (body === undefined && (types.length === 0 || contentType === undefined)) return;
      if (types.length === 0) {
        const sentence = `The ${side} has a body, but the description has none for this ${side === 'request' ? 'operation' : 'status'}.`;
        return addDraft(drafts, `undocumented-${side}-body`, '', 'absent', contentType ?? 'a body', sentence);
      }
      const plan = find(contentType ?? 'application/octet-stream');
      if (!plan) {
        const sentence = contentType
          ? `The ${side}'s content type is ${contentType}, but must be ${expected}.`
          : `The ${side} has a body, but no content type; it must be ${expected}.`;
        return addDraft(drafts, `${side}-content-type`, '', expected, contentType ?? 'absent', sentence);
      }
      if (body === undefined) return;
      const announced = side === 'response' ? announcedLength(headers, body) : undefined;
      if (announced === undefined) return judgeBody(plan, side, body, drafts, lift, watch);
      const sentence = `The response body is cut off: it has ${body.length} bytes of ${announced}.`;
      addDraft(drafts, 'truncated-response-body', '', `${announced} bytes`, `${body.length} bytes`, sentence);
    },
  };
}

/** `encoding` with the references of its headers followed. */
function withHeaders({ document }: Engine, encoding: JsonObject): JsonObject {
  const entries = Object.entries(encoding).map(([name, raw]) => {
    if (!isRecord(raw) || !isRecord(raw['headers'])) return [name, raw];
    const headers = Object.entries(raw['headers']).map(([header, value]) => [header, document.object(value)]);
    return [name, { ...raw, headers: Object.fromEntries(headers) as JsonObject }];
  });
  return Object.fromEntries(entries) as JsonObject;
}

function judgeBody(
  plan: MediaPlan,
  side: Side,
  body: Uint8Array | string,
  drafts: Drafts,
  lift?: () => boolean,
  watch?: Watch,
): void {
  const judge = plan.judge(side);
  const subject = { name: `the ${side} body`, prefix: '' };
  const read = plan.read(body, plan.type, judge, plan.encoding);
  if (!read) return;
  if ('malformed' in read) {
    const how = read.truncated ? 'is cut off' : `is not ${read.malformed}`;
    const message = `${capitalised(subject.name)} ${how}, although its content type is ${plan.type.essence}.`;
    const kind =
      read.truncated && side === 'response' ? 'truncated-response-body' : (`malformed-${side}-body` as const);
    return addDraft(drafts, kind, '', read.malformed, excerpt(body, drafts.redactor().loose), message);
  }
  if (!judge) return;
  watch?.(judge, read.value);
  if (read.isFine) return;
  const verdict = judge.look(read.value);
  const { faults } =
    verdict.faults.length > 0 && lift?.() ? (plan.judge('partial') ?? judge).look(read.value) : verdict;
  const told = faults.filter(({ path }) => !read.opaque?.has(String(path[0])));
  addVerdict(drafts, kindsOf(side), subject, { ...verdict, faults: [...(read.faults ?? []), ...told] });
}

/**
 * What the headers announce where fewer bytes came. Decoded bodies are mostly longer than announced, and text has lost its bytes: only
 * bytes that were sent as they are can tell.
 */
function announcedLength(headers: HeaderLines, body: Uint8Array | string): string | undefined {
  if (typeof body === 'string' || getHeader(headers, 'content-encoding') !== undefined) return undefined;
  const length = getHeader(headers, 'content-length') ?? '';
  return /^\d+$/.test(length) && body.length < Number(length) ? length : undefined;
}

/** How much of a body is read for what must not be shown. */
const tailRead = 8192;

/** The end of a body: that is where one that was cut off shows it. */
function excerpt(body: Uint8Array | string, clean: (text: string) => string): string {
  const tail = typeof body === 'string' ? body.slice(-tailRead) : new TextDecoder().decode(body.subarray(-tailRead));
  const text = clean(tail);
  return `${body.length > tailRead || text.length > 40 ? '...' : ''}${JSON.stringify(text.slice(-40))}`;
}
