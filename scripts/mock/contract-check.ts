import type { Finding, HttpRequest } from '../engine/contract.ts';
import { readDescription } from '../store/description.ts';
import type { Answer, Violation } from './prism.ts';
import { Refusal } from './refusal.ts';
import { holdsJson, type MockRequest } from './request.ts';

/**
 * The contract engine as the mock uses it: the one judge of requests and answers. Only what breaks the description counts: an unknown
 * parameter or field is no reason to refuse.
 */
export interface ContractCheck {
  /** The operation that a request is for, below whatever base path. Throws a {@link Refusal}, 404 or 405. */
  find(request: MockRequest): { readonly method: string; readonly path: string };
  /** Where a request breaks the description, with a message each. */
  request(request: MockRequest): Violation[];
  /** Where an answer does: then an example of the description is wrong. */
  answer(request: MockRequest, answer: Pick<Answer, 'status' | 'headers' | 'body'>): Violation[];
}

export function createContractCheck(description: object): ContractCheck {
  const { contract } = readDescription(description);
  return {
    find(request) {
      const match = contract.match(toHttp(request));
      const method = request.method.toUpperCase();
      const call = `${method} ${request.path}`;
      if (match.kind === 'unknown-path') throw new Refusal(404, `The description has no operation ${call}.`);
      // A HEAD request belongs to the GET operation, which does not answer it here.
      if (match.kind === 'unknown-method' || match.operation.method !== method)
        throw new Refusal(405, `The path of ${call} is described, but not with this method.`);
      return match.operation;
    },
    request: (request) =>
      violationsOf(contract.checkExchange(toHttp(request), { status: 0, headers: [] }, { only: 'request' })),
    answer(request, { status, headers, body }) {
      const asText = typeof body === 'string' && !holdsJson(headers['content-type']);
      const text = body === undefined ? '' : asText ? body : JSON.stringify(body);
      const response = { status, headers: Object.entries(headers), body: text };
      return violationsOf(contract.checkExchange(toHttp(request), response, { only: 'response' }));
    },
  };
}

function toHttp({ method, path, search, headers, body }: MockRequest): HttpRequest {
  return { method, url: search ? `${path}?${search}` : path, headers: Object.entries(headers), body };
}

function violationsOf(findings: readonly Finding[]): Violation[] {
  return findings.filter(({ kind, severity }) => severity === 'breaking' && kind !== 'not-judged').map(toViolation);
}

function toViolation({ kind, pointer, message }: Finding): Violation {
  const isBody = kind.includes('body');
  return {
    place: `${isBody ? 'body' : ''}${pointer}`.replace(/^\//, '').replaceAll('/', '.') || 'request',
    message,
    kind: kind === 'request-content-type' ? 'contentType' : 'other',
  };
}
