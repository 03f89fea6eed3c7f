/** Storage may be forbidden (a page from a disk, a private window); then nothing is remembered. */

const prefix = 'commerce-openapi.';

export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(prefix + key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(prefix + key, value);
  } catch {
    // Nothing is remembered.
  }
}
