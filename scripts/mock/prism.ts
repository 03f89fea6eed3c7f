import { createLogger } from '@stoplight/prism-core';
import { createInstance, getHttpOperationsFromSpec, ProblemJsonError } from '@stoplight/prism-http';
import type { IHttpConfig, IHttpRequest, PrismHttpComponents } from '@stoplight/prism-http';
import { createRequire } from 'node:module';
import { answersOnly } from './answers-only.ts';
import type { Preference } from './prefer.ts';
import { Refusal } from './refusal.ts';
import type { MockRequest } from './request.ts';

// Prism's package index does not name this, yet only with it can a request be looked at apart from its answer.
// It is loaded as the CommonJS that it is: loaders differ on what the default export of such a module is.
const require = createRequire(import.meta.url);
type Validator = Pick<PrismHttpComponents, 'validateSecurity'>;
const { validateSecurity } = require('@stoplight/prism-http/dist/validator') as Validator;

export type Operation = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>[number];

/** Something wrong with a request: where (`query.limit`, `body.name`, `security`), what, and how grave. */
export interface Violation {
  readonly place: string;
  readonly message: string;
  readonly kind: 'security' | 'contentType' | 'other';
}

/** What the mock answers with, before it is written to the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON value or text; undefined for no body. */
  readonly body: unknown;
  /** Where the answer breaks the description's own schema; then an example of the description is wrong. */
  readonly violations: readonly Violation[];
}

/** Prism, behind plain functions. */
export interface Prism {
  readonly operations: readonly Operation[];
  /** What Prism has of an operation of the description. */
  operation(documented: { readonly method: string; readonly path: string }): Operation;
  /** Where a request lacks credentials in a form that is documented; empty when it has them. */
  checkSecurity(operation: Operation, request: MockRequest): Violation[];
  /** The documented answer, not judged. Throws a {@link Refusal}. */
  answer(operation: Operation, request: MockRequest, preference: Preference): Promise<Omit<Answer, 'violations'>>;
}

/** Loads a bundled description. The object is left as it is. */
export async function createPrism(description: object): Promise<Prism> {
  const { description: answers, bodies } = answersOnly(description);
  const operations = await getHttpOperationsFromSpec(answers);
  const config: IHttpConfig = {
    isProxy: false,
    checkSecurity: false,
    validateRequest: false,
    // Prism compiles a validator for each answer of the description, which takes longer than everything else here.
    validateResponse: false,
    errors: false,
    upstreamProxy: undefined,
    mock: { dynamic: false },
  };
  const byName = new Map(operations.map((operation) => [nameOf(operation), operation]));
  const instance = createInstance(config, { logger: createLogger('mock', { level: 'silent' }) });

  return {
    operations,
    operation: (documented) => byName.get(nameOf(documented))!,
    checkSecurity(operation, request) {
      const result = validateSecurity({ resource: operation, element: toPrism(request) });
      return (result._tag === 'Left' ? result.left : []).map(({ message }) => ({
        place: 'security',
        message,
        kind: 'security' as const,
      }));
    },
    async answer(operation, request, preference) {
      const input = toPrism(request);
      const mock = {
        dynamic: false,
        ...(preference.code !== undefined && { code: preference.code }),
        ...(preference.example !== undefined && { exampleKey: preference.example }),
      };
      const result = await instance.request(input, [{ ...operation, path: anyPath }], { ...config, mock })();
      if (result._tag === 'Left') throw refusalOf(result.left, request);
      const { output } = result.right;
      return {
        status: output.statusCode,
        headers: withoutEmpty(output.headers ?? {}),
        body: typeof output.body === 'number' ? bodies[output.body] : undefined,
      };
    },
  };
}

function nameOf({ method, path }: { readonly method: string; readonly path: string }): string {
  return `${method.toUpperCase()} ${path}`;
}

/** Prism would find the path again, and not where a parameter has a dot in its name; which one it is has been decided already. */
const anyPath = '/';

function toPrism(request: MockRequest): IHttpRequest {
  const query: Record<string, string | string[]> = {};
  for (const name of new Set(request.query.keys())) {
    const values = request.query.getAll(name);
    query[name] = values.length === 1 ? values[0]! : values;
  }
  return {
    method: request.method as IHttpRequest['method'],
    url: { path: anyPath, query },
    headers: request.headers,
  };
}

function refusalOf(error: Error, { headers }: MockRequest): Refusal {
  if (!(error instanceof ProblemJsonError)) return new Refusal(500, error.message);
  const message = `The operation has no answer of the type ${headers['accept'] ?? '*/*'}.`;
  return new Refusal(error.status, error.status === 406 ? message : error.detail || error.message);
}

function withoutEmpty(headers: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [[name.toLowerCase(), String(value)]],
    ),
  );
}
