import type { Schema } from '../schema/keywords.ts';
import { tryPart, type Explanation } from './explain.ts';
import type { Faults } from './fault.ts';
import { allowedPhrase, typePhrase } from './words.ts';

/** `not`: says what the value must not be, as far as that can be said in words. */
export function explainExclusion(ex: Explanation, excluded: Schema, value: unknown, faults: Faults): void {
  if (!tryPart(ex, excluded, value, undefined)) return;
  const add = (expected: string): void => faults.add({ keyword: 'not', expected, actual: value }, ex.path);
  if (typeof excluded === 'boolean') return add('absent');
  const [only, ...others] = Object.keys(excluded);
  if (others.length > 0) return add('other than what the description excludes');
  if (only === 'const' || only === 'enum')
    return add(`anything but ${allowedPhrase(excluded.enum ?? [excluded.const])}`);
  if (only === 'type') return add(`anything but ${typePhrase([excluded.type ?? []].flat())}`);
  if (only === 'pattern') return add(`a string that does not match ${excluded.pattern}`);
  if (only === 'required' && excluded.required?.length === 1)
    return add(`without the property "${excluded.required[0]}"`);
  return add('other than what the description excludes');
}
