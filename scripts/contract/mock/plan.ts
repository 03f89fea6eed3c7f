/** What is asked of the mock: every operation, every documented status, every named example. */

import type { Contract, HttpRequest } from '../../engine/types.ts';
import { withBody, type SampleBody } from '../plan/body.ts';
import { asObject, createResolver, type JsonObject, type PlannedOperation } from '../plan/description.ts';
import { createSampler } from '../plan/values/sampler.ts';
import { createAnswers, type PlannedAnswer } from './answers.ts';
import { createRequests } from './requests.ts';

export interface MockRequest {
  readonly operation: PlannedOperation;
  /** The status that is asked for; the mock must answer with it. */
  readonly status: number;
  readonly request: HttpRequest;
}

/** What can be asked about one operation, and why the rest cannot. */
export interface MockPlan {
  readonly operation: PlannedOperation;
  readonly requests: readonly MockRequest[];
  /** One sentence for each part that is left out. */
  readonly skipped: readonly string[];
  /** What stands in the mock's description for the same of the operation: each answer has an example there. */
  readonly instead: JsonObject;
}

export interface PlannerOptions {
  readonly description: JsonObject;
  /** Judges what is made for the plan; not told of as an exchange. */
  readonly contract: Contract;
}

/** Plans the requests of one operation below its base path; their URLs begin with {@link plannedOrigin}. */
export type MockPlanner = (operation: PlannedOperation, basePath: string) => MockPlan;

/** Stands for the mock's address, which nobody knows before it has its answers. */
export const plannedOrigin = 'http://127.0.0.1';

export function createMockPlanner({ description, contract }: PlannerOptions): MockPlanner {
  const answersOf = createAnswers(contract, createSampler(description, 'response'));
  const requestsOf = createRequests(description, contract, createSampler(description, 'request'));

  return (operation, basePath) => {
    const { method } = operation.contract;
    const unsendable = reasonAgainst(method);
    const planned =
      unsendable === undefined
        ? requestsOf(operation, plannedOrigin + pathFor(basePath), plannedOrigin)
        : { problem: unsendable };
    if (planned.problem !== undefined)
      return { operation, requests: [], skipped: [planned.problem], instead: { responses: {} } };
    const { request, bodies, isAllowed } = planned;
    const { answers, skipped, responses } = answersOf(operation, request);

    const ask = ({ status, accept, example }: PlannedAnswer, body: SampleBody | undefined): MockRequest => {
      const prefer = `code=${status}${example === '' ? '' : `, example=${example}`}`;
      const headers = [...request.headers, ['Accept', accept], ['Prefer', prefer]] as const;
      return { operation, status, request: withBody({ ...request, headers }, body) };
    };
    const requests = answers.map((answer) => ask(answer, bodies[0]));
    // The other bodies need to be taken once each; which answer comes is then the mock's affair.
    const success = answers.find(({ status }) => status < 300);
    const taken = success ? bodies.slice(1).map((body) => ask({ ...success, accept: '*/*', example: '' }, body)) : [];
    const instead = { responses, ...(!isAllowed && { security: [] }) };
    return { operation, requests: [...requests, ...taken], skipped, instead };
  };
}

/** What is no path cannot be asked for, and servers of the wild have such: `urn:x`, `https://api.example//v1`. */
function pathFor(basePath: string): string {
  return /^\/(?!\/)/.test(basePath) ? basePath : '';
}

function reasonAgainst(method: string): string | undefined {
  if (method === 'OPTIONS') return 'The mock answers OPTIONS by itself, since browsers ask that before they call.';
  if (method === 'TRACE' || method === 'CONNECT') return `${method} cannot be sent from here.`;
  if (method === 'QUERY') return 'The mock does not know QUERY, which came with OpenAPI 3.2.';
  return undefined;
}

/** The description that the mock is started with: the answers of each operation are those that are planned. */
export function withPlannedAnswers(description: JsonObject, plans: readonly MockPlan[]): JsonObject {
  const resolve = createResolver(description);
  const paths = { ...asObject(description.paths) };
  for (const { operation, instead } of plans) {
    const { path, method } = operation.contract;
    const item = resolve(paths[path]);
    const name = method.toLowerCase();
    paths[path] = { ...item, [name]: { ...resolve(item[name]), ...instead } };
  }
  return { ...description, paths };
}
