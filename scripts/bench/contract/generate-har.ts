/** Makes recordings of any length from a description's own examples, no two exchanges alike. */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createContract } from '../../engine/contract.ts';
import { sampleBodies } from '../../contract/plan/body.ts';
import { readOperations, type JsonObject, type PlannedOperation } from '../../contract/plan/description.ts';
import { parameterKey, writeRequest } from '../../contract/plan/request.ts';
import { createSampler } from '../../contract/plan/values/sampler.ts';
import type { Contract } from '../../engine/types.ts';
import { vary } from './vary.ts';

/** The JSON text of the entry of that number. */
export type EntryTemplate = (index: number) => string;

/**
 * Templates of one successful JSON exchange per operation: parameters and bodies from examples, sampled from the schema where
 * there is none. Operations with an upload or a download are left out: a recording is mostly JSON.
 */
export function exchangeTemplates(description: JsonObject): EntryTemplate[] {
  const contract = createContract(description);
  return readOperations(description, contract.operations).flatMap(
    (operation) => templateOf(operation, description, contract) ?? [],
  );
}

function templateOf(
  operation: PlannedOperation,
  description: JsonObject,
  contract: Contract,
): EntryTemplate | undefined {
  if (operation.ownServers.length > 0) return undefined;
  const response = operation.responses.find(({ status }) => /^2\d\d$/.test(status));
  const answer = response?.content.find(({ type }) => /json/.test(type));
  if (!response || !answer) return undefined;
  const sent = sampleBodies(operation, createSampler(description, 'request'))[0];
  if (sent && typeof sent.body !== 'string') return undefined;

  const { method } = operation.contract;
  const status = Number(response.status);
  const headers = sent ? [typeLine(sent.contentType)] : [];
  const isValid = (values: unknown, sentBody: string, body: string): boolean =>
    contract.checkExchange(
      { method, url: urlOf(operation, values), headers, body: sentBody },
      { status, headers: [typeLine(answer.type)], body },
    ).length === 0;

  const schema = answer.schema ?? {};
  const example = answer.examples[0]?.value ?? createSampler(description, 'response')(schema);
  const values = operation.parameters.flatMap((parameter) =>
    parameter.required ? [[parameterKey(parameter), parameter.samples[0] ?? 1]] : [],
  );
  const body = sent?.body as string | undefined;
  const bodyIsJson = sent !== undefined && /json/.test(sent.contentType);
  const answerText = vary(example, (value) => isValid(values, body ?? '', JSON.stringify(value)));
  const valuesText = vary(values, (value) => isValid(value, body ?? '', answerText(0)));
  const bodyText = bodyIsJson
    ? vary(JSON.parse(body!) as unknown, (value) => isValid(values, JSON.stringify(value), answerText(0)))
    : () => body ?? '';

  return (index) => {
    const text = answerText(index);
    const sentText = bodyText(index);
    return JSON.stringify({
      startedDateTime: '2026-01-01T12:00:00.000Z',
      time: 80,
      request: {
        method,
        url: urlOf(operation, JSON.parse(valuesText(index))),
        httpVersion: 'HTTP/1.1',
        headers: [
          { name: 'Accept', value: 'application/json' },
          { name: 'Authorization', value: 'Bearer secret_benchmark' },
          ...(sent ? [{ name: 'Content-Type', value: sent.contentType }] : []),
        ],
        queryString: [],
        cookies: [],
        headersSize: -1,
        bodySize: Buffer.byteLength(sentText),
        ...(sent && { postData: { mimeType: sent.contentType, text: sentText } }),
      },
      response: {
        status,
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
    });
  };
}

/** @param values parameter keys with their values */
function urlOf(operation: PlannedOperation, values: unknown): string {
  return operation.server + writeRequest(operation, new Map(values as [string, unknown][])).target;
}

function typeLine(type: string): [string, string] {
  return ['Content-Type', type];
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
