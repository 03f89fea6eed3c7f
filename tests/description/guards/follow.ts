import type { PlannedOperation } from '../../../scripts/contract/plan/description.ts';
import { evaluateExpression } from '../../../scripts/contract/plan/expression.ts';
import type { Described } from './described.ts';

/** One parameter of a link, with what it comes to in the examples of the answer. */
export interface FollowedLink {
  /** For messages: `searchProducts 200, link to getProduct`. */
  readonly place: string;
  readonly target: PlannedOperation;
  /** Parameter of the target. */
  readonly name: string;
  readonly expression: string;
  readonly values: readonly { readonly value: unknown; readonly body: unknown }[];
}

/**
 * Every parameter of every link, followed in each example of its answer. `$request` is the examples of the operation's own
 * parameters and body. Links to operations that do not exist are left out.
 */
export function followedLinks({ operations }: Described): FollowedLink[] {
  const byId = new Map(operations.map((operation) => [operation.contract.operationId, operation]));
  return operations.flatMap((operation) =>
    operation.responses.flatMap(({ status, content, links }) => {
      const answers = content.flatMap(({ examples }) => examples.map(({ value }) => value));
      const bodies = operation.requestBody?.content.flatMap(({ examples }) => examples) ?? [];
      const contexts = (answers.length > 0 ? answers : [undefined]).map((body) => ({
        url: operation.contract.path,
        method: operation.contract.method,
        status: Number(status),
        request: { headers: [], body: bodies[0]?.value, path: {}, query: new URLSearchParams() },
        response: { headers: [], body },
      }));
      return links.flatMap((link) => {
        const target = byId.get(link.operationId);
        if (!target) return [];
        return Object.entries(link.parameters).map(([name, expression]): FollowedLink => {
          const values = contexts.flatMap((context) => {
            const value = ownParameter(operation, expression) ?? evaluateExpression(expression, context);
            return value === undefined || value === null || value === ''
              ? []
              : [{ value, body: context.response.body }];
          });
          const place = `${operation.contract.key} ${status}, link to ${link.operationId}`;
          return { place, target, name, expression: String(expression), values };
        });
      });
    }),
  );
}

/** The example of the operation's own parameter that `$request.path.name` or `$request.query.name` speaks of. */
function ownParameter(operation: PlannedOperation, expression: unknown): unknown {
  const [, place, name] = /^\$request\.(path|query)\.(.+)$/.exec(String(expression)) ?? [];
  return operation.parameters.find((parameter) => parameter.in === place && parameter.name === name)?.samples[0];
}
