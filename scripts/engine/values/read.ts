import { parseJson } from '../http/json-text.ts';
import type { RawPair } from '../http/url.ts';
import type { JsonType } from '../json.ts';
import type { Judge } from '../judge.ts';
import type { Schema } from '../schema/keywords.ts';
import { formsOf, objectForms, type Form } from './forms.ts';
import { scalarText, splitList, splitMembers, type Notation } from './styles.ts';

/** A text that the notation of its parameter does not allow (a matrix parameter without its semicolon). */
export const unreadable: unique symbol = Symbol('unreadable');

/** What was written, before it is known what it stands for: a text, a list, or members. */
export type Written = string | readonly Written[] | ReadonlyMap<string, Written>;

/** How a field is written: a parameter, a header, a member of a form. */
export interface Field {
  readonly name: string;
  readonly schema: Schema;
  readonly notation: Notation;
  /** The text is JSON (`content: application/json`). */
  readonly json: boolean;
}

/**
 * The value that what was written stands for by a schema. Where it can be read in several ways (a number or a string), the reading that
 * the schema accepts; the first one when it accepts none.
 */
export function read(judge: Judge, schema: Schema, written: Written, forms = formsOf(judge.set, schema)): unknown {
  return pick(
    judge,
    schema,
    forms.flatMap((form) => readAs(judge, form, written)),
    () => plain(written),
  );
}

/** The value that the occurrences of a field stand for, chosen as in {@link read}. */
export function readField(judge: Judge, { name, schema, notation, json }: Field, raws: readonly string[]): unknown {
  if (json) return parsed(notation.decode(raws[0] ?? ''), unreadable);
  const forms = formsOf(judge.set, schema);
  const [form, other] = forms;
  if (form?.kind === 'scalar' && !other) {
    const text = scalarText(raws[0] ?? '', notation, name);
    return text === undefined ? unreadable : pick(judge, schema, readScalar(text, form.types), () => text);
  }
  const readings = forms.flatMap((form) =>
    writtenAs(form, notation, name, raws).flatMap((written) => readAs(judge, form, written)),
  );
  return pick(judge, schema, readings, () => unreadable);
}

/** An object, read by each of the objects that a schema allows; chosen as in {@link read}. */
export function readBest<T>(judge: Judge, schema: Schema, make: (form: Form | undefined) => T): T {
  const forms = objectForms(judge.set, schema);
  if (forms.length === 0) return make(undefined);
  return pick(judge, schema, forms.map(make), () => undefined) as T;
}

/** The object that pairs stand for: an exploded parameter, or a deep object (`price[from]=5`). */
export function readObject(
  judge: Judge,
  schema: Schema,
  pairs: readonly RawPair[],
  encodingOf: (name: string) => Pick<Field, 'notation' | 'json'>,
): Record<string, unknown> {
  return readBest(judge, schema, (form) => readMembers(judge, form, pairs, encodingOf));
}

/** As {@link readObject}, for one of the objects that the schema allows. */
export function readMembers(
  judge: Judge,
  form: Form | undefined,
  pairs: readonly RawPair[],
  encodingOf: (name: string) => Pick<Field, 'notation' | 'json'>,
): Record<string, unknown> {
  const flat = new Map<string, string[]>();
  const deep = new Map<string, Entry[]>();
  for (const [name, raw] of pairs) {
    const bracket = form?.inner(name) === undefined ? name.indexOf('[') : -1;
    if (bracket > 0 && name.endsWith(']')) {
      const base = name.slice(0, bracket);
      const path = name.slice(bracket + 1, -1).split('][');
      group(deep, base).push({ path, text: encodingOf(base).notation.decode(raw) });
    } else group(flat, name).push(raw);
  }
  const schemaOf = (name: string): Schema => form?.inner(name) ?? true;
  return Object.fromEntries([
    ...[...flat].map(([name, raws]) => [
      name,
      readMember(judge, { name, schema: schemaOf(name), ...encodingOf(name) }, raws),
    ]),
    ...[...deep].map(([name, entries]) => [name, read(judge, schemaOf(name), nested(entries))]),
  ]) as Record<string, unknown>;
}

