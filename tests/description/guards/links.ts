import { readDocument } from '../../../scripts/engine/description/document.ts';
import { createEngine } from '../../../scripts/engine/judge.ts';
import type { Parameter, PlannedOperation } from '../../../scripts/contract/plan/description.ts';
import type { Guard } from './described.ts';
import { followedLinks, type FollowedLink } from './follow.ts';

/**
 * Every link leads to an operation, names parameters that it has, and gives all that stand in its path. Whoever calls this API
 * knows the variables of its server, such as the store's identifier, so no link has to tell them.
 */
export const linksLeadToOperations: Guard = ({ document, operations }) => {
  const variables = (document.servers ?? []).flatMap(({ variables }) => Object.keys(variables ?? {}));
  const byId = new Map(operations.map((operation) => [operation.contract.operationId, operation]));
  return operations.flatMap((operation) =>
    operation.responses.flatMap(({ status, links }) =>
      links.flatMap((link) => {
        const place = `${operation.contract.key} ${status}, link to ${link.operationId || '(nothing)'}`;
        const target = byId.get(link.operationId);
        if (!target) return [`${place}: there is no such operation`];
        const names = Object.keys(link.parameters);
        return [
          ...names.filter((name) => !parameterOf(target, name)).map((name) => `${place}: it has no parameter ${name}`),
          ...(names.length === 0 ? [] : missingPathParameters(target, [...names, ...variables])).map(
            (name) => `${place}: it needs ${name} as well`,
          ),
        ];
      }),
    ),
  );
};

function parameterOf(target: PlannedOperation, name: string): Parameter | undefined {
  return target.parameters.find((parameter) => name === parameter.name || name === `${parameter.in}.${parameter.name}`);
}

function missingPathParameters(target: PlannedOperation, names: readonly string[]): string[] {
  return target.parameters
    .filter(({ in: place, name }) => place === 'path' && !names.includes(name) && !names.includes(`path.${name}`))
    .map(({ name }) => name);
}

/** In an example of the answer that it stands at, every link finds a value which its parameter accepts. */
export const linksFindValues: Guard = (described) => {
  const engine = createEngine(readDocument(described.document), false);
  const complaint = ({ target, name, values }: FollowedLink): string | undefined => {
    if (values.length === 0) return 'leads nowhere in any example';
    const parameter = parameterOf(target, name);
    if (!parameter) return undefined;
    const judge = engine.judge(parameter.schema, 'request');
    // One value stands for a list of one. In a URL a number is its digits, and a boolean its name.
    const readings = (value: unknown): unknown[] => [
      value,
      [value],
      ...(typeof value === 'string' ? [Number(value)] : []),
      ...(value === 'true' || value === 'false' ? [value === 'true'] : []),
    ];
    const wrong = values.find(({ value }) => readings(value).every((reading) => !judge.accepts(judge.schema, reading)));
    return wrong && `is ${JSON.stringify(wrong.value)}, which ${name} does not accept`;
  };
  return followedLinks(described).flatMap((link) => {
    const found = complaint(link);
    return found === undefined ? [] : [`${link.place}: ${link.expression} ${found}`];
  });
};
