import { createContract, type Finding } from '../contract/contract.ts';
import type { RequestCheck } from './answer.ts';
import type { Violation } from './prism.ts';

/**
 * The contract engine as a second judge of requests. Prism misses some keywords of JSON Schema 2020-12
 * (`unevaluatedProperties`, `dependentRequired`, `prefixItems`), and names of exploded object parameters.
 * Only what breaks the description counts: an unknown query parameter or field is no reason to refuse.
 */
export function createContractCheck(description: object): RequestCheck {
  const contract = createContract(description);
  return ({ method, path, query, headers, body }) => {
    const search = query.toString();
    const request = {
      method,
      url: search ? `${path}?${search}` : path,
      headers: Object.entries(headers),
      body,
    };
    return contract
      .checkExchange(request, { status: 0, headers: [] }, { only: 'request' })
      .filter(({ severity }) => severity === 'breaking')
      .map(toViolation);
  };
}

function toViolation({ kind, pointer, message }: Finding): Violation {
  const isBody = kind.includes('body');
  return {
    place: `${isBody ? 'body' : ''}${pointer}`.replace(/^\//, '').replaceAll('/', '.') || 'request',
    message,
    kind: kind === 'request-content-type' ? 'contentType' : 'other',
  };
}
