import type { JsonPath } from '../json.ts';
import { escapeToken } from '../json.ts';
import { closure } from '../schema/closure.ts';
import type { Schema } from '../schema/keywords.ts';
import { schemasOf } from '../schema/members.ts';
import type { SchemaSet } from '../schema/schema-set.ts';
import { pathPattern } from './fault.ts';
import { locate, type Told } from './faults.ts';
import type { Note } from './notes.ts';

/** A member that the description does not mention, or that it keeps for the other direction. */
export interface UnknownField {
  readonly kind: 'unknown' | 'hidden';
  /** Of the first occurrence. */
  readonly path: JsonPath;
  readonly value: unknown;
  readonly count: number;
}

/**
 * The members that no schema mentions of all that describe an object together; the same one in several items of an array is one with a
 * count. Nothing is told of what is inside of such a member.
 */
export function unknownFields(
  set: SchemaSet,
  notes: readonly Note[],
  meant: Told['meant'],
  root: unknown,
): readonly UnknownField[] {
  if (!notes.some(({ kind }) => kind === 'unknown' || kind === 'hidden')) return [];
  const closed = new Map<string, number>();
  const named = new Set<string>();
  const unmentioned = new Map<string, number>();
  for (const note of notes) {
    if (note.kind === 'closed') closed.set(note.at, (closed.get(note.at) ?? 0) + 1);
    else if (note.kind === 'named') named.add(note.at);
    else if (note.kind === 'unknown') {
      const pointer = `${note.at}/${escapeToken(note.name)}`;
      unmentioned.set(pointer, (unmentioned.get(pointer) ?? 0) + 1);
    }
  }
  const branches = new Map<string, Schema[]>();
  for (const { at, branch } of meant) branches.set(at, [...(branches.get(at) ?? []), branch]);
  const isMeant = (at: string, name: string): boolean =>
    branches.get(at)?.some((branch) => schemasOf(closure(set, [branch]), name) !== undefined) ?? false;

  const pointers = new Map<string, UnknownField['kind']>();
  for (const note of notes) {
    if (note.kind === 'hidden') pointers.set(note.at, 'hidden');
    if (note.kind !== 'unknown' || !named.has(note.at) || isMeant(note.at, note.name)) continue;
    const pointer = `${note.at}/${escapeToken(note.name)}`;
    if (unmentioned.get(pointer) === closed.get(note.at) && !pointers.has(pointer)) pointers.set(pointer, 'unknown');
  }
  const found = new Map<string, { -readonly [K in keyof UnknownField]: UnknownField[K] }>();
  for (const [pointer, kind] of pointers) {
    if (isInside(pointer, pointers)) continue;
    const { path, value } = locate(pointer, root);
    const key = `${kind}${pathPattern(path)}`;
    const known = found.get(key);
    if (known) known.count++;
    else found.set(key, { kind, path, value, count: 1 });
  }
  return [...found.values()];
}

function isInside(pointer: string, pointers: ReadonlyMap<string, unknown>): boolean {
  for (let end = pointer.lastIndexOf('/'); end > 0; end = pointer.lastIndexOf('/', end - 1))
    if (pointers.has(pointer.slice(0, end))) return true;
  return false;
}
