import type { Judge } from '../judge.ts';
import { parseJson } from '../http/json-text.ts';
import type { Schema } from '../schema/keywords.ts';
import { formsOf, type Form } from './forms.ts';
import { fits, readScalar, readScalarAs, readScalarFirst } from './scalars.ts';
import { scalarText, splitList, splitMembers, type Notation } from './styles.ts';

/** A text that the notation of its parameter does not allow (a matrix parameter without its semicolon). */
export const unreadable: unique symbol = Symbol('unreadable');

/** What a text field is, made ready for reading. */
export interface TextField {
  readonly name: string;
  readonly schema: Schema;
  readonly forms: readonly Form[];
  readonly notation: Notation;
  /** The text is JSON (`content: application/json`). */
  readonly json: boolean;
}

export function textField(judge: Judge, name: string, schema: Schema, notation: Notation, json = false): TextField {
  return { name, schema, forms: formsOf(judge.set, schema), notation, json };
}

/**
 * The value that the occurrences of a field stand for. Where the notation can be read in several ways (a number or a string, a
 * comma that was encoded or not), the reading that the schema accepts; the first one when it accepts none.
 */
export function readValue(judge: Judge, field: TextField, raws: readonly string[]): unknown {
  const readings = field.json ? readJson(field, raws) : field.forms.flatMap((form) => readAs(judge, field, form, raws));
  if (readings.length < 2) return readings.length === 1 ? readings[0] : unreadable;
  const fitting = readings.findIndex((reading) => fits(judge, field.schema, reading));
  return readings[Math.max(fitting, 0)];
}

/**
 * Reads the single occurrence of a field that can be a scalar only, in the way that comes first; `undefined` for other fields. When
 * the schema accepts that value, it is what {@link readValue} gives.
 */
export function plainReader({ forms, notation, json }: TextField): ((raw: string) => unknown) | undefined {
  const [form, other] = forms;
  if (json || form?.kind !== 'scalar' || other || notation.style === 'label' || notation.style === 'matrix')
    return undefined;
  const { types } = form;
  return (raw) => readScalarFirst(notation.decode(raw), types);
}

function readJson(field: TextField, raws: readonly string[]): unknown[] {
  const parsed = parseJson(field.notation.decode(raws[0] ?? ''));
  return parsed.ok ? [parsed.exact ?? parsed.value] : [];
}

function readAs(judge: Judge, field: TextField, form: Form, raws: readonly string[]): unknown[] {
  const { notation, name } = field;
  if (form.kind === 'scalar') {
    const text = scalarText(raws[0] ?? '', notation, name);
    return text === undefined ? [] : readScalar(text, form.types);
  }
  if (form.kind === 'array')
    return listReadings(raws, notation, name).map((texts) =>
      texts.map((text, index) => readScalarAs(text, form.item(index), judge)),
    );
  return raws
    .slice(0, 1)
    .flatMap((raw) =>
      splitMembers(raw, notation, name).map((members) =>
        Object.fromEntries(
          members.map(([key, text]): [string, unknown] => [key, readScalarAs(text, form.member(key) ?? true, judge)]),
        ),
      ),
    );
}

/** An exploded list has one occurrence for each item; otherwise every occurrence is a list, and they add up. */
function listReadings(raws: readonly string[], notation: Notation, name: string): string[][] {
  const repeated =
    notation.explode && notation.style !== 'simple' && notation.style !== 'label' && notation.style !== 'matrix';
  if (repeated) {
    const texts = raws.map(notation.decode);
    return texts.length === 1 && texts[0] === '' ? [[], texts] : [texts];
  }
  const split = raws.map((raw) => splitList(raw, notation, name));
  if (split.some((readings) => readings.length === 0)) return [];
  const count = Math.max(...split.map((readings) => readings.length));
  return Array.from({ length: count }, (_, i) => split.flatMap((readings) => readings[i] ?? (readings[0] as string[])));
}
