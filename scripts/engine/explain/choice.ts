import { equal, has, isRecord, typeOf } from '../json.ts';
import type { Schema, SchemaObject } from '../schema/keywords.ts';
import { candidates } from '../schema/candidates.ts';
import { closure } from '../schema/closure.ts';
import type { Evaluated, Explanation } from './explain.ts';
import { createFaults, type Fault, type Faults } from './fault.ts';
import { allowedPhrase, orList } from './words.ts';

interface Branch {
  readonly schema: Schema;
  readonly faults: readonly Fault[];
}

/** `anyOf` and `oneOf`: when no branch fits, one branch's faults stand for all of them. */
export function explainChoice(
  ex: Explanation,
  keyword: 'anyOf' | 'oneOf',
  parent: SchemaObject,
  branches: readonly Schema[],
  value: unknown,
  faults: Faults,
  evaluated: Evaluated | undefined,
): void {
  const failed: Branch[] = [];
  let fitting = 0;
  const possible = candidates(ex.set, branches, value);
  for (const schema of possible.length > 0 ? possible : branches) {
    const own = createFaults();
    const seen = evaluated && { properties: new Set<string>(), items: new Set<number>() };
    ex.apply(schema, value, own, seen);
    if (own.size > 0) {
      failed.push({ schema, faults: own.list() });
      continue;
    }
    fitting++;
    for (const name of seen?.properties ?? []) evaluated?.properties.add(name);
    for (const index of seen?.items ?? []) evaluated?.items.add(index);
  }
  if (fitting === 1 || (fitting > 1 && keyword === 'anyOf')) return;
  if (fitting > 1) {
    const expected = `valid under exactly one of the ${branches.length} alternatives`;
    return faults.add({ keyword, expected, actual: value }, ex.path);
  }
  for (const fault of reduce(ex, parent, failed, value)) faults.add(fault, fault.path, fault.count);
}

/** The faults that say best why no branch fits. */
function reduce(ex: Explanation, parent: SchemaObject, branches: readonly Branch[], value: unknown): readonly Fault[] {
  const depth = ex.path.length;
  const named = byDiscriminator(ex, parent, branches, value);
  if (named) return named.faults;
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
    if (phrases.length === rest.length) return [merge(phrases)];
  }
  const [first] = likely;
  if (first && likely.length > 1 && isRecord(value)) {
    const tag = commonTag(likely, depth);
    if (tag) return [tag];
  }
  const cost = (branch: Branch): number =>
    branch.faults.length + unknownNames(ex, branch.schema, value) + 100 * tagFaults(branch, depth).length;
  const [best] = [...(likely.length > 0 ? likely : branches)].sort((a, b) => cost(a) - cost(b));
  return best?.faults ?? [];
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
  ex: Explanation,
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
    ({ schema }) => typeof schema === 'object' && schema.$ref !== undefined && ex.set.isNamed(schema.$ref, target),
  );
}

/** How many members of an object a branch does not know. */
function unknownNames(ex: Explanation, schema: Schema, value: unknown): number {
  if (!isRecord(value)) return 0;
  const known = new Set<string>();
  for (const part of closure(ex.set, [schema])) for (const name of Object.keys(part.properties ?? {})) known.add(name);
  return known.size === 0 ? 0 : Object.keys(value).filter((name) => !known.has(name)).length;
}
