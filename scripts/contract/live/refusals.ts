/** What is not sent to a live host, by the URL as it will be sent: the last word about every request of a run. */

import type { HttpRequest } from '../../engine/types.ts';
import type { PlannedOperation } from '../plan/description.ts';

/** Why a request must not be sent, as a clause; undefined when nothing is against it. */
export type Refuses = (request: Pick<HttpRequest, 'method' | 'url' | 'headers'>) => string | undefined;

/** Servers that obey these would do something else than the method says. */
const overrides = /^(?:x-http-method(?:-override)?|x-method-override)$/i;

export function createRefusals(baseUrl: string, operations: readonly PlannedOperation[]): Refuses {
  const read = createReader(baseUrl, operations);

  return (request) => {
    const { isBelow, isOwnOrigin, meant, segments } = read(request);
    if (request.headers.some(([name]) => overrides.test(name)) || new URL(request.url).searchParams.has('_method'))
      return 'it asks for another method than it has';
    if (!isBelow && !(isOwnOrigin && changesNothing(request.method))) return 'it does not lie below the base URL';
    if (isBelow && !segments.every(isPlainSegment)) return 'its path is not plain';
    const never = meant.find(({ neverLive }) => neverLive !== undefined);
    return never && `the description says that it must never be: ${never.neverLive}`;
  };
}

/** What a URL means to servers, however leniently they read it. */
export interface Reading {
  readonly isOwnOrigin: boolean;
  readonly isBelow: boolean;
  /** Of the path below the base URL; without an empty one at the end where that changes nothing. */
  readonly segments: readonly string[];
  /** Operations that a server may take the request for. */
  readonly meant: readonly PlannedOperation[];
}

/** Reads URLs as they will be sent. An operation is looked for below the base URL, and where the description itself has it. */
export function createReader(
  baseUrl: string,
  operations: readonly PlannedOperation[],
): (request: Pick<HttpRequest, 'method' | 'url'>) => Reading {
  const base = new URL(baseUrl);
  const prefix = `${base.pathname.replace(/\/+$/, '')}/`;
  const relative = operations.map((operation) => ({ operation, segments: splitPath(operation.contract.path) }));
  const whole = operations.flatMap((operation) =>
    operation.contract.servers.map((server) => ({
      operation,
      segments: splitPath(basePathOf(server) + operation.contract.path),
    })),
  );

  return ({ method, url }) => {
    const sent = new URL(url);
    // The path as it was written: reading it as a URL has taken out its dots already.
    const path = pathOf(url);
    const isOwnOrigin = sent.origin === base.origin;
    const isBelow = isOwnOrigin && path.startsWith(prefix);
    const segments = isBelow ? splitPath(path.slice(prefix.length - 1)) : [];
    const meant = [...candidates(relative, method, segments), ...candidates(whole, method, splitPath(path))];
    // A path of the description may end in a slash, and what only reads may have one too many.
    const mayEnd =
      segments.at(-1) === '' && (changesNothing(method) || meant.some(({ contract }) => contract.path.endsWith('/')));
    return { isOwnOrigin, isBelow, segments: mayEnd ? segments.slice(0, -1) : segments, meant };
  };
}

interface Template {
  readonly operation: PlannedOperation;
  readonly segments: readonly string[];
}

/** Those that a server may take the request for, however it reads case and parameters of segments; the most literal ones. */
function candidates(
  templates: readonly Template[],
  method: string,
  segments: readonly string[],
): readonly PlannedOperation[] {
  const upper = method.toUpperCase();
  const asRead = segments.map(readSegment);
  const withoutEnd = asRead.at(-1) === '' ? asRead.slice(0, -1) : asRead;
  let most = -1;
  let best: PlannedOperation[] = [];
  for (const { operation, segments: template } of templates) {
    if (operation.contract.method !== upper) continue;
    const literals = Math.max(countLiterals(template, asRead), countLiterals(template, withoutEnd));
    if (literals > most) [most, best] = [literals, [operation]];
    else if (literals === most && literals >= 0) best.push(operation);
  }
  return best;
}

/** Whether the method is one that changes nothing (RFC 9110, safe). */
export function changesNothing(method: string): boolean {
  return /^(?:GET|HEAD|OPTIONS)$/i.test(method);
}

/** The path of a URL as it is written. */
function pathOf(url: string): string {
  return /^[a-z]+:\/\/[^/?#\\]*([^?#]*)/i.exec(url)?.[1] ?? '';
}

/** That of a server of the description: behind its host, or the variable that stands for it. */
function basePathOf(server: string): string {
  return server
    .replace(/^(?:[a-z]+:)?\/\//i, '')
    .replace(/^[^/]+/, '')
    .replace(/\/+$/, '');
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
