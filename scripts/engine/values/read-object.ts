import type { Judge } from '../judge.ts';
import { parseJson } from '../http/json-text.ts';
import type { RawPair } from '../http/url.ts';
import type { Schema } from '../schema/keywords.ts';
import { formsOf, type Form } from './forms.ts';
import { readValue, textField, unreadable } from './read-value.ts';
import { readScalarAs } from './scalars.ts';
import type { Notation } from './styles.ts';

/** How one member of an object is written when the members are pairs of a query or form body. */
export interface MemberEncoding {
  readonly notation: Notation;
  readonly json: boolean;
}

type ObjectForm = Extract<Form, { kind: 'object' }>;

/** The object that pairs stand for: an exploded parameter, a deep object, or a form body. */
export function readObject(
  judge: Judge,
  schema: Schema,
  pairs: readonly RawPair[],
  encodingOf: (name: string) => MemberEncoding,
): Record<string, unknown> {
  const form = objectForm(judge, schema);
  const flat = new Map<string, string[]>();
  const deep = new Map<string, { path: string[]; text: string }[]>();
  for (const [name, raw] of pairs) {
    const bracket = form?.member(name) === undefined ? name.indexOf('[') : -1;
    if (bracket > 0 && name.endsWith(']')) {
      const base = name.slice(0, bracket);
      const entry = { path: pathOf(name.slice(bracket)), text: encodingOf(base).notation.decode(raw) };
      deep.set(base, [...(deep.get(base) ?? []), entry]);
    } else flat.set(name, [...(flat.get(name) ?? []), raw]);
  }
  const members: [string, unknown][] = [];
  for (const [name, raws] of flat)
    members.push([name, readMember(judge, form?.member(name) ?? true, name, raws, encodingOf(name))]);
  for (const [name, entries] of deep) members.push([name, readDeep(judge, form?.member(name) ?? true, entries)]);
  return Object.fromEntries(members);
}

export function objectForm(judge: Judge, schema: Schema): ObjectForm | undefined {
  return formsOf(judge.set, schema).find((form) => form.kind === 'object');
}

function readMember(
  judge: Judge,
  schema: Schema,
  name: string,
  raws: readonly string[],
  encoding: MemberEncoding,
): unknown {
  const field = textField(judge, name, schema, encoding.notation, encoding.json);
  const text = encoding.notation.decode(raws[0] ?? '');
  // Objects in forms are JSON unless something else is said (OpenAPI 3.1, 4.8.15).
  if (raws.length === 1 && /^\s*[{[]/.test(text) && field.forms.some(({ kind }) => kind !== 'scalar')) {
    const parsed = parseJson(text);
    if (parsed.ok) return parsed.exact ?? parsed.value;
  }
  const value = readValue(judge, field, raws);
  return value === unreadable ? text : value;
}

/** `[a][b]` as `a`, `b`; `[]` as an empty name. */
function pathOf(brackets: string): string[] {
  return brackets.slice(1, -1).split('][');
}

/** Members given by paths: `filter[price][from]=5`, `filter[tags][]=a`. */
function readDeep(
  judge: Judge,
  schema: Schema,
  entries: readonly { path: readonly string[]; text: string }[],
): unknown {
  const forms = formsOf(judge.set, schema);
  const ends = entries.filter(({ path }) => path.length === 0);
  const array = forms.find((form) => form.kind === 'array');
  if (ends.length > 0) {
    if (array) return ends.map(({ text }, index) => readScalarAs(text, array.item(index), judge));
    return readScalarAs((ends[0] as { text: string }).text, schema, judge);
  }
  if (array && entries.every(({ path }) => /^\d*$/.test(path[0] as string))) {
    if (entries.every(({ path }) => path[0] === ''))
      return entries.map(({ path, text }, index) =>
        readDeep(judge, array.item(index), [{ path: path.slice(1), text }]),
      );
    return [...groups(entries).values()].map((group, index) => readDeep(judge, array.item(index), group));
  }
  const object = forms.find((form) => form.kind === 'object');
  return Object.fromEntries(
    [...groups(entries)].map(([name, group]) => [name, readDeep(judge, object?.member(name) ?? true, group)]),
  );
}

function groups<T extends { readonly path: readonly string[]; readonly text: string }>(
  entries: readonly T[],
): Map<string, { path: readonly string[]; text: string }[]> {
  const grouped = new Map<string, { path: readonly string[]; text: string }[]>();
  for (const { path, text } of entries) {
    const name = path[0] as string;
    grouped.set(name, [...(grouped.get(name) ?? []), { path: path.slice(1), text }]);
  }
  return grouped;
}
