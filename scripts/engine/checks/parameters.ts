import type { Engine, Judge } from '../judge.ts';
import { getCookies, getHeader } from '../http/headers.ts';
import { splitQuery, type RawPair } from '../http/url.ts';
import { escapeToken, isRecord, type JsonObject } from '../json.ts';
import { isJson, parseMediaType } from '../http/media-type.ts';
import { objectForm, readObject } from '../values/read-object.ts';
import { plainReader, readValue, textField, unreadable, type TextField } from '../values/read-value.ts';
import { decoders, type Notation, type Style } from '../values/styles.ts';
import type { HttpRequest } from '../types.ts';
import { addDraft, addVerdict, show, type Drafts, type Subject } from './report.ts';

type Place = keyof typeof decoders;

interface ParameterPlan {
  readonly name: string;
  readonly place: Place;
  readonly required: boolean;
  readonly allowEmpty: boolean;
  readonly judge: Judge;
  readonly field: TextField;
  /** Reads the usual value of a parameter that is a scalar. */
  readonly readPlain: ((raw: string) => unknown) | undefined;
  /** An object whose members are query parameters (or cookies) of their own. */
  readonly exploded: boolean;
  /** Whether a query parameter of that name is one of its members. */
  claims(name: string): boolean;
}

export interface ParameterPlans {
  check(request: HttpRequest, query: string, names: readonly string[], values: readonly string[], drafts: Drafts): void;
}

/**
 * @param parameters the parameter objects of an operation, references resolved
 * @param credentials query parameters that a security scheme sends; they are documented there
 */
export function createParameterPlans(
  engine: Engine,
  parameters: readonly JsonObject[],
  credentials: readonly string[],
): ParameterPlans {
  const plans = parameters.flatMap((parameter) => planFor(engine, parameter) ?? []);
  const inPlace = (place: Place): ParameterPlan[] => plans.filter((plan) => plan.place === place);
  const [path, query, header, cookie] = [inPlace('path'), inPlace('query'), inPlace('header'), inPlace('cookie')];

  return {
    check(request, queryText, names, values, drafts) {
      for (const plan of path) {
        const value = values[names.lastIndexOf(plan.name)];
        if (value !== undefined) checkOccurrences(plan, [value], drafts);
      }
      if (query.length > 0 || queryText !== '') checkPairs(query, splitQuery(queryText), drafts, credentials);
      for (const plan of header) {
        const value = getHeader(request.headers, plan.name.toLowerCase());
        if (value === undefined) checkMissing(plan, drafts);
        else checkOccurrences(plan, [value], drafts);
      }
      if (cookie.length > 0) checkPairs(cookie, getCookies(request.headers), drafts, undefined);
    },
  };
}

/** Header parameters of these names are ignored by the specification: other parts of it describe them. */
const describedElsewhere = new Set(['accept', 'content-type', 'authorization']);

function planFor(engine: Engine, parameter: JsonObject): ParameterPlan | undefined {
  const name = parameter['name'] as string;
  const place = parameter['in'] as Place;
  if (!(place in decoders) || (place === 'header' && describedElsewhere.has(name.toLowerCase()))) return undefined;
  const content = isRecord(parameter['content']) ? Object.entries(parameter['content'])[0] : undefined;
  const media = content && engine.document.object(content[1]);
  const schema = (content ? media?.['schema'] : parameter['schema']) ?? true;
  const judge = engine.judge(schema, 'request');
  const style = (parameter['style'] ?? (place === 'query' || place === 'cookie' ? 'form' : 'simple')) as Style;
  const explode = typeof parameter['explode'] === 'boolean' ? parameter['explode'] : style === 'form';
  const notation: Notation = { style, explode, decode: decoders[place] };
  const json = content !== undefined && isJson(parseMediaType(content[0]).essence);
  const field = textField(judge, name, judge.schema, notation, json);
  const exploded = content === undefined && (place === 'query' || place === 'cookie') && style === 'form' && explode;
  const form = objectForm(judge, judge.schema);
  return {
    name,
    place,
    required: place === 'path' || parameter['required'] === true,
    allowEmpty: parameter['allowEmptyValue'] === true,
    judge,
    field,
    readPlain: plainReader(field),
    exploded: exploded && form !== undefined && field.forms.every(({ kind }) => kind === 'object'),
    claims: (wanted) => form !== undefined && (form.free || form.member(wanted) !== undefined),
  };
}

function subjectOf(plan: ParameterPlan): Subject {
  return { name: `the ${plan.place} parameter "${plan.name}"`, prefix: `/${plan.place}/${escapeToken(plan.name)}` };
}

function checkMissing(plan: ParameterPlan, drafts: Drafts): void {
  if (!plan.required) return;
  const { name, prefix } = subjectOf(plan);
  addDraft(drafts, 'missing-parameter', prefix, 'present', 'absent', `The required ${name.slice(4)} is missing.`);
}

