import { has } from '../json.ts';
import { closure } from '../schema/closure.ts';
import type { Schema, SchemaObject } from '../schema/keywords.ts';
import { isFree, schemasOf } from '../schema/members.ts';
import { absent } from './faults.ts';
import { accepts, kindOf, type Extra, type Place, type Walk } from './place.ts';

/** What schemas say about what is inside of a value: its members or items. */
export interface Inside {
  /** Whether all of it is valid. */
  readonly accepts: (value: never) => boolean;
  /** @param extras what is known to be wrong with members already */
  tell(value: never, extras: readonly Extra[]): void;
}

/** @param parts everything that describes an array, so that branches need no further look; undefined when its items may be anything */
export function insideOfArray(parts: ReadonlySet<SchemaObject>, walk: Walk): Inside | undefined {
  const all = [...parts];
  if (all.every((part) => (part.items ?? part.prefixItems ?? part.unevaluatedItems) === undefined)) return undefined;
  const direct = (index: number): Schema[] =>
    all.flatMap(({ prefixItems = [], items }) => (index < prefixItems.length ? prefixItems[index] : items) ?? []);
  const prefixed = Math.max(0, ...all.map(({ prefixItems }) => prefixItems?.length ?? 0));
  const places = Array.from({ length: prefixed + 1 }, (_, index) => walk.at(direct(index)));
  const rest = places[prefixed] as Place;
  const closing = all.filter(({ unevaluatedItems }) => unevaluatedItems !== undefined);
  const scopes = new Map(closing.map((part) => [part, scopeOf(walk, part, parts)]));

  /** Where nothing else has been said about an item, `unevaluatedItems` says something. */
  const left = (index: number, item: unknown): Schema[] =>
    closing.flatMap((part) => {
      const scope = scopes.get(part) as readonly SchemaObject[];
      const isEvaluated = scope.some(
        (other) =>
          other.items !== undefined ||
          index < (other.prefixItems?.length ?? 0) ||
          (other !== part && other.unevaluatedItems !== undefined) ||
          (other.contains !== undefined && walk.fits(other.contains, item)),
      );
      return isEvaluated ? [] : [part.unevaluatedItems as Schema];
    });
  const at = (index: number, item: unknown): Place => {
    if (closing.length > 0) return walk.at([...direct(index), ...left(index, item)]);
    return index < prefixed ? (places[index] as Place) : rest;
  };
  return {
    accepts(items: readonly unknown[]) {
      const plain = closing.length > 0 || prefixed > 0 ? undefined : rest;
      for (let index = 0; index < items.length; index++)
        if (!accepts(plain ?? at(index, items[index]), items[index])) return false;
      return true;
    },
    tell(items: readonly unknown[]) {
      for (let index = 0; index < items.length; index++) {
        walk.path.push(index);
        at(index, items[index]).shape(kindOf(items[index])).tell(items[index], none);
        walk.path.pop();
      }
    },
  };
}

const none: readonly Extra[] = [];

interface Member {
  /** Of those without a name in the description, the first one's. */
  readonly name: string;
  readonly place: Place;
  readonly required: boolean;
  /** Not mentioned by the description, or kept by it for the other direction. */
  readonly unknown: 'unknown' | 'hidden' | undefined;
  /** What came behind it in the latest object: mostly it comes there again, and needs no looking up. */
  next: Member | undefined;
}

const memberKeywords = [
  ...(['properties', 'patternProperties', 'additionalProperties', 'unevaluatedProperties'] as const),
  ...(['required', 'dependentRequired', 'propertyNames'] as const),
];

/**
 * @param parts everything that describes an object; undefined when its members may be any
 * @param meant schemas that do not apply, whose members are none the less no unknown ones
 */
