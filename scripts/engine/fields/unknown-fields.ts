import type { JsonPath } from '../json.ts';
import { pathPattern } from '../explain/fault.ts';
import type { Position } from './position.ts';

/** A member that the description does not mention, or that it keeps for the other direction. */
export interface UnknownField {
  readonly kind: 'unknown' | 'hidden';
  /** Of the first occurrence. */
  readonly path: JsonPath;
  readonly value: unknown;
  readonly count: number;
}

type Found = Map<string, { -readonly [K in keyof UnknownField]: UnknownField[K] }>;

/** Every such member of a value; the same one in several items of an array is one with a count. */
export function findUnknownFields(position: Position, value: unknown): readonly UnknownField[] {
  if (position.leaf || typeof value !== 'object' || value === null) return none;
  const state: { found: Found | undefined; path: (string | number)[] } = { found: undefined, path: [] };
  try {
    visit(position, value, state);
  } catch (error) {
    // A value nested thousands deep: keep what was found on the way.
    if (!(error instanceof RangeError)) throw error;
  }
  return state.found ? [...state.found.values()] : none;
}

const none: readonly UnknownField[] = [];

function visit(
  position: Position,
  value: object,
  state: { found: Found | undefined; path: (string | number)[] },
): void {
  const shape = position.shapeOf(value);
  const { path } = state;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const item: unknown = value[i];
      if (typeof item !== 'object' || item === null) continue;
      const inner = shape.item(i);
      if (!inner || inner.leaf) continue;
      path.push(i);
      visit(inner, item, state);
      path.pop();
    }
    return;
  }
  if (shape.free) return;
  for (const name in value) {
    const child = (value as Record<string, unknown>)[name];
    const member = shape.member(name);
    if (member === undefined || member.hidden) {
      path.push(name);
      add((state.found ??= new Map()), member ? 'hidden' : 'unknown', path, child);
      path.pop();
    } else if (typeof child === 'object' && child !== null && !member.position.leaf) {
      path.push(name);
      visit(member.position, child, state);
      path.pop();
    }
  }
}

function add(found: Found, kind: UnknownField['kind'], path: JsonPath, value: unknown): void {
  const key = `${kind}${pathPattern(path)}`;
  const known = found.get(key);
  if (known) known.count++;
  else found.set(key, { kind, path: path.slice(), value, count: 1 });
}
