import type { Json } from '../state/rows.ts';
import { ApiError } from './api-error.ts';

/** What an operation answers: JSON as a value or as text that is ready, bytes of some type, or nothing. */
export interface Answer {
  /** 200 when absent. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: Json;
  /** JSON text. */
  readonly text?: string;
  readonly bytes?: Uint8Array;
  /** Content type of {@link bytes}. */
  readonly type?: string;
}

/** The answer, or the refusal in its place that was thrown. */
export async function orRefusal(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { status, message, code, headers } = error;
    return { status, headers, json: { errorMessage: message, errorCode: code } };
  }
}

/** @param headers go into every answer, such as where it came from */
export function toResponse(answer: Answer, headers: Readonly<Record<string, string>>): Response {
  const { status = 200, json, text = json === undefined ? undefined : JSON.stringify(json), bytes, type } = answer;
  const all: Record<string, string> = { ...headers, ...answer.headers };
  if (bytes)
    return new Response(bytes.slice(), {
      status,
      headers: { ...all, 'content-type': type ?? 'application/octet-stream' },
    });
  if (text === undefined) return new Response(null, { status, headers: all });
  return new Response(text, { status, headers: { ...all, 'content-type': 'application/json' } });
}

/** Header values hold visible ASCII characters alone, and clients limit their length. */
export function headerText(text: string, limit: number): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, limit);
}