function readMember(judge: Judge, field: Field, raws: readonly string[]): unknown {
  const text = field.notation.decode(raws[0] ?? '');
  const value = readField(judge, field, raws);
  const otherwise = value === unreadable ? text : value;
  // Objects in forms are JSON unless something else is said (OpenAPI 3.1, 4.8.15).
  const isJson = raws.length === 1 && /^\s*[{[]/.test(text);
  return isJson && formsOf(judge.set, field.schema).some(({ kind }) => kind !== 'scalar')
    ? parsed(text, otherwise)
    : otherwise;
}

/** JSON as it was written, to the last digit. */
export function parsed(text: string, otherwise: unknown): unknown {
  const result = parseJson(text);
  return result.ok ? (result.exact ?? result.value) : otherwise;
}

/** The first of the readings that the schema accepts, else the first of all. */
function pick(judge: Judge, schema: Schema, readings: readonly unknown[], otherwise: () => unknown): unknown {
  if (readings.length === 0) return otherwise();
  if (readings.length === 1) return readings[0];
  const accepts = (reading: unknown): boolean => {
    try {
      return judge.accepts(schema, reading);
    } catch {
      // Why it cannot be judged is told when the value as a whole is.
      return false;
    }
  };
  return readings[Math.max(readings.findIndex(accepts), 0)];
}

function readAs(judge: Judge, form: Form, written: Written): unknown[] {
  const inner = (key: string | number, part: Written): unknown => read(judge, form.inner(key) ?? true, part);
  if (form.kind === 'scalar') {
    const [text] = [written].flat() as Written[];
    return typeof text === 'string' ? readScalar(text, form.types) : [];
  }
  if (form.kind === 'object') {
    if (written instanceof Map) return [Object.fromEntries([...written].map(([key, part]) => [key, inner(key, part)]))];
    // Styles have no notation for what is inside of a list or member; clients write JSON there.
    const value = typeof written === 'string' && /^\s*\{/.test(written) ? parsed(written, undefined) : undefined;
    return value === undefined ? [] : [value];
  }
  const list = typeof written === 'string' && /^\s*\[/.test(written) ? parsed(written, undefined) : undefined;
  // A list may be written as its only item, and as members that are numbered.
  const isNumbered = written instanceof Map && [...written.keys()].every((key) => /^\d+$/.test(key));
  const items = isNumbered
    ? [...(written as Map<string, Written>).values()]
    : written instanceof Map
      ? undefined
      : [written].flat();
  const others = items ? [items.map((item, index) => inner(index, item as Written))] : [];
  return list === undefined ? others : [list, ...others];
}

/** A number as servers read it from text: JSON's notation, leading zeros allowed. */
const numeric = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * What a text on the wire may stand for by the types of its schema, the most specific reading first. When no type can read it,
 * it stays a string, and breaks the schema as that.
 */
function readScalar(text: string, types: ReadonlySet<JsonType>): unknown[] {
  const readings: unknown[] = [];
  if ((types.has('integer') || types.has('number')) && numeric.test(text)) {
    const number = Number(text);
    readings.push(Number.isSafeInteger(number) || !/^-?\d+$/.test(text) ? number : BigInt(text));
  }
  if (types.has('boolean') && (text === 'true' || text === 'false')) readings.push(text === 'true');
  if (types.has('null') && (text === '' || text === 'null')) readings.push(null);
  if (readings.length === 0 || types.has('string')) readings.push(text);
  return readings;
}

/** The ways in which the occurrences of a field may be written for a form. */
function writtenAs({ kind }: Form, notation: Notation, name: string, raws: readonly string[]): Written[] {
  const [first = ''] = raws;
  if (kind === 'scalar') return [scalarText(first, notation, name) ?? []].flat();
  if (kind === 'object') return splitMembers(first, notation, name).map((members) => new Map(members));
  const { style, explode, decode } = notation;
  if (explode && style !== 'simple' && style !== 'label' && style !== 'matrix') {
    const texts = raws.map(decode);
    return texts.length === 1 && texts[0] === '' ? [[], texts] : [texts];
  }
  // Every occurrence is a list, and they add up.
  const split = raws.map((raw) => splitList(raw, notation, name));
  if (split.some((readings) => readings.length === 0)) return [];
  const count = Math.max(...split.map((readings) => readings.length));
  return Array.from({ length: count }, (_, i) => split.flatMap((readings) => readings[i] ?? readings[0] ?? []));
}

/** The value that is given by paths: `[0]=5`, `[price][from]=5`. */
export function readNested(judge: Judge, schema: Schema, entries: readonly Entry[]): unknown {
  return read(judge, schema, nested(entries));
}

interface Entry {
  readonly path: readonly string[];
  readonly text: string;
}

/** What is given by paths: `[price][from]=5`, `[tags][]=a`. */
function nested(entries: readonly Entry[]): Written {
  const ends = entries.filter(({ path }) => path.length === 0).map(({ text }) => text);
  if (ends.length > 0) return ends.length === 1 ? (ends[0] as string) : ends;
  if (entries.every(({ path }) => path[0] === ''))
    return entries.map(({ path, text }) => nested([{ path: path.slice(1), text }]));
  const groups = new Map<string, Entry[]>();
  for (const { path, text } of entries) group(groups, path[0] as string).push({ path: path.slice(1), text });
  return new Map([...groups].map(([name, inner]) => [name, nested(inner)]));
}

function plain(written: Written): unknown {
  if (written instanceof Map) return Object.fromEntries([...written].map(([name, part]) => [name, plain(part)]));
  return Array.isArray(written) ? written.map(plain) : written;
}

function group<T>(groups: Map<string, T[]>, name: string): T[] {
  let list = groups.get(name);
  if (!list) groups.set(name, (list = []));
  return list;
}
