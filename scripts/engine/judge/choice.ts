import { equal, has, isRecord, typeOf } from '../json.ts';
import { closure } from '../schema/closure.ts';
import type { Schema, SchemaObject } from '../schema/keywords.ts';
import type { SchemaSet } from '../schema/schema-set.ts';
import type { Fault } from './faults.ts';
import type { Extra } from './place.ts';
import { allowedPhrase, orList } from './words.ts';

/** What comes of `anyOf` or `oneOf` for a value. */
export interface Choice {
  /** Branches that the value is to be held against. */
  readonly apply: readonly Schema[];
  /** What is wrong beside what those will say. */
  readonly extra?: Extra;
  /** Branches that do not apply, whose members are none the less no unknown ones. */
  readonly meant?: readonly Schema[];
}

/** A branch of a choice that does not fit, and why; paths begin at the value. */
export interface Branch {
  readonly schema: Schema;
  readonly faults: readonly Fault[];
}

/**
 * What says best why no branch of `anyOf` or `oneOf` fits: the branch that the discriminator or a constant names, else the one with the
 * fewest and deepest faults.
 */
export function pickBranch(set: SchemaSet, parent: SchemaObject, branches: readonly Branch[], value: unknown): Choice {
  const named = byDiscriminator(set, parent, branches, value);
  if (named) return { apply: [named.schema] };
  const atRoot = (branch: Branch): Fault | undefined =>
    branch.faults.find(({ path, keyword }) => path.length === 0 && isPlain(keyword));
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
    if (phrases.length === rest.length) return instead(phrases, rest);
  }
  if (likely.length > 1 && isRecord(value)) {
    const tags = commonTag(likely);
    if (tags) return instead(tags, likely);
  }
  const cost = (branch: Branch): number =>
    branch.faults.length + unknownNames(set, branch.schema, value) + 100 * tagFaults(branch).length;
  const [best] = [...(likely.length > 0 ? likely : branches)].sort((a, b) => cost(a) - cost(b));
  return { apply: best ? [best.schema] : [] };
}

function isPlain(keyword: string): boolean {
  return keyword === 'type' || keyword === 'const' || keyword === 'enum';
}

/** One fault in place of those that the branches have at the same place. */
function instead(faults: readonly Fault[], branches: readonly Branch[]): Choice {
  const { path, keyword } = faults[0] as Fault;
  const allowed: unknown[] = [];
  for (const value of faults.flatMap((fault) => fault.allowed ?? []))
    if (!allowed.some((known) => equal(known, value))) allowed.push(value);
  const types = faults.filter((fault) => !fault.allowed).map(({ expected }) => expected);
  const expected = orList([...types, ...(allowed.length > 0 ? [allowedPhrase(allowed)] : [])]);
  return {
    apply: [],
    meant: branches.map(({ schema }) => schema),
    extra: {
      ...(types.length === 0 ? { keyword: 'enum', allowed } : { keyword }),
      expected,
      ...(path.length > 0 && { member: String(path[0]) }),
    },
  };
}

/** Faults of a member that names the kind of the object: a `const` or `enum` one level down. */
function tagFaults(branch: Branch): Fault[] {
  return branch.faults.filter(({ allowed, path }) => allowed && path.length === 1);
}

/** The same member has a value that no branch allows: that member is at fault, not the branch. */
function commonTag(branches: readonly Branch[]): Fault[] | undefined {
  for (const tag of tagFaults(branches[0] as Branch)) {
    const same = branches.flatMap((branch) => tagFaults(branch).find(({ path }) => path[0] === tag.path[0]) ?? []);
    if (same.length === branches.length) return same;
  }
  return undefined;
}

function byDiscriminator(
  set: SchemaSet,
  { discriminator }: SchemaObject,
  branches: readonly Branch[],
  value: unknown,
): Branch | undefined {
  if (!discriminator || !isRecord(value)) return undefined;
  const { propertyName, mapping } = discriminator;
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
  const known = new Set([...closure(set, [schema])].flatMap((part) => Object.keys(part.properties ?? {})));
  return known.size === 0 ? 0 : Object.keys(value).filter((name) => !known.has(name)).length;
}