function checkOccurrences(plan: ParameterPlan, raws: readonly string[], drafts: Drafts): void {
  const [only] = raws;
  if (raws.length === 1 && only !== undefined && plan.readPlain && plan.judge.isFine(plan.readPlain(only))) return;
  if (plan.allowEmpty && raws.every((raw) => raw === '')) return;
  // A scalar that is given more than once: servers take the first or the last, so that each must be right.
  const lists =
    raws.length > 1 && plan.field.forms.every(({ kind }) => kind === 'scalar') ? raws.map((raw) => [raw]) : [raws];
  for (const list of lists) checkValue(plan, readValue(plan.judge, plan.field, list), list, drafts);
}

function checkValue(plan: ParameterPlan, value: unknown, raws: readonly string[], drafts: Drafts): void {
  const subject = subjectOf(plan);
  if (value === unreadable) {
    const expected = plan.field.json ? 'JSON' : `in the style "${plan.field.notation.style}"`;
    const actual = show(drafts, subject, '', raws[0] ?? '');
    const message = `The ${subject.name.slice(4)} must be ${expected}, but is ${actual}.`;
    return addDraft(drafts, 'invalid-parameter', subject.prefix, expected, actual, message);
  }
  addFindings(plan, subject, value, drafts);
}

function addFindings(plan: ParameterPlan, subject: Subject, value: unknown, drafts: Drafts): void {
  const unknown = plan.place === 'query' ? { unknown: 'undocumented-query-parameter' as const } : {};
  addVerdict(drafts, { invalid: 'invalid-parameter', ...unknown }, subject, plan.judge.look(value));
}

/** Query parameters or cookies: gives every pair to the parameter that it belongs to. */
function checkPairs(
  plans: readonly ParameterPlan[],
  pairs: readonly RawPair[],
  drafts: Drafts,
  credentials: readonly string[] | undefined,
): void {
  if (pairs.length === 0) {
    for (const plan of plans) checkMissing(plan, drafts);
    return;
  }
  const claimed = new Map<ParameterPlan, RawPair[]>();
  const unknown = new Map<string, string>();
  for (const pair of pairs) {
    const plan = ownerOf(plans, pair[0]);
    if (plan) {
      const list = claimed.get(plan);
      if (list) list.push(pair);
      else claimed.set(plan, [pair]);
    } else if (credentials && !credentials.includes(pair[0]) && !unknown.has(pair[0])) unknown.set(pair[0], pair[1]);
  }
  for (const plan of plans) {
    const own = claimed.get(plan);
    if (!own) checkMissing(plan, drafts);
    else if (plan.exploded) checkExploded(plan, own, drafts);
    else if (plan.field.notation.style === 'deepObject' && own.some(([name]) => name !== plan.name))
      checkDeep(plan, own, drafts);
    else
      checkOccurrences(
        plan,
        own.map(([, raw]) => raw),
        drafts,
      );
  }
  for (const [name, raw] of unknown) {
    const message = `The query parameter "${name}" is not in the description.`;
    const subject = { name: '', prefix: `/query/${escapeToken(name)}` };
    const actual = show(drafts, subject, '', decoders.query(raw));
    addDraft(drafts, 'undocumented-query-parameter', subject.prefix, 'absent', actual, message);
  }
}

/** The parameter of that very name, else a deep object with that beginning, else an exploded object with such a member. */
function ownerOf(plans: readonly ParameterPlan[], name: string): ParameterPlan | undefined {
  for (const plan of plans) if (plan.name === name && !plan.exploded) return plan;
  const bracket = name.indexOf('[');
  if (bracket > 0)
    for (const plan of plans)
      if (plan.field.notation.style === 'deepObject' && name.startsWith(plan.name) && plan.name.length === bracket)
        return plan;
  for (const plan of plans) if (plan.exploded && plan.claims(name)) return plan;
  return undefined;
}

const memberEncoding = { notation: { style: 'form', explode: true, decode: decoders.query }, json: false } as const;

/** The members are parameters of their own on the wire, and are named as such. */
function checkExploded(plan: ParameterPlan, pairs: readonly RawPair[], drafts: Drafts): void {
  const object = readObject(plan.judge, plan.judge.schema, pairs, () => memberEncoding);
  const [first] = pairs;
  const subject = {
    name: pairs.length === 1 ? `the ${plan.place} parameter "${first?.[0]}"` : `the ${plan.place} parameters`,
    prefix: `/${plan.place}`,
  };
  addVerdict(drafts, { invalid: 'invalid-parameter', missing: 'missing-parameter' }, subject, plan.judge.look(object));
}

function checkDeep(plan: ParameterPlan, pairs: readonly RawPair[], drafts: Drafts): void {
  const inner = pairs.flatMap(([name, raw]): RawPair[] => {
    const brackets = name.slice(plan.name.length);
    const first = /^\[([^\]]*)\](.*)$/.exec(brackets);
    return first ? [[`${first[1]}${first[2]}`, raw]] : [];
  });
  addFindings(
    plan,
    subjectOf(plan),
    readObject(plan.judge, plan.judge.schema, inner, () => memberEncoding),
    drafts,
  );
}
