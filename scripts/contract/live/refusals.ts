/** What is not sent to a live host, by the URL as it will be sent: the last word about every request of a run. */

import type { HttpRequest } from '../../engine/types.ts';
import type { PlannedOperation } from '../plan/description.ts';

/** Why a request must not be sent, as a clause; undefined when nothing is against it. */
export type Refuses = (request: Pick<HttpRequest, 'method' | 'url' | 'headers'>) => string | undefined;

/** Servers that obey these would do something else than the method says. */
const overrides = /^(?:x-http-method(?:-override)?|x-method-override)$/i;

export function createRefusals(baseUrl: string, operations: readonly PlannedOperation[]): Refuses {
  const base = new URL(baseUrl);
  const prefix = `${base.pathname.replace(/\/+$/, '')}/`;
  const templates = operations.map((operation) => ({ operation, segments: splitPath(operation.contract.path) }));

  /** Those that a server may take the request for, however it reads case and parameters of segments; the most literal ones. */
  function candidates(method: string, segments: readonly string[]): PlannedOperation[] {
    let most = -1;
    let best: PlannedOperation[] = [];
    for (const { operation, segments: template } of templates) {
      if (operation.contract.method !== method) continue;
      const literals = countLiterals(template, segments);
      if (literals > most) [most, best] = [literals, [operation]];
      else if (literals === most && literals >= 0) best.push(operation);
    }
    return best;
  }

  return ({ method, url, headers }) => {
    const sent = new URL(url);
    if (headers.some(([name]) => overrides.test(name)) || sent.searchParams.has('_method'))
      return 'it asks for another method than it has';
    // The path as it was written: reading it as a URL has taken out its dots already.
    const path = /^[a-z]+:\/\/[^/?#\\]*([^?#]*)/i.exec(url)?.[1] ?? '';
    if (sent.origin !== base.origin || !path.startsWith(prefix))
      return sent.origin === base.origin && isRead(method) ? undefined : 'it does not lie below the base URL';
    const segments = splitPath(path.slice(prefix.length - 1));
    const meant = candidates(method.toUpperCase(), segments.map(readSegment));
    // A path of the description may end in a slash.
    const all = segments.at(-1) === '' && meant.length > 0 ? segments.slice(0, -1) : segments;
    if (!all.every(isPlainSegment)) return 'its path is not plain';
    const never = meant.find(({ neverLive }) => neverLive !== undefined);
    return never && `the description says that it must never be: ${never.neverLive!.replace(/\.$/, '')}`;
  };
}

function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

function splitPath(path: string): string[] {
  return path.slice(1).split('/');
}

/** Literal segments that fit; -1 when one does not. */
function countLiterals(template: readonly string[], segments: readonly string[]): number {
  if (template.length !== segments.length) return -1;
  let literals = 0;
  for (const [place, wanted] of template.entries()) {
    if (wanted.includes('{') ? segments[place] === '' : wanted.toLowerCase() !== segments[place]) return -1;
    if (wanted.includes('{')) continue;
    literals += 1;
  }
  return literals;
}

/** As a lenient server reads it: without its parameters, in any case. */
function readSegment(segment: string): string {
  return decodeSegment(segment).replace(/;.*$/s, '').toLowerCase();
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}

/**
 * Whether a segment of a path stays one, and this one, whatever reads it: not empty, no dots alone, nothing that separates or
 * escapes, in plain or encoded.
 */
export function isPlainSegment(segment: string): boolean {
  const text = decodeSegment(segment);
  return isPlainId(text) && isPlainId(text.replace(/;.*$/s, ''));
}

/** The same of a value before it is encoded: an id that a server gave. */
export function isPlainId(text: string): boolean {
  return text.trim() === text && !/^\.*$/.test(text) && !/[/\\?#%\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text);
}
