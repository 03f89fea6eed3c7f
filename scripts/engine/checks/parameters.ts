import { isJson, isOpaque, isText, parseMediaType } from '../http/media-type.ts';
import type { RawPair } from '../http/url.ts';
import { escapeToken, isRecord, type JsonObject } from '../json.ts';
import type { Engine, Judge } from '../judge.ts';
import type { FindingKind } from '../types.ts';
import { formsOf, objectForms, type Form } from '../values/forms.ts';
import { readField, readNested, readObject, unreadable, type Field } from '../values/read.ts';
import { isPlace, notationOf, type Place } from '../values/styles.ts';
import { addDraft, addVerdict, capitalised, show, type Drafts, type Subject } from './report.ts';

/** A parameter or a response header, made ready for the values that are sent under its name. */
export interface ParameterPlan {
  readonly place: Place;
  readonly field: Field;
  readonly subject: Subject;
  readonly required: boolean;
  readonly allowEmpty: boolean;
  readonly judge: Judge;
  /** Told whenever it was sent. */
  readonly seen: (() => void) | undefined;
  readonly forms: readonly Form[];
  /** Set for what may be an object whose members are query parameters (or cookies) of their own. */
  readonly exploded: boolean;
  /** Whether it can be written in no other way, so that its own name stands for nothing. */
  readonly onlyExploded: boolean;
  readonly kinds: { readonly absent: FindingKind; readonly invalid: FindingKind; readonly unknown?: FindingKind };
}

/** Whether the specification ignores a header of that name, since other parts of it describe it. */
export function isDescribedElsewhere(side: 'request' | 'response', place: string, name: string): boolean {
  const elsewhere = side === 'request' ? /^(?:accept|content-type|authorization)$/i : /^content-type$/i;
  return place === 'header' && elsewhere.test(name);
}

/** @returns undefined for what is not to be checked */
export function planParameter(
  engine: Engine,
  side: 'request' | 'response',
  place: Place,
  name: string,
  parameter: JsonObject,
  seen?: () => void,
): ParameterPlan | undefined {
  if (!isPlace(place) || isDescribedElsewhere(side, place, name)) return undefined;
  const content = isRecord(parameter['content']) ? Object.entries(parameter['content'])[0] : undefined;
  const schema = content ? engine.document.object(content[1])?.['schema'] : parameter['schema'];
  const essence = content && parseMediaType(content[0]).essence;
  // What is neither JSON nor text is no value that a schema could be held against.
  const isOther = essence !== undefined && !isJson(essence) && (!isText(essence) || isOpaque(essence));
  const judge = engine.judge(isOther ? true : (schema ?? true), side);
  const isPairs = place === 'query' || place === 'cookie';
  const notation = notationOf(place, parameter);
  const { style, explode } = notation;
  const json = essence !== undefined && isJson(essence);
  const forms = formsOf(judge.set, judge.schema);
  const objects = forms.filter(({ kind }) => kind === 'object');
  const exploded = content === undefined && isPairs && style !== 'deepObject' && explode && objects.length > 0;
  return {
    place,
    field: { name, schema: judge.schema, notation, json },
    subject: {
      name: side === 'request' ? `the ${place} parameter "${name}"` : `the response header "${name}"`,
      prefix: `/${place}/${escapeToken(name)}`,
    },
    required: place === 'path' || parameter['required'] === true,
    allowEmpty: parameter['allowEmptyValue'] === true,
    judge,
    seen,
    forms,
    exploded,
    onlyExploded: exploded && objects.length === forms.length,
    kinds: {
      absent: side === 'request' ? 'missing-parameter' : 'missing-response-header',
      invalid: side === 'request' ? 'invalid-parameter' : 'invalid-response-header',
      ...(place === 'query' && { unknown: 'undocumented-query-parameter' }),
    },
  };
}

export function tellMissing({ required, subject, kinds }: ParameterPlan, drafts: Drafts): void {
  if (!required) return;
  const message = `The required ${subject.name.slice(4)} is missing.`;
  addDraft(drafts, kinds.absent, subject.prefix, 'present', 'absent', message);
}

/** @param raws what was sent under the name, as often as it was */
export function checkOccurrences(plan: ParameterPlan, raws: readonly string[], drafts: Drafts): void {
  plan.seen?.();
  if (plan.allowEmpty && raws.every((raw) => raw === '')) return;
  // A scalar that is given more than once: servers take the first or the last, so that each must be right.
  const isRepeated = raws.length > 1 && plan.forms.every(({ kind }) => kind === 'scalar');
  const lists = isRepeated ? raws.filter((raw) => raw !== '' || !plan.allowEmpty).map((raw) => [raw]) : [raws];
  for (const list of lists) checkValue(plan, list, drafts);
}

/** Lines of a header that cannot be joined: one after the other, or all of them where a list is described. */
export function checkLines(plan: ParameterPlan, lines: readonly string[], drafts: Drafts): void {
  const { judge, forms, kinds, subject } = plan;
  if (forms.some(({ kind }) => kind === 'array')) return addVerdict(drafts, kinds, subject, judge.look(lines));
  for (const line of lines) checkOccurrences(plan, [line], drafts);
}

