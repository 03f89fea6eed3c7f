/** OpenAPI runtime expressions (`$response.body#/items/0/id`), as `links` use them. */

import { getHeader } from '../../engine/http/headers.ts';
import { atPointer } from '../../engine/json.ts';
import type { HeaderLines } from '../../engine/types.ts';

/** What an expression can speak of. Bodies are JSON values; undefined when there is none or it is not JSON. */
export interface ExpressionContext {
  readonly url: string;
  readonly method: string;
  readonly status: number;
  readonly request: MessageContext & {
    readonly path: Readonly<Record<string, string>>;
    readonly query: URLSearchParams;
  };
  readonly response: MessageContext;
}

interface MessageContext {
  readonly headers: HeaderLines;
  readonly body: unknown;
}

/**
 * The value of an expression, of a text with expressions in braces (`id-{$response.body#/id}`), or the constant itself.
 * Undefined when what it speaks of is not there.
 */
export function evaluateExpression(expression: unknown, context: ExpressionContext): unknown {
  if (typeof expression !== 'string') return expression;
  if (expression.startsWith('$')) return evaluateSingle(expression, context);
  let missing = false;
  const text = expression.replace(/\{(\$[^}]+)\}/g, (_, inner: string) => {
    const value = evaluateSingle(inner, context);
    if (value === undefined || typeof value === 'object') missing = true;
    return String(value);
  });
  return missing ? undefined : text;
}

function evaluateSingle(expression: string, context: ExpressionContext): unknown {
  if (expression === '$url') return context.url;
  if (expression === '$method') return context.method;
  if (expression === '$statusCode') return context.status;
  const [, side, rest = ''] = /^\$(request|response)\.(.*)$/s.exec(expression) ?? [];
  if (side === 'request') {
    if (rest.startsWith('path.')) return context.request.path[rest.slice(5)];
    if (rest.startsWith('query.')) return context.request.query.get(rest.slice(6)) ?? undefined;
    return readMessage(rest, context.request);
  }
  return side === 'response' ? readMessage(rest, context.response) : undefined;
}

function readMessage(source: string, { headers, body }: MessageContext): unknown {
  if (source.startsWith('header.')) return getHeader(headers, source.slice(7).toLowerCase());
  if (source === 'body') return body;
  return /^body#(?:\/|$)/.test(source) ? atPointer(body, source.slice(5)) : undefined;
}
