import { isRecord, own, typeOf } from '../json.ts';
import { closure } from './closure.ts';
import type { Schema, SchemaObject } from './keywords.ts';
import type { SchemaSet } from './schema-set.ts';
import { typesOf } from './types-of.ts';

/** A member whose value tells the branches of a choice apart: each allows only some scalars for it. */
interface Tag {
  readonly name: string;
  readonly allowed: readonly ReadonlySet<unknown>[];
}

const tags = new WeakMap<readonly Schema[], Tag | undefined>();

/**
 * The branches of a choice that a value can fit at all, by its type and by the member that names its kind (`kind: { const: 'cat' }`).
 * The others certainly do not fit, so that they need not be tried: of twenty branches that is often all but one.
 */
export function candidates(set: SchemaSet, branches: readonly Schema[], value: unknown): readonly Schema[] {
  const type = typeOf(value);
  const typed = branches.filter((branch) => typesOf(set, branch).has(type));
  if (typed.length < 2 || !isRecord(value)) return typed;
  if (!tags.has(branches)) tags.set(branches, findTag(set, branches));
  const tag = tags.get(branches);
  const given = tag && own(value, tag.name);
  // An integer beyond 2^53 equals no number by identity.
  if (!tag || given === undefined || typeof given === 'bigint') return typed;
  return branches.filter((branch, index) => tag.allowed[index]?.has(given) && typed.includes(branch));
}

function findTag(set: SchemaSet, branches: readonly Schema[]): Tag | undefined {
  const objects = branches.map((branch) => [...closure(set, [branch])]);
  const names = new Set(objects.flatMap((parts) => parts.flatMap((part) => Object.keys(part.properties ?? {}))));
  for (const name of names) {
    const allowed = objects.map((parts) => scalarsOf(set, parts, name));
    if (allowed.every((values) => values !== undefined)) return { name, allowed };
  }
  return undefined;
}

/** The scalars that a member may be; `undefined` when it may be others, too. */
function scalarsOf(set: SchemaSet, parts: readonly SchemaObject[], name: string): ReadonlySet<unknown> | undefined {
  for (const { properties } of parts) {
    const schema = properties && Object.hasOwn(properties, name) ? properties[name] : undefined;
    for (const part of schema === undefined ? [] : closure(set, [schema])) {
      const values = part.enum ?? (part.const === undefined ? undefined : [part.const]);
      if (values?.every((value) => typeof value !== 'object' || value === null)) return new Set(values);
    }
  }
  return undefined;
}