function checkValue({ judge, field, subject, kinds }: ParameterPlan, raws: readonly string[], drafts: Drafts): void {
  const value = readField(judge, field, raws);
  if (value !== unreadable) return addVerdict(drafts, kinds, subject, judge.look(value));
  const expected = field.json ? 'JSON' : `in the style "${field.notation.style}"`;
  const actual = show(drafts, subject, '', raws[0] ?? '');
  const message = `${capitalised(subject.name)} must be ${expected}, but is ${actual}.`;
  addDraft(drafts, kinds.invalid, subject.prefix, expected, actual, message);
}

/**
 * Query parameters or cookies: gives every pair to the parameter that it belongs to.
 * @returns those that belong to none
 */
export function checkPairs(
  plans: readonly ParameterPlan[],
  pairs: readonly RawPair[],
  drafts: Drafts,
): ReadonlyMap<string, string> {
  if (pairs.length === 0) {
    for (const plan of plans) tellMissing(plan, drafts);
    return none;
  }
  const claimed = new Map<ParameterPlan, RawPair[]>();
  const unknown = new Map<string, string>();
  for (const pair of pairs) {
    const plan = ownerOf(plans, pair[0]);
    if (!plan && !unknown.has(pair[0])) unknown.set(...pair);
    if (plan) claimed.set(plan, [...(claimed.get(plan) ?? []), pair]);
  }
  for (const plan of plans) {
    const own = claimed.get(plan);
    const { style } = plan.field.notation;
    if (!own) tellMissing(plan, drafts);
    else if (plan.exploded && !own.some((pair) => isNamed(plan, pair[0]))) checkExploded(plan, own, drafts);
    else if (style === 'deepObject' && own.some(([name]) => name !== plan.field.name)) checkDeep(plan, own, drafts);
    else {
      // Beside the parameter itself, what could be its members is something else.
      for (const [name, raw] of own) if (name !== plan.field.name) unknown.set(name, raw);
      const raws = own.flatMap(([name, raw]) => (name === plan.field.name ? [raw] : []));
      checkOccurrences(plan, raws, drafts);
    }
  }
  return unknown;
}

const none: ReadonlyMap<string, string> = new Map();

/** The parameter of that very name, else a deep object with that beginning, else an exploded object with such a member. */
function ownerOf(plans: readonly ParameterPlan[], name: string): ParameterPlan | undefined {
  const bracket = name.indexOf('[');
  const beginning = bracket > 0 ? name.slice(0, bracket) : undefined;
  return (
    plans.find((plan) => isNamed(plan, name)) ??
    plans.find(({ field }) => field.notation.style === 'deepObject' && field.name === beginning) ??
    plans.find(
      ({ exploded, onlyExploded, judge }) =>
        exploded &&
        objectForms(judge.set, judge.schema).some(
          (form) => (form.free && onlyExploded) || form.inner(name) !== undefined,
        ),
    )
  );
}

/** Whether a pair of that name is the parameter itself. */
function isNamed({ field, onlyExploded }: ParameterPlan, name: string): boolean {
  return field.name === name && !onlyExploded;
}

const memberEncoding = { notation: notationOf('query', {}), json: false };

/** The members are parameters of their own on the wire, and are named as such. */
function checkExploded(
  { judge, place, subject, seen }: ParameterPlan,
  pairs: readonly RawPair[],
  drafts: Drafts,
): void {
  seen?.();
  const object = readObject(judge, judge.schema, pairs, () => memberEncoding);
  const [first] = pairs;
  const name = pairs.length === 1 ? `the ${place} parameter "${first?.[0]}"` : `the ${place} parameters`;
  const kinds = { invalid: 'invalid-parameter', missing: 'missing-parameter' } as const;
  addVerdict(drafts, kinds, { ...subject, name, prefix: `/${place}` }, judge.look(object));
}

function checkDeep(plan: ParameterPlan, pairs: readonly RawPair[], drafts: Drafts): void {
  const { judge, field, forms, subject, kinds } = plan;
  plan.seen?.();
  // OpenAPI has no lists in this style; who describes one means `expand[]=a` or `expand[0]=a`.
  const isList = pairs.every(([name]) => /^\[\d*\](?:\[.*)?$/.test(name.slice(field.name.length)));
  if (isList && forms.some(({ kind }) => kind === 'array')) {
    const entries = pairs.map(([name, raw]) => ({
      path: name.slice(field.name.length + 1, -1).split(']['),
      text: field.notation.decode(raw),
    }));
    return addVerdict(drafts, kinds, subject, judge.look(readNested(judge, judge.schema, entries)));
  }
  const inner = pairs.flatMap(([name, raw]): RawPair[] => {
    const first = /^\[([^\]]*)\](.*)$/.exec(name.slice(field.name.length));
    return first ? [[`${first[1]}${first[2]}`, raw]] : [];
  });
  const object = readObject(judge, judge.schema, inner, () => memberEncoding);
  addVerdict(drafts, kinds, subject, judge.look(object));
}
