import { escapeToken, isRecord } from '../json.ts';
import { closure } from '../schema/closure.ts';
import type { Schema, SchemaObject } from '../schema/keywords.ts';
import type { SchemaSet } from '../schema/schema-set.ts';

/** What a schema documents at one place of the bodies that it describes. */
export interface Place {
  /** `/items/*\/name`; empty for the body itself. */
  readonly field: string;
  /** The values of its enumerations, with their names: `/items/*\/status "PAID"`. */
  readonly values: Map<unknown, string>;
  readonly members: Map<string, Place>;
  items?: Place;
}

/** Places that are told of at most; schemas whose parts share their parts have more than anyone could read. */
const mostPlaces = 5000;

/** Every place that a schema documents, in whatever branch; a schema in itself is not followed. */
export function documentedPlaces(set: SchemaSet, schema: Schema): Place {
  const trail = new Set<SchemaObject>();
  let count = 0;
  const placeFor = (field: string, schemas: readonly Schema[]): Place => {
    const place: Place = { field, values: new Map(), members: new Map() };
    if (++count > mostPlaces) return place;
    const parts = everyBranch(set, schemas).filter((part) => !trail.has(part));
    const members = new Map<string, Schema[]>();
    const items: Schema[] = [];
    for (const part of parts) {
      trail.add(part);
      const { properties, const: only, enum: several = [] } = part;
      for (const value of only === undefined ? several : [only])
        if (typeof value !== 'object') place.values.set(value, `${field} ${JSON.stringify(value)}`);
      for (const name in properties) {
        const schema = properties[name] as Schema;
        const known = members.get(name);
        if (known) known.push(schema);
        else members.set(name, [schema]);
      }
      if (part.items !== undefined) items.push(part.items);
      if (part.prefixItems) items.push(...part.prefixItems);
    }
    for (const [name, held] of members) place.members.set(name, placeFor(`${field}/${escapeToken(name)}`, held));
    if (items.length > 0) place.items = placeFor(`${field}/*`, items);
    for (const part of parts) trail.delete(part);
    return place;
  };
  return placeFor('', [schema]);
}

/** Everything that may describe the same value. */
function everyBranch(set: SchemaSet, schemas: readonly Schema[]): SchemaObject[] {
  const parts = closure(set, schemas);
  for (const { oneOf = [], anyOf = [], then = true, else: otherwise = true } of parts)
    closure(set, [...oneOf, ...anyOf, then, otherwise], parts);
  return [...parts];
}

export function namesIn(place: Place): { readonly fields: string[]; readonly values: string[] } {
  const inner = [...place.members.values(), ...(place.items ? [place.items] : [])].map(namesIn);
  return {
    fields: [...(place.field === '' ? [] : [place.field]), ...inner.flatMap(({ fields }) => fields)],
    values: [...place.values.values(), ...inner.flatMap(({ values }) => values)],
  };
}

/** Items of a list that are looked at. */
const itemsRead = 100;

/** @param tell told of each documented field and value when a body has it for the first time */
export function createLook(
  tell: (kind: 'field' | 'value', name: string) => void,
): (place: Place, value: unknown) => void {
  const seen = new Set<Place | string>();
  return function look(place, value) {
    if (!seen.has(place)) {
      seen.add(place);
      if (place.field !== '') tell('field', place.field);
    }
    if (Array.isArray(value)) {
      for (let i = 0; place.items && i < value.length && i < itemsRead; i++) look(place.items, value[i]);
    } else if (isRecord(value)) {
      for (const name in value) {
        const member = place.members.get(name);
        if (member) look(member, value[name]);
      }
    } else {
      const name = place.values.get(value);
      if (name === undefined || seen.has(name)) return;
      seen.add(name);
      tell('value', name);
    }
  };
}
