/** Media types that can be sent: `image/*` is a range of them. */

import { findMediaType, parseMediaType } from '../../engine/http/media-type.ts';

/** Tried in this order, as far as a range takes them. */
const usual = ['application/json', 'text/plain', 'image/png', 'application/octet-stream', 'application/vnd.sample'];

/**
 * A type that can be sent: `image/*` is none. Undefined when there is none, or all that come to mind are described beside it.
 * @param all the types of the same `content`
 */
export function concreteType(type: string, all: readonly string[] = [type]): string | undefined {
  const [main = '', subtype = ''] = parseMediaType(type).essence.split('/');
  // A list of types is none, and no header holds a line break.
  if (subtype.includes(',') || /[^\t\x20-\x7e]/.test(type)) return undefined;
  if (subtype === '' || (main === '*' && subtype !== '*')) return undefined;
  if (!subtype.includes('*')) return type;
  const rest = type.replace(/^[^;]*/, '');
  const candidates = [...usual, type.replace('*+', 'vnd.sample+').replace(/^([^*/;]+)\/\*/, '$1/octet-stream')];
  return candidates
    .map((candidate) => candidate.replace(/;.*/s, '') + rest)
    .find((candidate) => findMediaType(all, parseMediaType(candidate)) === type);
}
