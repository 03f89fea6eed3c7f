import { closure } from '../schema/closure.ts';
import type { Schema, SchemaObject } from '../schema/keywords.ts';
import { compilePattern } from '../schema/patterns.ts';
import type { Position, Positions } from './position.ts';

export interface Member {
  readonly position: Position;
  /** `readOnly` in a request, `writeOnly` in a response. */
  readonly hidden: boolean;
}

/** What is known about the members and items of a value whose schemas are settled. Made when first needed. */
export interface Shape {
  /** No member can be unknown, and nothing is said about any: a free map. */
  readonly free: boolean;
  /** The member of that name; `undefined` when no schema mentions it. */
  member(name: string): Member | undefined;
  item(index: number): Position | undefined;
}

/** @param parts everything that describes the value, references and branches resolved */
export function createShape(parts: readonly SchemaObject[], positions: Positions): Shape {
  const objects = parts.filter(
    (part) =>
      (part.properties ?? part.patternProperties ?? part.additionalProperties ?? part.unevaluatedProperties) !==
      undefined,
  );
  const arrays = parts.filter((part) => (part.items ?? part.prefixItems ?? part.unevaluatedItems) !== undefined);
  const flag = positions.set.purpose === 'request' ? 'readOnly' : 'writeOnly';
  const members = new Map<string, Member | undefined>();
  const named = new Set(objects.flatMap((part) => Object.keys(part.properties ?? {})));
  const patterned = objects.some((part) => part.patternProperties !== undefined);
  let rest: Member | undefined;
  let restKnown = false;

  const makeMember = (name: string): Member | undefined => {
    const schemas = schemasOf(objects, name);
    if (schemas === undefined) return undefined;
    const hidden = closure(positions.set, schemas).some((part) => part[flag] === true);
    return { position: positions.at(schemas), hidden };
  };

  const item = (index: number): Position | undefined => {
    const schemas = arrays.flatMap((part) => {
      const prefix = part.prefixItems ?? [];
      const schema = index < prefix.length ? prefix[index] : (part.items ?? part.unevaluatedItems);
      return schema === undefined ? [] : [schema];
    });
    return schemas.length > 0 ? positions.at(schemas) : undefined;
  };
  const prefixed = Math.max(0, ...arrays.map((part) => part.prefixItems?.length ?? 0));
  const items: (Position | undefined)[] = [];

  return {
    free: objects.every((part) => isFree(part)),
    member(name) {
      let member = members.get(name);
      if (member !== undefined) return member;
      if (named.has(name)) {
        members.set(name, (member = makeMember(name)));
        return member;
      }
      if (patterned) return makeMember(name);
      if (!restKnown) {
        rest = makeMember(name);
        restKnown = true;
      }
      return rest;
    },
    item(index) {
      const slot = Math.min(index, prefixed);
      if (items.length <= slot) for (let i = items.length; i <= slot; i++) items.push(item(i));
      return items[slot];
    },
  };
}

/** An object schema that names no property at all describes a map: nothing in it is unknown, nothing is said about it. */
export function isFree(part: SchemaObject): boolean {
  return (
    Object.keys(part.properties ?? {}).length === 0 &&
    Object.keys(part.patternProperties ?? {}).length === 0 &&
    typeof (part.additionalProperties ?? true) === 'boolean' &&
    typeof (part.unevaluatedProperties ?? true) === 'boolean'
  );
}

/**
 * The schemas that describe a member, by the rules of `unevaluatedProperties`; `undefined` when there is none.
 * `additionalProperties: false` counts as knowing it: that such a member is there breaks the schema, and is told as that.
 */
export function schemasOf(parts: readonly SchemaObject[], name: string): Schema[] | undefined {
  const found: Schema[] = [];
  for (const part of parts) {
    const before = found.length;
    const property = part.properties && Object.hasOwn(part.properties, name) ? part.properties[name] : undefined;
    if (property !== undefined) found.push(property);
    for (const pattern in part.patternProperties)
      if (compilePattern(pattern)?.test(name)) found.push(part.patternProperties[pattern] as Schema);
    if (found.length === before && part.additionalProperties !== undefined) found.push(part.additionalProperties);
  }
  if (found.length > 0) return found;
  const rest = parts.flatMap((part) => part.unevaluatedProperties ?? []);
  return rest.length > 0 ? rest : undefined;
}
