/** Writes a request's path, query, headers and cookies from parameter values, as the description says that they are serialised. */

import type { Contract, Finding, HttpRequest } from '../../engine/types.ts';
import type { Parameter, PlannedOperation } from './description.ts';
import { writeCookie, writeHeader, writePath, writeQuery } from './styles.ts';

/** Parameter values by place and name: `path productId`. */
export type ParameterValues = ReadonlyMap<string, unknown>;

export interface WrittenRequest {
  /** Path below the server's base path, with its query: `/products/42?limit=1`. */
  readonly target: string;
  readonly headers: [name: string, value: string][];
}

/** The key of a parameter in {@link ParameterValues}. */
export function parameterKey({ in: place, name }: Pick<Parameter, 'in' | 'name'>): string {
  return `${place} ${name}`;
}

/** Parameters without which the request would be turned away, and for which there is no value. */
export function missingParameters(operation: PlannedOperation, values: ParameterValues): Parameter[] {
  return operation.parameters.filter((parameter) => parameter.required && !values.has(parameterKey(parameter)));
}

/** What is wrong with a request, whatever its answer may be. */
export function requestFaults(contract: Contract, request: HttpRequest): Finding[] {
  const found = contract.checkExchange(request, { status: 0, headers: [] }, { only: 'request' });
  return found.filter(({ severity }) => severity === 'breaking');
}

/** What goes with the parameters: header lines, and pairs as they are sent. */
export interface Extras {
  readonly headers: readonly [name: string, value: string][];
  readonly query: readonly string[];
  readonly cookies: readonly string[];
}

/** Serialises the values of an operation's parameters; every required one must be there. */
export function writeRequest(operation: PlannedOperation, values: ParameterValues, extras?: Extras): WrittenRequest {
  // Some descriptions tell operations apart by a query written into the path.
  const [, template = '', ownQuery = ''] = /^([^?#]*)(?:\?([^#]*))?/.exec(operation.contract.path) ?? [];
  // Clients take line breaks, and blanks at the end, out of an address.
  let path = template.replaceAll(/\s/g, encodeURIComponent);
  const query = ownQuery === '' ? [] : [ownQuery];
  const headers: [string, string][] = [];
  const cookies: string[] = [];
  for (const parameter of operation.parameters) {
    const value = values.get(parameterKey(parameter));
    if (value === undefined) continue;
    if (parameter.in === 'path') path = path.replaceAll(`{${parameter.name}}`, () => writePath(parameter, value));
    else if (parameter.in === 'query') query.push(...writeQuery(parameter, value));
    else if (parameter.in === 'header') headers.push([parameter.name, writeHeader(parameter, value)]);
    else if (parameter.in === 'cookie') cookies.push(...writeCookie(parameter, value));
  }
  headers.push(...(extras?.headers ?? []));
  query.push(...(extras?.query ?? []));
  cookies.push(...(extras?.cookies ?? []));
  if (cookies.length > 0) headers.push(['Cookie', cookies.join('; ')]);
  return { target: query.length > 0 ? `${path}?${query.join('&')}` : path, headers };
}