export function insideOfObject(
  parts: ReadonlySet<SchemaObject>,
  meant: readonly Schema[],
  walk: Walk,
): Inside | undefined {
  const all = [...parts];
  const isSilent =
    meant.length === 0 && all.every((part) => memberKeywords.every((keyword) => part[keyword] === undefined));
  if (isSilent) return undefined;
  const free = all.every(isFree);
  const required = new Set(all.flatMap((part) => part.required ?? []));
  const dependent = all.flatMap(({ dependentRequired = {} }) => Object.entries(dependentRequired));
  const namings = all.flatMap(({ propertyNames }) => propertyNames ?? []);
  const isVaried = meant.length > 0 || all.some(({ patternProperties }) => patternProperties !== undefined);
  // What must be there, and what tells alternatives apart, is no unknown member, even where no schema is given for it.
  const spokenOf = new Set([...required, ...all.flatMap(({ discriminator }) => discriminator?.propertyName ?? [])]);
  const named = new Set([...spokenOf, ...all.flatMap((part) => Object.keys(part.properties ?? {}))]);
  const closing = all.filter(({ unevaluatedProperties }) => unevaluatedProperties !== undefined);
  const scopes = new Map(closing.map((part) => [part, scopeOf(walk, part, parts)]));
  const flag = walk.set.purpose === 'request' ? 'readOnly' : 'writeOnly';
  const members = new Map<string, Member>();
  let rest: Member | undefined;
  const start: Pick<Member, 'next'> = { next: undefined };

  const makeMember = (name: string): Member => {
    const left = closing.flatMap((part) => {
      const others = (scopes.get(part) as readonly SchemaObject[]).filter((other) => other !== part);
      return mentions(others, name) || schemasOf(part, name).length > 0 ? [] : [part.unevaluatedProperties as Schema];
    });
    const schemas = [...all.flatMap((part) => schemasOf(part, name)), ...left];
    const isHidden = !free && [...closure(walk.set, schemas)].some((part) => part[flag] === true);
    const isKnown = free || schemas.length > 0 || spokenOf.has(name) || mentions([...closure(walk.set, meant)], name);
    const unknown = isHidden ? 'hidden' : isKnown ? undefined : 'unknown';
    return { name, place: walk.at(schemas), required: required.has(name), unknown, next: undefined };
  };

  /** Members without a name in the description are not kept: there may be any number of them. */
  const memberOf = (name: string): Member => {
    const known = members.get(name);
    if (known) return known;
    if (!named.has(name)) return isVaried ? makeMember(name) : (rest ??= makeMember(name));
    const member = makeMember(name);
    members.set(name, member);
    return member;
  };

  const missing = function* (object: object): Generator<[keyword: string, name: string]> {
    for (const name of required) if (!has(object, name)) yield ['required', name];
    for (const [trigger, names] of dependent)
      if (has(object, trigger)) for (const name of names) if (!has(object, name)) yield ['dependentRequired', name];
  };

  const { size } = required;
  const isPlain = namings.length === 0 && dependent.length === 0;
  const areNamed = (object: object): boolean =>
    namings.every((naming) => Object.keys(object).every((name) => walk.fits(naming, name)));

  return {
    accepts(object: Readonly<Record<string, unknown>>) {
      let found = 0;
      let previous = start;
      for (const name in object) {
        let member = previous.next;
        if (member === undefined || member.name !== name) {
          member = memberOf(name);
          previous.next = member;
        }
        previous = member;
        if (!accepts(member.place, object[name])) return false;
        if (member.required) found++;
        if (member.unknown) walk.unknown = true;
      }
      if (found !== size) return false;
      return isPlain || (areNamed(object) && missing(object).next().done === true);
    },
    tell(object: Readonly<Record<string, unknown>>, extras) {
      for (const [keyword, name] of missing(object)) walk.complain([{ keyword, expected: 'present' }], absent, name);
      for (const name in object) {
        const { place, unknown } = memberOf(name);
        const { muted } = walk;
        walk.path.push(name);
        if (unknown) tellUnknown(unknown, object[name]);
        place.shape(kindOf(object[name])).tell(object[name], extrasFor(name, extras));
        walk.muted = muted;
        walk.path.pop();
      }
    },
  };

  /** Nothing more is told of unknown members inside of one. */
  function tellUnknown(kind: 'unknown' | 'hidden', value: unknown): void {
    walk.note(kind, value);
    walk.muted = true;
  }

  /** What is known to be wrong with a member before it is looked at. */
  function extrasFor(name: string, extras: readonly Extra[]): readonly Extra[] {
    if (extras.length === 0 && namings.length === 0) return extras;
    return [
      ...extras.flatMap(({ member, ...extra }) => (member === name ? [extra] : [])),
      ...namings.filter((naming) => !walk.fits(naming, name)).map((naming) => wrongName(naming, name)),
    ];
  }

  function wrongName(naming: Schema, name: string): Extra {
    const expected = walk.faultsOf(naming, name)[0]?.expected;
    return { keyword: 'propertyNames', expected: expected === 'absent' ? expected : `named ${expected}`, actual: name };
  }
}

function mentions(parts: readonly SchemaObject[], name: string): boolean {
  return parts.some((part) => part.unevaluatedProperties !== undefined || schemasOf(part, name).length > 0);
}

/** What of the parts that have been chosen belongs to one of them: `unevaluated...` sees no others. */
function scopeOf({ set }: Walk, owner: SchemaObject, chosen: ReadonlySet<SchemaObject>): readonly SchemaObject[] {
  const scope = closure(set, [owner]);
  for (const { oneOf = [], anyOf = [], if: condition, then, else: otherwise, dependentSchemas = {} } of scope)
    for (const branch of [...oneOf, ...anyOf, condition, then, otherwise, ...Object.values(dependentSchemas)])
      if (typeof branch === 'object' && chosen.has(branch)) closure(set, [branch], scope);
  return [...scope];
}
