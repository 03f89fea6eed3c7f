import {
  createContract,
  type Contract,
  type ContractOptions,
  type Finding,
  type HeaderLines,
} from '../../scripts/engine/contract.ts';

export type Json = Record<string, unknown>;

export { createContract };

/** An OpenAPI document around some paths. */
export function description(paths: Json, rest: Json = {}): Json {
  return { openapi: '3.1.0', info: { title: 'Test', version: '1' }, paths, ...rest };
}

/** A contract with `GET /thing` whose 200 answer is JSON of that schema. */
export function answering(schema: unknown, rest: Json = {}, options: ContractOptions = {}): Contract {
  const responses = { 200: { description: 'ok', content: { 'application/json': { schema } } } };
  return createContract(description({ '/thing': { get: { operationId: 'getThing', responses } } }, rest), options);
}

/** A contract with `POST /thing` that takes JSON of that schema. */
export function taking(schema: unknown, rest: Json = {}, type = 'application/json', media: Json = {}): Contract {
  const requestBody = { required: true, content: { [type]: { schema, ...media } } };
  return createContract(
    description(
      { '/thing': { post: { operationId: 'addThing', requestBody, responses: { 204: { description: 'done' } } } } },
      rest,
    ),
  );
}

/** A contract with `GET /search` that takes those parameters. */
export function searching(parameters: Json[], rest: Json = {}, path = '/search'): Contract {
  return createContract(
    description(
      { [path]: { get: { operationId: 'search', parameters, responses: { 204: { description: 'none' } } } } },
      rest,
    ),
  );
}

/** One exchange in short; what is left out is GET, 200, JSON, and no body. */
export interface Brief {
  method?: string;
  url?: string;
  headers?: HeaderLines;
  body?: Uint8Array | string | undefined;
  status?: number;
  responseHeaders?: HeaderLines;
  /** Content type of the response; `null` for none. */
  type?: string | null;
  /** Text as it is; any other value as JSON. */
  answer?: unknown;
  exchange?: number;
}

export function check(contract: Contract, brief: Brief): Finding[] {
  const { method = 'GET', url = '/thing', headers = [], status = 200, responseHeaders = [], answer, exchange } = brief;
  const body =
    typeof answer === 'string' || answer instanceof Uint8Array || answer === undefined
      ? answer
      : JSON.stringify(answer);
  const type = brief.type === undefined ? 'application/json' : brief.type;
  return contract.checkExchange(
    { method, url, headers, body: 'body' in brief ? brief.body : '' },
    {
      status,
      headers: [
        ...(type === null || body === undefined || body === '' ? [] : [['content-type', type] as const]),
        ...responseHeaders,
      ],
      body,
    },
    exchange === undefined ? {} : { exchange },
  );
}

/** Findings in short: `kind pointer`. */
export function brief(findings: readonly Finding[]): string[] {
  return findings.map(({ kind, pointer, count }) => `${kind} ${pointer}${count ? ` x${count}` : ''}`.trim());
}

/** What is found in a JSON answer of that schema. */
export function inAnswer(schema: unknown, answer: unknown, rest: Json = {}): string[] {
  return brief(check(answering(schema, rest), { answer }));
}

/** What is found in a JSON request body of that schema. */
export function inRequest(schema: unknown, body: unknown, rest: Json = {}): string[] {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const findings = check(taking(schema, rest), {
    method: 'POST',
    headers: [['content-type', 'application/json']],
    body: text,
    status: 204,
  });
  return brief(findings);
}

/** What is found in a query string for those parameters. */
export function inQuery(parameters: Json[], query: string, rest: Json = {}): string[] {
  return brief(check(searching(parameters, rest), { url: `/search${query}`, status: 204 }));
}
