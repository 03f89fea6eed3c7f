import { answerRequest } from './answer.ts';
import { createContractCheck } from './contract-check.ts';
import { errorBody, type ErrorShape, type Refusal } from './error-shape.ts';
import { createPrism, type Answer } from './prism.ts';
import { BodyTooLarge, isJson, maximumBodySize, readRequest } from './request.ts';

/** Answers every operation with its documented examples, by Prism. `Prefer: code=404, example=name` chooses. */
export async function createExamples(
  description: object,
  shape: ErrorShape,
): Promise<(request: Request) => Promise<Response>> {
  const prism = await createPrism(description);
  const check = createContractCheck(description);
  return async (request) => {
    try {
      const outcome = await answerRequest(prism, check, await readRequest(request));
      return 'answer' in outcome ? toResponse(outcome.answer) : refusalResponse(shape, outcome.refusal);
    } catch (error) {
      if (!(error instanceof BodyTooLarge)) throw error;
      return refusalResponse(shape, {
        status: 413,
        message: `The mock takes bodies of up to ${maximumBodySize / 1024 ** 2} MB.`,
      });
    }
  };
}

/** A refusal in the words of the API. */
export function refusalResponse(shape: ErrorShape, refusal: Refusal): Response {
  return new Response(JSON.stringify(errorBody(shape, refusal)), {
    status: refusal.status,
    headers: { 'content-type': 'application/json', 'x-answered-by': 'example' },
  });
}

function toResponse({ status, headers: own, body, violations }: Answer): Response {
  const { 'content-type': contentType, ...others } = own;
  const headers: Record<string, string> = { ...sendable(others), 'x-answered-by': 'example' };
  if (violations.length > 0) headers['sl-violations'] = toHeader(violations);
  if (body === undefined) return new Response(null, { status, headers });
  if (contentType) headers['content-type'] = contentType;
  const isText = typeof body === 'string' && !isJson(contentType);
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

/** Header values hold only visible ASCII characters, and clients limit their length. */
function toHeader(value: unknown): string {
  return JSON.stringify(value)
    .replace(/[^\x20-\x7e]/g, '?')
    .slice(0, 4000);
}
