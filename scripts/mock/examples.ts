import { headerText } from '../store/answer/answer.ts';
import { createContractCheck, type ContractCheck } from './contract-check.ts';
import { parsePreference, type Preference } from './prefer.ts';
import { createPrism, type Answer, type Operation, type Prism, type Violation } from './prism.ts';
import { Refusal, refusalResponse, type ErrorShape } from './refusal.ts';
import { holdsJson, readRequest, type MockRequest } from './request.ts';

/** Answers every operation with its documented examples, by Prism. `Prefer: code=404, example=name` chooses. */
export async function createExamples(
  description: object,
  shape: ErrorShape,
): Promise<(request: Request) => Promise<Response>> {
  const prism = await createPrism(description);
  const check = createContractCheck(description);
  return async (request) => {
    try {
      return toResponse(await answerRequest(prism, check, await readRequest(request)));
    } catch (error) {
      if (error instanceof Refusal) return refusalResponse(shape, error, answeredBy);
      throw error;
    }
  };
}

const answeredBy = { 'x-answered-by': 'example' };

/**
 * The documented answer to a request: finds its operation, whether the request is right, which status and example.
 * Throws a {@link Refusal} when there is none.
 */
async function answerRequest(prism: Prism, check: ContractCheck, request: MockRequest): Promise<Answer> {
  const operation = prism.operation(check.find(request));
  const preference = parsePreference(request.headers['prefer']);
  const violations = [...prism.checkSecurity(operation, request), ...check.request(request)];
  if (violations.length > 0) throw refusalOf(operation, request, violations);
  assertDocumented(operation, preference);
  const answer = await prism.answer(operation, withoutAcceptForErrors(request, preference), preference);
  return { ...answer, violations: check.answer(request, answer) };
}

/** The documented status that fits best comes first; without one, the one that says most. */
function refusalOf(operation: Operation, request: MockRequest, violations: readonly Violation[]): Refusal {
  const documented = operation.responses.map(({ code }) => Number(code));
  const choose = (...statuses: [number, ...number[]]) =>
    statuses.find((status) => documented.includes(status)) ?? statuses[0];
  if (violations.some(({ kind }) => kind === 'security')) {
    return new Refusal(choose(401, 403), 'The request carries no access token in a form that is documented.');
  }
  const details = new Map(violations.map(({ place, message }) => [place, message] as const).reverse());
  if (violations.some(({ kind }) => kind === 'contentType')) {
    const type = request.headers['content-type'] ?? 'no content type';
    return new Refusal(choose(415, 400), `The operation takes no body of ${type}.`, details);
  }
  // Ecwid answers a wrong parameter with 400 and keeps 422 for contents that it cannot use; BigCommerce knows only 422.
  return new Refusal(choose(400, 422), 'The request does not follow the description.', details);
}

/** Prism answers with another status when the wished one is missing; a caller who names one wants to know. */
function assertDocumented(operation: Operation, { code, example }: Preference): void {
  const responses = operation.responses.filter(
    (response) => code === undefined || [String(code), `${String(code)[0]}XX`, 'default'].includes(response.code),
  );
  if (responses.length === 0) {
    const codes = operation.responses.map((response) => response.code).join(', ');
    throw new Refusal(400, `Status ${code} is not documented for this operation; documented: ${codes}.`);
  }
  const keys = responses.flatMap(({ contents = [] }) =>
    contents.flatMap(({ examples = [] }) => examples.map(({ key }) => key)),
  );
  if (example !== undefined && !keys.includes(example)) {
    throw new Refusal(
      400,
      `There is no example "${example}" here; there are: ${[...new Set(keys)].join(', ') || 'none'}.`,
    );
  }
}

/** Errors come in the API's own format, whatever the caller accepts: who asks for a PDF still gets a JSON error. */
function withoutAcceptForErrors(request: MockRequest, { code }: Preference): MockRequest {
  if (code === undefined || code < 400) return request;
  const { accept: _accept, ...headers } = request.headers;
  return { ...request, headers };
}

function toResponse({ status, headers: own, body, violations }: Answer): Response {
  const { 'content-type': contentType, ...others } = own;
  const headers: Record<string, string> = { ...sendable(others), ...answeredBy };
  if (violations.length > 0) headers['sl-violations'] = headerText(JSON.stringify(violations), 4000);
  if (body === undefined) return new Response(null, { status, headers });
  if (contentType) headers['content-type'] = contentType;
  const isText = typeof body === 'string' && !holdsJson(contentType);
  const text = isText ? body : JSON.stringify(body);
  return new Response(new TextEncoder().encode(text), { status, headers });
}

/** What sends an answer says itself how long it is and how it is packed; and not all that a description names is a header. */
function sendable(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name, value]) => !framing.test(name) && isHeader(name, value)),
  );
}

const framing = /^(?:connection|content-(?:encoding|length)|expect|keep-alive|trailer|transfer-encoding|upgrade)$/;

function isHeader(name: string, value: string): boolean {
  try {
    return new Headers([[name, value]]).has(name);
  } catch {
    return false;
  }
}
