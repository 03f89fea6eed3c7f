/** Writes a request's path, query and headers from parameter values, as the description says that they are serialised. */

import { serializeArrayParam, serializeObjectParam, serializePrimitiveParam } from 'openapi-fetch';
import type { Parameter, PlannedOperation } from './description.ts';

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

/** Serialises the values of an operation's parameters; every required one must be there. */
export function writeRequest(operation: PlannedOperation, values: ParameterValues): WrittenRequest {
  let { path } = operation.contract;
  const query: string[] = [];
  const headers: [string, string][] = [];
  for (const parameter of operation.parameters) {
    const value = values.get(parameterKey(parameter));
    if (value === undefined) continue;
    if (parameter.in === 'path') path = path.replaceAll(`{${parameter.name}}`, () => writePathValue(value));
    else if (parameter.in === 'query') query.push(writeQueryValue(parameter, value));
    else if (parameter.in === 'header') headers.push([parameter.name, writeSimple(value)]);
  }
  return { target: query.length > 0 ? `${path}?${query.join('&')}` : path, headers };
}

function writePathValue(value: unknown): string {
  return Array.isArray(value)
    ? value.map((item) => encodeURIComponent(String(item))).join(',')
    : encodeURIComponent(String(value));
}

function writeSimple(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join(',') : String(value);
}

function writeQueryValue({ name, style, explode }: Parameter, value: unknown): string {
  if (Array.isArray(value)) {
    const arrayStyle = style === 'spaceDelimited' || style === 'pipeDelimited' ? style : 'form';
    return serializeArrayParam(name, value, { style: arrayStyle, explode });
  }
  if (typeof value === 'object' && value !== null) {
    // An exploded form object is its members (`field1=a`): dynamic parameter names are described so.
    const objectStyle = style === 'deepObject' ? 'deepObject' : 'form';
    return serializeObjectParam(name, value as Record<string, unknown>, { style: objectStyle, explode });
  }
  return serializePrimitiveParam(name, String(value));
}
