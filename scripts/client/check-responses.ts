import type { Call, Layer } from './layer.ts';

/** A header line as `createContract()` of `commerce-openapi/contract` reads it. */
type HeaderLines = readonly (readonly [name: string, value: string])[];

/** What differs from the description. The package `commerce-openapi` tells more of it. */
export interface AnyFinding {
  /** Where in the body or the request, as a JSON Pointer. */
  readonly pointer: string;
  /** One English sentence. */
  readonly message: string;
}

/** A description made ready for checking: what `createContract()` of `commerce-openapi/contract` returns. */
export interface AnyContract<Finding extends AnyFinding> {
  checkExchange(
    request: { readonly method: string; readonly url: string; readonly headers: HeaderLines },
    response: { readonly status: number; readonly headers: HeaderLines; readonly body: Uint8Array | undefined },
    context: { readonly only: 'response' },
  ): readonly Finding[];
}

export interface CheckOptions<Finding> {
  /** Called with what differs from the description, for each answer that does. By default it is written to the console. */
  readonly onFindings?: ((findings: readonly Finding[], call: Call) => void) | undefined;
}

/** Bodies that are read for checking; what may be large and has no schema is not. */
const checkedTypes = /json|text\/plain/;

/**
 * Compares every answer with the description, in development: `checkResponses(createContract(description))`, with the
 * `createContract` of `commerce-openapi/contract` and the `openapi.json` of this package. It looks at a copy and hands on the
 * answer as it is, whatever it finds: a check must not change what an app does.
 */
export function checkResponses<Finding extends AnyFinding>(
  contract: AnyContract<Finding>,
  { onFindings = report }: CheckOptions<Finding> = {},
): Layer {
  return (send) => async (request, call) => {
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
    const findings = contract.checkExchange(
      { method: request.method, url: relativeUrl(request.url, call), headers: linesOf(request.headers) },
      { status: response.status, headers: linesOf(response.headers), body },
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

function report(findings: readonly AnyFinding[], { operation }: Call): void {
  for (const { pointer, message } of findings) console.warn(`${operation} ${pointer}: ${message}`);
}

/** Not every project has the types by which headers are iterable. */
function linesOf(headers: Headers): [name: string, value: string][] {
  const lines: [string, string][] = [];
  headers.forEach((value, name) => lines.push([name, value]));
  return lines;
}
