import { isRecord } from '../engine/json.ts';
import { httpMethods, segmentsOf } from '../description/document.ts';
import type { Change } from './compare.ts';

/**
 * What a change is about, as a reader would name it, the most telling name first: `Product.price`, `Product` for shared
 * components; `getProduct`, `/products/{productId}` for what belongs to an operation; else the section (`servers`).
 *
 * @param operationIds `GET /products` to the operationId, of both documents
 */
export function namesOf(change: Change, operationIds: ReadonlyMap<string, string>): readonly string[] {
  // Where the text stands tells more than where it is used first, since many operations may use it.
  const pointer = (change.revision ?? change.base)?.pointer ?? change.path;
  const [section = '', ...rest] = segmentsOf(pointer);
  if (section === 'components') return namesOfComponent(rest);
  if (section === 'paths') return namesOfPath(rest, change, operationIds);
  return [section || 'the document'];
}

function namesOfComponent([section = 'components', name, ...rest]: readonly string[]): readonly string[] {
  if (name === undefined) return [section];
  const fields = rest.filter((_segment, position) => rest[position - 1] === 'properties');
  return fields.length > 0 ? [`${name}.${fields.join('.')}`, name] : [name];
}

function namesOfPath(
  [url, method]: readonly string[],
  { base, revision }: Change,
  operationIds: ReadonlyMap<string, string>,
): readonly string[] {
  if (url === undefined) return ['paths'];
  if (method !== undefined) {
    const id = operationIds.get(`${method.toUpperCase()} ${url}`);
    return id === undefined ? [url] : [id, url];
  }
  // A whole path came or went: each of its operations names it.
  const item = (revision ?? base)?.value;
  const operations = isRecord(item) ? httpMethods.map((each) => item[each]).filter(isRecord) : [];
  return [url, ...operations.flatMap(({ operationId }) => (typeof operationId === 'string' ? [operationId] : []))];
}
