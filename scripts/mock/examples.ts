import { headerText } from '../store/answer/answer.ts';
import { answerRequest } from './answer.ts';
import { createContractCheck } from './contract-check.ts';
import { createPrism, type Answer } from './prism.ts';
import { Refusal, refusalResponse, type ErrorShape } from './refusal.ts';
import { isJson, readRequest } from './request.ts';

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

function toResponse({ status, headers: own, body, violations }: Answer): Response {
  const { 'content-type': contentType, ...others } = own;
  const headers: Record<string, string> = { ...sendable(others), ...answeredBy };
  if (violations.length > 0) headers['sl-violations'] = headerText(JSON.stringify(violations), 4000);
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
