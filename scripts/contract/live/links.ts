/** Follows the description's `links` from an answer to the parameters of the next calls. */

import { evaluateExpression, type ExpressionContext } from '../plan/expression.ts';
import { parameterKey, type ParameterValues } from '../plan/request.ts';
import { linkName, type Link, type PlannedOperation } from '../plan/description.ts';

/** Items of a list that are tried in turn: the first product of a store may have no image, the third one may. */
const itemsTried = 25;

const firstItem = /\/0(?=\/|$|\})/;

/** Whether a link of one of its answers leads to another operation. */
export function leadsTo({ responses }: PlannedOperation, other: PlannedOperation): boolean {
  return responses.some(({ links }) => links.some(({ operationId }) => operationId === linkName(other)));
}

/**
 * The parameter values that an answer offers for the linked operation, without repetition. A link that speaks of the first
 * item of a list (`$response.body#/items/0/id`) is followed for its other items as well.
 */
export function followLink(
  link: Link,
  target: PlannedOperation,
  context: ExpressionContext,
): ReadonlyMap<string, unknown>[] {
  const expressions = Object.entries(link.parameters);
  const speaksOfAnItem = expressions.some(([, value]) => typeof value === 'string' && firstItem.test(value));
  const found = new Map<string, ParameterValues>();
  for (let item = 0; item < (speaksOfAnItem ? itemsTried : 1); item += 1) {
    const values = new Map<string, unknown>();
    let isWhole = true;
    for (const [name, expression] of expressions) {
      const parameter = target.parameters.find(
        (candidate) => name === candidate.name || name === `${candidate.in}.${candidate.name}`,
      );
      if (!parameter) continue;
      const value = evaluateExpression(atItem(expression, item), context);
      if (isScalar(value) || (parameter.schema.type === 'array' && isList(value)))
        values.set(parameterKey(parameter), value);
      // What cannot be evaluated is not sent (OpenAPI, "Link Object").
      else if (parameter.required) isWhole = false;
    }
    if (isWhole && values.size > 0) found.set(JSON.stringify([...values]), values);
  }
  return [...found.values()];
}

function atItem(expression: unknown, item: number): unknown {
  return typeof expression === 'string' ? expression.replace(firstItem, `/${item}`) : expression;
}

/** An id that is empty or null leads nowhere. */
function isScalar(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number' || typeof value === 'boolean';
}

function isList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isScalar);
}
