/** How what a request makes can be taken away again: the DELETE that its answer's links, or the paths, lead to. */

import { atPointer } from '../../../engine/json.ts';
import type { ExpressionContext } from '../../plan/expression.ts';
import { linkName, type Parameter, type PlannedOperation } from '../../plan/description.ts';
import { parameterKey, writeRequest, type ParameterValues } from '../../plan/request.ts';
import { isPlainId } from '../refusals.ts';
import { followLink } from '../links.ts';

/** A way to undo; which one fits is known once the answer is there. */
export interface UndoPlan {
  /** The DELETE's target below the base URL (`/products/42`); undefined when the answer does not name what it made. */
  readonly targetOf: (context: ExpressionContext) => string | undefined;
}

/** Where answers of the described APIs put the id of what was made. */
const idPointers = ['/id', '/data/id', '/data/0/id'];

/**
 * The plan for a POST; undefined when no DELETE of the description takes away what it makes. Links of its answers come first,
 * then the convention that `POST /products` is undone by `DELETE /products/{productId}`. Only a path that ends in an id is that of
 * one thing.
 */
export function planUndo(creation: PlannedOperation, operations: readonly PlannedOperation[]): UndoPlan | undefined {
  const deletes = operations.filter(
    ({ contract, neverLive }) =>
      contract.method === 'DELETE' && neverLive === undefined && /\/\{[^{}/]+\}$/.test(contract.path),
  );
  const linked = creation.responses
    .filter(({ status }) => status.startsWith('2'))
    .flatMap(({ links }) => links)
    .flatMap((link) => {
      const target = deletes.find((operation) => linkName(operation) === link.operationId);
      return target ? [{ link, target }] : [];
    })
    .filter(({ target }) => target.contract.path.startsWith(`${creation.contract.path}/`))
    .sort((a, b) => a.target.contract.path.length - b.target.contract.path.length);
  const below = deletes.find(({ contract }) => isItemOf(contract.path, creation.contract.path));
  const best = linked.find(({ target }) => target === below) ?? linked[0];
  if (best) {
    const { link, target } = best;
    // Nothing is deleted by less than the link names.
    const isWhole = ({ size }: ParameterValues): boolean => size === Object.keys(link.parameters).length;
    return { targetOf: (context) => firstTarget(target, followLink(link, target, context).filter(isWhole)) };
  }
  return below && { targetOf: (context) => firstTarget(below, byConvention(below, context)) };
}

function isItemOf(path: string, collection: string): boolean {
  return path.startsWith(`${collection}/`) && /^\{[^/]+\}$/.test(path.slice(collection.length + 1));
}

function byConvention(target: PlannedOperation, context: ExpressionContext): ParameterValues[] {
  const id = idPointers
    .map((pointer) => atPointer(context.response.body, pointer))
    .find((value) => value !== undefined);
  if ((typeof id !== 'string' && typeof id !== 'number') || id === '') return [];
  const names = target.parameters.filter(({ in: place }) => place === 'path');
  const own = names.at(-1);
  const values = names.map((parameter): [string, unknown] => [
    parameterKey(parameter),
    parameter === own ? id : context.request.path[parameter.name],
  ]);
  return [new Map(values)];
}

/** What a server says may be anything: only what is surely a value of the parameter, and one segment of a path, leads anywhere. */
function isIdOf({ in: place, schema }: Parameter, value: unknown): boolean {
  if (place !== 'path') return value === undefined;
  const isCount = schema.type === 'integer' || schema.type === 'number' || typeof value === 'number';
  return isCount ? /^\d{1,19}$/.test(String(value)) : isPlainId(String(value));
}

function firstTarget(target: PlannedOperation, found: readonly ParameterValues[]): string | undefined {
  const values = found[0];
  if (!values || !target.parameters.every((parameter) => isIdOf(parameter, values.get(parameterKey(parameter)))))
    return undefined;
  const written = writeRequest(target, values).target;
  return written.includes('{') ? undefined : written;
}
