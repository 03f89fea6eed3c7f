import { equal, has, isRecord, typeOf } from '../json.ts';
import { closure } from '../schema/closure.ts';
import type { Schema, SchemaObject } from '../schema/keywords.ts';
import type { SchemaSet } from '../schema/schema-set.ts';
import type { Fault } from './fault.ts';
import type { Note } from './notes.ts';
import { allowedPhrase, orList } from './words.ts';

/** A branch of a choice that does not fit. */
export interface Branch {
  readonly schema: Schema;
  readonly faults: readonly Fault[];
  readonly notes: readonly Note[];
}

export interface Picked {
  readonly faults: readonly Fault[];
  /** The branches that these faults stand for. */
  readonly branches: readonly Branch[];
}

/**
 * The faults that say best why no branch of `anyOf` or `oneOf` fits: those of the branch that the discriminator or a constant names, else
 * of the one with the fewest and deepest ones.
 * @param depth length of the path to the value
 */
export function pickBranch(
  set: SchemaSet,
  parent: SchemaObject,
  branches: readonly Branch[],
  value: unknown,
  depth: number,
): Picked {
  const named = byDiscriminator(set, parent, branches, value);
  if (named) return { faults: named.faults, branches: [named] };
  const atRoot = (branch: Branch): Fault | undefined =>
    branch.faults.find((fault) => fault.path.length === depth && isPlain(fault.keyword));
  const type = typeOf(value);
  const ofType = (fault: Fault): boolean => fault.allowed?.some((allowed) => typeOf(allowed) === type) ?? false;
  const likely = branches.filter((branch) => {
    const fault = atRoot(branch);
    return !fault || ofType(fault);
  });
  // Nothing but scalars to choose from, or a value of a type that no branch has: name all that would do.
  if (likely.length === 0 || likely.every(atRoot)) {
    const rest = likely.length === 0 ? branches : likely;
    const phrases = rest.flatMap((branch) => atRoot(branch) ?? []);
    if (phrases.length === rest.length) return { faults: [merge(phrases)], branches: rest };
  }
  if (likely.length > 1 && isRecord(value)) {
    const tag = commonTag(likely, depth);
    if (tag) return { faults: [tag], branches: likely };
  }
  const cost = (branch: Branch): number =>
    branch.faults.length + unknownNames(set, branch.schema, value) + 100 * tagFaults(branch, depth).length;
  const [best] = [...(likely.length > 0 ? likely : branches)].sort((a, b) => cost(a) - cost(b));
  return { faults: best?.faults ?? [], branches: best ? [best] : [] };
}

function isPlain(keyword: string): boolean {
  return keyword === 'type' || keyword === 'const' || keyword === 'enum';
}

function merge(faults: readonly Fault[]): Fault {
  const first = faults[0] as Fault;
  const allowed: unknown[] = [];
  for (const value of faults.flatMap((fault) => fault.allowed ?? []))
    if (!allowed.some((known) => equal(known, value))) allowed.push(value);
  const types = faults.filter((fault) => !fault.allowed).map(({ expected }) => expected);
  if (types.length === 0) return { ...first, keyword: 'enum', allowed, expected: allowedPhrase(allowed) };
  const { allowed: _, ...plain } = first;
  return { ...plain, expected: orList([...types, ...(allowed.length > 0 ? [allowedPhrase(allowed)] : [])]) };
}

/** Faults of a member that names the kind of the object: a `const` or `enum` one level down. */
function tagFaults(branch: Branch, depth: number): Fault[] {
  return branch.faults.filter((fault) => fault.allowed && fault.path.length === depth + 1);
}

/** The same member has a value that no branch allows: that member is at fault, not the branch. */
function commonTag(branches: readonly Branch[], depth: number): Fault | undefined {
  for (const tag of tagFaults(branches[0] as Branch, depth)) {
    const same = branches.map((branch) =>
      tagFaults(branch, depth).find((other) => other.path[depth] === tag.path[depth]),
    );
    if (same.every((fault) => fault !== undefined)) return merge(same);
  }
  return undefined;
}

function byDiscriminator(
  set: SchemaSet,
  parent: SchemaObject,
  branches: readonly Branch[],
  value: unknown,
): Branch | undefined {
  if (!parent.discriminator || !isRecord(value)) return undefined;
  const { propertyName, mapping } = parent.discriminator;
  const name = has(value, propertyName) ? value[propertyName] : undefined;
  if (typeof name !== 'string') return undefined;
  const target = has(mapping, name) ? (mapping[name] as string) : name;
  return branches.find(
    ({ schema }) => typeof schema === 'object' && schema.$ref !== undefined && set.isNamed(schema.$ref, target),
  );
}

/** How many members of an object a branch does not know. */
function unknownNames(set: SchemaSet, schema: Schema, value: unknown): number {
  if (!isRecord(value)) return 0;
  const known = new Set<string>();
  for (const part of closure(set, [schema])) for (const name of Object.keys(part.properties ?? {})) known.add(name);
  return known.size === 0 ? 0 : Object.keys(value).filter((name) => !known.has(name)).length;
}
