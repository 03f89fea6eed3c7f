/** How what a request makes can be taken away again: the DELETE that its answer's links, or the paths, lead to. */

import { readPointer, type ExpressionContext } from '../../plan/expression.ts';
import type { PlannedOperation } from '../../plan/description.ts';
import { parameterKey, writeRequest, type ParameterValues } from '../../plan/request.ts';
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
 * then the convention that `POST /products` is undone by `DELETE /products/{productId}`.
 */
export function planUndo(creation: PlannedOperation, operations: readonly PlannedOperation[]): UndoPlan | undefined {
  const deletes = operations.filter(({ contract }) => contract.method === 'DELETE');
  const linked = creation.responses
    .filter(({ status }) => status.startsWith('2'))
    .flatMap(({ links }) => links)
    .flatMap((link) => {
      const target = deletes.find(({ contract }) => contract.operationId === link.operationId);
      return target ? [{ link, target }] : [];
    })
    .filter(({ target }) => isAtOrBelow(target, creation))
    .sort((a, b) => a.target.contract.path.length - b.target.contract.path.length);
  const below = deletes.find(({ contract }) => isItemOf(contract.path, creation.contract.path));
  const best = linked.find(({ target }) => target === below) ?? linked[0];
  if (best) return { targetOf: (context) => firstTarget(best.target, followLink(best.link, best.target, context)) };
  return below && { targetOf: (context) => firstTarget(below, byConvention(below, context)) };
}

/** The path of the DELETE is the creation's own, or continues it. */
function isAtOrBelow(target: PlannedOperation, creation: PlannedOperation): boolean {
  const { path } = creation.contract;
  return target.contract.path === path || target.contract.path.startsWith(`${path}/`);
}

function isItemOf(path: string, collection: string): boolean {
  return path.startsWith(`${collection}/`) && /^\{[^/]+\}$/.test(path.slice(collection.length + 1));
}

function byConvention(target: PlannedOperation, context: ExpressionContext): ParameterValues[] {
  const id = idPointers
    .map((pointer) => readPointer(context.response.body, pointer))
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

function firstTarget(target: PlannedOperation, found: readonly ParameterValues[]): string | undefined {
  const values = found[0];
  if (!values) return undefined;
  const written = writeRequest(target, values).target;
  return written.includes('{') ? undefined : written;
}
