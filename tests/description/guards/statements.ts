import { asObject } from '../../../scripts/contract/plan/description.ts';
import { listWebhooks, type ErrorCode } from '../../../scripts/description/document.ts';
import { isRecord } from '../../../scripts/engine/json.ts';
import { definitionOf, type Guard } from './described.ts';

/** Every error code stands with a status that the operation documents, and once. */
export const errorCodesHaveResponses: Guard = (described) =>
  described.operations.flatMap((operation) => {
    const { key, statuses } = operation.contract;
    const codes = (definitionOf(described, operation)['x-error-codes'] ?? []) as readonly ErrorCode[];
    return codes.flatMap(({ status, code }, index) => [
      ...(statuses.includes(String(status)) ? [] : [`${key}: ${code} has status ${status}, which is not documented`]),
      ...(codes.findIndex((other) => other.status === status && other.code === code) === index
        ? []
        : [`${key}: ${code} stands twice with status ${status}`]),
    ]);
  });

/** Every scope that an operation asks for is one that its security scheme has, and no scheme is made up. */
export const scopesExist: Guard = (described) => {
  const schemes = asObject(described.document.components?.securitySchemes);
  const scopesOf = (scheme: unknown): string[] =>
    Object.values(asObject(asObject(scheme).flows)).flatMap((flow) => Object.keys(asObject(asObject(flow).scopes)));
  const all = Object.values(schemes).flatMap(scopesOf);
  return described.operations.flatMap((operation) => {
    const { key } = operation.contract;
    const definition = definitionOf(described, operation);
    const required = (definition.security ?? described.document.security ?? []) as readonly Record<string, string[]>[];
    return [
      ...required.flatMap((requirement) =>
        Object.entries(requirement).flatMap(([name, scopes]) => {
          if (!schemes[name]) return [`${key}: there is no security scheme ${name}`];
          return scopes
            .filter((scope) => !scopesOf(schemes[name]).includes(scope))
            .map((scope) => `${key}: ${name} has no scope ${scope}`);
        }),
      ),
      ...Object.keys(asObject(definition['x-optional-scopes']))
        .filter((scope) => !all.includes(scope))
        .map((scope) => `${key}: no security scheme has the optional scope ${scope}`),
      ...((definition['x-token-scopes'] ?? []) as readonly string[])
        .filter((scope) => !all.includes(scope))
        .map((scope) => `${key}: no security scheme has the scope ${scope} of its token`),
    ];
  });
};

/** The scopes that a webhook asks for are those that an access token can have. */
export const webhookScopesExist: Guard = ({ document }) => {
  const scheme = asObject(document.components?.securitySchemes?.accessToken);
  const scopes = Object.keys(asObject(asObject(asObject(scheme.flows).authorizationCode).scopes));
  return listWebhooks(document).flatMap(({ path, operation }) =>
    (operation['x-required-scopes'] ?? [])
      .filter((scope) => !scopes.includes(scope))
      .map((scope) => `${path}: accessToken has no scope ${scope}`),
  );
};

/** Whatever is never sent to a live host says why, and whatever says why is never sent. */
export const neverLiveHasReason: Guard = (described) =>
  described.operations.flatMap((operation) => {
    const { key } = operation.contract;
    const definition = definitionOf(described, operation);
    const never = definition['x-never-live'];
    const reason = definition['x-never-live-reason'];
    if (never === undefined && reason === undefined) return [];
    if (never !== true) return [`${key}: x-never-live must be true, it is ${JSON.stringify(never)}`];
    return typeof reason === 'string' && reason.trim() !== '' ? [] : [`${key}: x-never-live has no reason`];
  });

/** Null never stands in an `enum` beside other values, where generators for 3.0 stop: the schema says `oneOf` of both. */
export const enumsLeaveNullOut: Guard = ({ document }) => {
  const found: string[] = [];
  const visit = (node: unknown, pointer: string): void => {
    if (Array.isArray(node)) node.forEach((entry, index) => visit(entry, `${pointer}/${index}`));
    else if (isRecord(node)) {
      const values = node['enum'];
      if (Array.isArray(values) && values.length > 1 && values.includes(null))
        found.push(`${pointer}: enum holds null`);
      for (const [key, value] of Object.entries(node)) visit(value, `${pointer}/${key}`);
    }
  };
  visit(document.components?.schemas, '/components/schemas');
  visit(document.paths, '/paths');
  return found;
};
