import type { Finding } from '../engine/contract.ts';
import { ApiError } from './answer/api-error.ts';

/** What a request is refused with, and what is only remarked on. */
export interface Judgement {
  readonly refusal: ApiError | undefined;
  /** Names of parameters and fields that the description does not know. */
  readonly unknown: readonly string[];
}

/**
 * Makes of the engine's findings what the API would answer: 400 with the name of the parameter or field, 415 for a content type that
 * the operation does not take.
 */
export function judgementOf(findings: readonly Finding[], operation: string): Judgement {
  if (findings.length === 0) return { refusal: undefined, unknown: [] };
  const breaking = findings.filter(({ severity }) => severity === 'breaking');
  const [first] = breaking;
  return {
    refusal: first && refusalOf(first, breaking, operation),
    unknown: findings.filter(({ kind }) => unknownKinds.has(kind)).map(placeOf),
  };
}

const unknownKinds: ReadonlySet<string> = new Set(['undocumented-query-parameter', 'undocumented-request-field']);

/** Codes of their own that wrong parameters and fields have (page "REST API error codes"), by place, or by operation and place. */
const codes: Readonly<Record<string, string>> = {
  '/query/cleanUrls': 'CLEAN_URLS_PARAMETER_IS_INVALID',
  'POST /profile/shippingOptions /title': 'SHIPPING_BAD_TITLE_LENGTH',
  'PUT /profile/shippingOptions/{shippingOptionId} /title': 'SHIPPING_BAD_TITLE_LENGTH',
  'POST /profile/paymentOptions /checkoutTitle': 'PAYMENT_OPTION_BAD_TITLE_LENGTH',
  'PUT /profile/paymentOptions/{paymentOptionId} /checkoutTitle': 'PAYMENT_OPTION_BAD_TITLE_LENGTH',
};

function refusalOf(first: Finding, all: readonly Finding[], operation: string): ApiError {
  const type = all.find(({ kind }) => kind === 'request-content-type');
  if (type) return new ApiError(415, type.message);
  const message = all.map((finding) => finding.message).join(' ');
  return new ApiError(400, message, codes[first.pointer] ?? codes[`${operation} ${first.pointer}`]);
}

/** `query.limit`, `body.name` */
export function placeOf({ kind, pointer }: Finding): string {
  const place = pointer.replace(/^\//, '').replaceAll('/', '.');
  return kind.endsWith('-field') ? `body.${place}` : place;
}
