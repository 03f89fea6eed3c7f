import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerRequest } from './answer.ts';
import { createContractCheck } from './contract-check.ts';
import { errorBody, type ErrorShape, type Refusal } from './error-shape.ts';
import { createPrism, type Answer } from './prism.ts';
import { BodyTooLarge, isJson, maximumBodySize, readRequest } from './request.ts';

export interface MockOptions {
  /** The bundled description: no references to other files. */
  readonly description: object;
  /** TCP port on 127.0.0.1; 0, the default, takes a free one. */
  readonly port?: number;
  /** Base path that {@link Mock.baseUrl} ends with, such as `/api/v3/1003`. Every server path of the description works. */
  readonly basePath?: string;
  /** Whose error format the mock's own errors have. */
  readonly errorShape: ErrorShape;
}

export interface Mock {
  /** `http://127.0.0.1:4010` */
  readonly url: string;
  /** The same with the base path: what a client takes in place of the API's own address. */
  readonly baseUrl: string;
  /** Number of operations that are served. */
  readonly operations: number;
  close(): Promise<void>;
}

/**
 * Serves a description on 127.0.0.1: answers every operation with its documented examples, never with random values.
 * `Prefer: code=404, example=name` chooses status and example. What breaks the description is turned away with a 4xx.
 * Rejects with the error of `listen` (`EADDRINUSE`) when the port cannot be had.
 */
export async function startMock(options: MockOptions): Promise<Mock> {
  const { description, port = 0, basePath = '', errorShape } = options;
  const prism = await createPrism(description);
  const check = createContractCheck(description);

  const server = createServer((message, response) => {
    handle(message, response).catch((error: unknown) => {
      // A defect of the mock must not look like an answer of the API, nor end the process.
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(`The mock failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    });
  });

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    allowOtherOrigins(message, response);
    if (message.method === 'OPTIONS') {
      response.writeHead(204).end();
      return;
    }
    try {
      const request = await readRequest(message);
      const outcome = await answerRequest(prism, check, request);
      if ('answer' in outcome) send(response, outcome.answer);
      else refuse(response, outcome.refusal);
    } catch (error) {
      if (!(error instanceof BodyTooLarge)) throw error;
      refuse(response, { status: 413, message: `The mock takes bodies of up to ${maximumBodySize / 1024 ** 2} MB.` });
    }
  }

  function refuse(response: ServerResponse, refusal: Refusal): void {
    const body = errorBody(errorShape, refusal);
    send(response, { status: refusal.status, headers: { 'content-type': 'application/json' }, body, violations: [] });
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    baseUrl: url + basePath,
    operations: prism.operations.length,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

/** The docs' console calls the mock from a page of another origin, or from a file. */
function allowOtherOrigins(message: IncomingMessage, response: ServerResponse): void {
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('access-control-expose-headers', '*');
  if (message.method !== 'OPTIONS') return;
  response.setHeader('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE, OPTIONS');
  response.setHeader('access-control-allow-headers', message.headers['access-control-request-headers'] ?? '*');
  response.setHeader('access-control-allow-private-network', 'true');
}

function send(response: ServerResponse, answer: Answer): void {
  const { 'content-type': contentType, ...headers } = answer.headers;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (answer.violations.length > 0) response.setHeader('sl-violations', toHeader(answer.violations));
  if (answer.body === undefined) {
    response.writeHead(answer.status).end();
    return;
  }
  if (contentType) response.setHeader('content-type', contentType);
  const asText = typeof answer.body === 'string' && !isJson(contentType);
  response.writeHead(answer.status).end(asText ? answer.body : JSON.stringify(answer.body));
}

/** Header values hold only visible ASCII characters, and clients limit their length. */
function toHeader(value: unknown): string {
  return JSON.stringify(value)
    .replace(/[^\x20-\x7e]/g, '?')
    .slice(0, 4000);
}
