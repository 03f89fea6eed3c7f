import { createContract } from '../engine/contract.ts';
import type { Contract, Finding, HeaderLines } from '../engine/types.ts';
import type { Call, Layer } from './layer.ts';

export interface CheckOptions {
  /** Called with what differs from the description, for each answer that does. By default it is written to the console. */
  readonly onFindings?: ((findings: readonly Finding[], call: Call) => void) | undefined;
}

/** Bodies that are read for checking; what may be large and has no schema is not. */
const checkedTypes = /json|text\/plain/;

/**
 * Makes `checkResponses()` for one description. The layer compares every answer with the description, on a copy, and
 * hands on the answer as it is, whatever it finds: a check must not change what an app does.
 */
export function createCheck(description: unknown): (options?: CheckOptions) => Layer {
  let contract: Contract | undefined;
  return ({ onFindings = report } = {}) =>
    (send) =>
    async (request, call) => {
      const response = await send(request, call);
      const type = response.headers.get('Content-Type') ?? '';
      const copy =
        checkedTypes.test(type) || response.headers.get('Content-Length') === '0' ? response.clone() : undefined;
      let body: Uint8Array | undefined;
      try {
        body = copy && new Uint8Array(await copy.arrayBuffer());
      } catch {
        // A body that breaks off does so for the app as well.
        return response;
      }
      contract ??= createContract(description);
      const findings = contract.checkExchange(
        { method: request.method, url: relativeUrl(request.url, call), headers: linesOf(request.headers) },
        {
          status: response.status,
          headers: linesOf(response.headers),
          body,
        },
        { only: 'response' },
      );
      if (findings.length > 0) onFindings(findings, call);
      return response;
    };
}

/** Path and query below the API's address, whatever that is: a mock or a proxy may have another one. */
function relativeUrl(url: string, { operation }: Call): string {
  const { pathname, search } = new URL(url);
  const depth = operation.slice(operation.indexOf(' ')).split('/').length - 1;
  return `/${pathname.split('/').slice(-depth).join('/')}${search}`;
}

function linesOf(headers: Headers): HeaderLines {
  return [...headers];
}

function report(findings: readonly Finding[], { operation }: Call): void {
  for (const { pointer, message } of findings) console.warn(`${operation} ${pointer}: ${message}`);
}
