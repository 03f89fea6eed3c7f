import { isRecord } from '../json.ts';

/** Whether two items of an array are equal as JSON values; linear in the size of the array. */
export function hasDuplicates(items: readonly unknown[]): boolean {
  const seen = new Set<string>();
  for (const item of items) {
    const text = canonical(item);
    if (seen.has(text)) return true;
    seen.add(text);
  }
  return false;
}

/** Text that is equal for equal values: members sorted by name, numbers by value. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (isRecord(value))
    return `{${Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
      .join()}}`;
  return typeof value === 'string' ? JSON.stringify(value) : value === 0 ? '0' : String(value);
}
