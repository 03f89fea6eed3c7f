import { isFree, schemasOf } from '../schema/members.ts';
import { closure } from '../schema/closure.ts';
import { hasDuplicates } from '../schema/duplicates.ts';
import type { Schema, SchemaObject } from '../schema/keywords.ts';
import { accepts, type ByType, type Screener } from './by-type.ts';
import { every, reject, type Accept } from './scalars.ts';

export function acceptArray(parts: readonly SchemaObject[], screener: Screener): Accept {
  if (parts.some(hasValues)) return reject;
  const tests: Accept[] = [];
  const add = (test: (items: readonly unknown[]) => boolean): void => void tests.push(test as Accept);
  for (const { minItems, maxItems, uniqueItems } of parts) {
    if (minItems !== undefined) add((items) => items.length >= minItems);
    if (maxItems !== undefined) add((items) => items.length <= maxItems);
    if (uniqueItems) add((items) => !hasDuplicates(items));
  }
  const prefixed = Math.max(0, ...parts.map(({ prefixItems }) => prefixItems?.length ?? 0));
  const itemAt = (index: number): ByType => {
    const schemas = parts.flatMap(({ prefixItems = [], items }) => {
      const schema = index < prefixItems.length ? prefixItems[index] : items;
      return schema === undefined ? [] : [schema];
    });
    return screener.at(schemas);
  };
  const prefix = Array.from({ length: prefixed }, (_, index) => itemAt(index));
  const rest = itemAt(prefixed);
  add((items) => {
    for (let index = 0; index < items.length; index++)
      if (!accepts(index < prefixed ? (prefix[index] as ByType) : rest, items[index])) return false;
    return true;
  });
  return every(tests);
}

interface Member {
  /** Of those without a name in the description, the first one's. */
  readonly name: string;
  readonly by: ByType;
  readonly required: boolean;
  /** Not mentioned by the description, or kept by it for the other direction. */
  readonly unknown: boolean;
  /** What came behind it in the latest object: mostly it comes there again, and needs no looking up. */
  next: Member | undefined;
}

export function acceptObject(parts: readonly SchemaObject[], screener: Screener): Accept {
  if (parts.some(hasValues)) return reject;
  const { sight } = screener;
  const free = parts.every(isFree);
  const required = new Set(parts.flatMap((part) => part.required ?? []));
  const named = new Set(parts.flatMap((part) => Object.keys(part.properties ?? {})));
  const patterned = parts.some(({ patternProperties }) => patternProperties !== undefined);
  const members = new Map<string, Member>();
  const flag = screener.set.purpose === 'request' ? 'readOnly' : 'writeOnly';
  let rest: Member | undefined;
  const start: Pick<Member, 'next'> = { next: undefined };

  const makeMember = (name: string): Member => {
    const schemas = schemasOf(parts, name);
    const unknown = schemas ? isHidden(schemas) : !free;
    return { name, by: screener.at(schemas ?? []), required: required.has(name), unknown, next: undefined };
  };
  const isHidden = (schemas: readonly Schema[]): boolean =>
    !free && closure(screener.set, schemas).some((part) => part[flag] === true);

  /** Members without a name in the description are not kept: there may be any number of them. */
  const memberOf = (name: string): Member => {
    if (!named.has(name) && !required.has(name)) return patterned ? makeMember(name) : (rest ??= makeMember(name));
    const member = makeMember(name);
    members.set(name, member);
    return member;
  };

  const acceptMembers: Accept = (value) => {
    const object = value as Readonly<Record<string, unknown>>;
    let found = 0;
    let previous = start;
    for (const name in object) {
      let member = previous.next;
      if (member === undefined || member.name !== name) {
        member = members.get(name) ?? memberOf(name);
        previous.next = member;
      }
      previous = member;
      if (!accepts(member.by, object[name])) return false;
      if (member.required) found++;
      if (member.unknown) sight.unknown = true;
    }
    return found === required.size;
  };
  const tests = parts.flatMap(({ minProperties, maxProperties }): Accept[] => {
    if (minProperties === undefined && maxProperties === undefined) return [];
    const [least, most] = [minProperties ?? 0, maxProperties ?? Infinity];
    return [
      (value) => {
        const { length } = Object.keys(value as object);
        return length >= least && length <= most;
      },
    ];
  });
  return every([...tests, acceptMembers]);
}

/** Values that are given one by one are scalars here: those with containers among them are not screened. */
function hasValues(part: SchemaObject): boolean {
  return part.enum !== undefined || part.const !== undefined;
}
