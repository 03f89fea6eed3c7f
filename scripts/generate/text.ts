/** A value as code; prettier gives it quotes of our kind. */
export function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** `store_hash` becomes `storeHash`. */
export function camelCase(name: string): string {
  return name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}
