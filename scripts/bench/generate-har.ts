/** Makes recordings of any length from a description's own examples. */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { sample } from 'openapi-sampler';
import { createContract } from '../contract/contract.ts';
import { sampleBodies } from '../contract/plan/body.ts';
import { readOperations, type JsonObject, type PlannedOperation } from '../contract/plan/description.ts';
import { parameterKey, writeRequest } from '../contract/plan/request.ts';

/** An entry's text around the part that differs from repetition to repetition. */
export type EntryTemplate = (index: number) => string;

/**
 * Templates of one successful JSON exchange per operation: parameters and bodies from examples, sampled from the schema where
 * there is none. Operations with an upload or a download are left out: a recording is mostly JSON.
 */
export function exchangeTemplates(description: JsonObject, serverUrl: string): EntryTemplate[] {
  const operations = readOperations(description, createContract(description).operations);
  return operations.flatMap((operation) => templateOf(operation, description, serverUrl) ?? []);
}

function templateOf(
  operation: PlannedOperation,
  description: JsonObject,
  serverUrl: string,
): EntryTemplate | undefined {
  if (operation.ownServers.length > 0) return undefined;
  const response = operation.responses.find(({ status }) => /^2\d\d$/.test(status));
  const answer = response?.content.find(({ type }) => /json/.test(type));
  if (!response || !answer) return undefined;
  const request = sampleBodies(operation, description)[0];
  if (request && typeof request.body !== 'string') return undefined;

  const required = operation.parameters.filter((parameter) => parameter.required);
  const values = new Map(required.map((parameter) => [parameterKey(parameter), parameter.samples[0] ?? 1]));
  const schema = answer.schema ?? {};
  const value = answer.examples[0]?.value ?? sample(schema as never, { skipWriteOnly: true, quiet: true }, description);
  const text = JSON.stringify(value);
  const { target } = writeRequest(operation, values);
  const entry = {
    startedDateTime: '2026-01-01T12:00:00.000Z',
    time: 80,
    request: {
      method: operation.contract.method,
      url: serverUrl + target,
      httpVersion: 'HTTP/1.1',
      headers: [
        { name: 'Accept', value: 'application/json' },
        { name: 'Authorization', value: 'Bearer secret_benchmark' },
        ...(request ? [{ name: 'Content-Type', value: request.contentType }] : []),
      ],
      queryString: [],
      cookies: [],
      headersSize: -1,
      bodySize: request?.body.length ?? 0,
      ...(request && { postData: { mimeType: request.contentType, text: request.body } }),
    },
    response: {
      status: Number(response.status),
      statusText: 'OK',
      httpVersion: 'HTTP/1.1',
      headers: [
        { name: 'Content-Type', value: answer.type },
        { name: 'Date', value: 'Thu, 01 Jan 2026 12:00:00 GMT' },
      ],
      cookies: [],
      content: { size: Buffer.byteLength(text), mimeType: answer.type, text },
      redirectURL: '',
      headersSize: -1,
      bodySize: Buffer.byteLength(text),
    },
    cache: {},
    timings: { send: 1, wait: 70, receive: 9 },
  };
  const rest = JSON.stringify(entry).slice(1);
  return (index) => `{"_index":${index},${rest}`;
}

/** Writes a HAR file with so many entries, the templates in turn; resolves to its size in bytes. */
export async function writeHar(file: string, templates: readonly EntryTemplate[], entries: number): Promise<number> {
  const stream = createWriteStream(file);
  let bytes = 0;
  const write = async (text: string): Promise<void> => {
    bytes += Buffer.byteLength(text);
    if (!stream.write(text)) await once(stream, 'drain');
  };
  await write('{"log":{"version":"1.2","creator":{"name":"bench","version":"1"},"entries":[');
  for (let index = 0; index < entries; index += 1) {
    await write((index === 0 ? '\n' : ',\n') + templates[index % templates.length]!(index));
  }
  await write('\n]}}\n');
  stream.end();
  await once(stream, 'finish');
  return bytes;
}
