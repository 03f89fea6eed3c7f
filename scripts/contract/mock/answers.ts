/** The answers that the mock is asked for: the examples of a description, and one made by the schema where there is none. */

import { isRecord } from '../../engine/json.ts';
import type { Contract, HttpRequest } from '../../engine/types.ts';
import { writeForm } from '../plan/body.ts';
import type { JsonObject, MediaType, PlannedOperation, PlannedResponse } from '../plan/description.ts';
import { writeHeader } from '../plan/styles.ts';
import type { Sampler } from '../plan/values/sampler.ts';
import { isFramingOfAnswer, isHeader } from '../plan/writable.ts';
import { variants } from './requests.ts';
import { firstRight, verdictOf, type Verdict } from './verdict.ts';

export interface PlannedAnswer {
  readonly status: number;
  /** The media type to ask for. */
  readonly accept: string;
  /** Name of the example to ask for; `''` for the only one. */
  readonly example: string;
}

export interface PlannedAnswers {
  readonly answers: readonly PlannedAnswer[];
  /** One sentence for each answer that cannot be asked for. */
  readonly skipped: readonly string[];
  /** `responses` for the mock: no reference, and an example for each answer. */
  readonly responses: JsonObject;
}

export function createAnswers(contract: Contract, sampler: Sampler) {
  return (operation: PlannedOperation, request: HttpRequest): PlannedAnswers => {
    const answers: PlannedAnswer[] = [];
    const skipped: string[] = [];
    const responses: Record<string, unknown> = {};
    for (const response of operation.responses) {
      const status = concreteStatus(response, operation.responses);
      if (status === undefined) continue;
      const headers = headersOf(response, sampler);
      const unsendable = reasonAgainst(response, status, [
        ...headers.map(([name]) => name),
        ...(hasNoBody(operation, status) ? [] : ['content-length']),
      ]);
      if (unsendable !== undefined) {
        skipped.push(`The answer ${status} is left out: ${unsendable}.`);
        continue;
      }
      const content: Record<string, unknown> = {};
      const isEmpty = response.content.length === 0 || hasNoBody(operation, status);
      if (isEmpty) answers.push({ status, accept: '*/*', example: '' });
      for (const media of isEmpty ? [] : response.content) {
        const type = media.sendAs;
        if (type === undefined) {
          skipped.push(`The answer ${status} (${media.type}) is left out: no type falls under it alone.`);
          continue;
        }
        const made = examplesOf(media, type, (value) => judge(request, status, type, headers, value));
        if (typeof made === 'string') skipped.push(`The answer ${status} (${media.type}) is left out: ${made}`);
        const examples = typeof made === 'string' ? {} : made;
        answers.push(...Object.keys(examples).map((example) => ({ status, accept: type, example })));
        content[type] = '' in examples ? { example: examples[''] } : { examples: valued(examples) };
      }
      responses[response.status.replace(/xx$/, 'XX')] = {
        description: '',
        headers: Object.fromEntries(headers.map(([name, value]) => [name, { schema: {}, example: value }])),
        ...(!isEmpty && { content }),
      };
    }
    return { answers, skipped, responses };
  };

  /** What is told of a made answer. */
  function judge(
    request: HttpRequest,
    status: number,
    type: string,
    headers: readonly [string, string][],
    value: unknown,
  ): Verdict {
    // The mock writes UTF-8, whatever charset its type names.
    const body = Buffer.from(typeof value === 'string' && !/json/i.test(type) ? value : JSON.stringify(value));
    const ofBody = [
      ['Content-Type', type],
      ['Content-Length', String(body.length)],
    ] as const;
    const response = { status, headers: [...headers, ...ofBody], body };
    return verdictOf(contract.checkExchange(request, response, { only: 'response' }));
  }

  /** Examples by a name that a header can hold, `''` for one without a name and for a made one; or why there is none. */
  function examplesOf(media: MediaType, type: string, judge: (value: unknown) => Verdict): JsonObject | string {
    const { writtenSchema, examples } = media;
    const isJson = /json/i.test(type);
    if (examples.length > 0) {
      // Nobody would know the boundary that parts are told apart by.
      if (/^multipart\//i.test(type) && examples.some(({ value }) => typeof value !== 'string'))
        return 'the mock writes no answer of several parts.';
      const isOnly = examples.length === 1 && examples[0]!.name === '';
      return Object.fromEntries(
        examples.map(({ name, value }, index) => [
          isOnly ? '' : askableName(name, index),
          isJson ? value : textFor(media, type, value),
        ]),
      );
    }
    const { found, problem } = firstRight(variants, (variant) => {
      const made = writtenSchema === undefined && !isJson ? undefined : sampler(writtenSchema ?? {}, variant);
      const value = isJson ? made : textFor(media, type, made);
      return value === undefined ? undefined : { value, verdict: judge(value) };
    });
    if (found !== undefined) return { '': found };
    return problem ?? 'its schema allows no value that can be made.';
  }
}

/** The documented headers that can be written. */
export function headersOf({ headers }: PlannedResponse, sampler: Sampler): [name: string, value: string][] {
  return headers.flatMap((header): [string, string][] => {
    const value = header.samples[0] ?? sampler(header.writtenSchema, 1);
    if (value === undefined || value === null || isFramingOfAnswer(header.name)) return [];
    const text = writeHeader(header, value);
    return isHeader(header.name, text) ? [[header.name, text]] : [];
  });
}

/** Why the mock cannot be asked for an answer, whatever its body. */
function reasonAgainst({ headers }: PlannedResponse, status: number, written: readonly string[]): string | undefined {
  // By the standard of fetch, a proxy that asks for a password has not answered.
  if (status === 407) return 'what asks the mock does not show it';
  const names = new Set(written.map((name) => name.toLowerCase()));
  const missing = headers.find(({ name, required }) => required && !names.has(name.toLowerCase()));
  return missing && `its header ${JSON.stringify(missing.name)} cannot be written here`;
}

function valued(examples: Readonly<Record<string, unknown>>): JsonObject {
  return Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }]));
}

/** The text of an answer that is no JSON. */
export function textFor(media: MediaType, type: string, value: unknown): string {
  if (/x-www-form-urlencoded/i.test(type) && isRecord(value)) return writeForm(value, media);
  if (/xml/i.test(type) && typeof value !== 'string') return '<sample/>';
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? 'text');
}

/** `Prefer` separates by commas, and headers hold few characters. */
function askableName(name: string, index: number): string {
  return /^[\w.-]+$/.test(name) ? name : `example-${index + 1}`;
}

export function hasNoBody({ contract }: PlannedOperation, status: number): boolean {
  return contract.method === 'HEAD' || status === 204 || status === 205 || status === 304;
}

/** A status that stands for `4XX` or `default` and is not documented by itself. 1xx are not answers. */
export function concreteStatus({ status }: PlannedResponse, all: readonly PlannedResponse[]): number | undefined {
  const taken = new Set(all.map((response) => response.status));
  if (status === 'default') return [500, 599].find((candidate) => !taken.has(String(candidate)));
  const range = /^([2-5])XX$/i.exec(status)?.[1];
  if (range === undefined) return /^[2-5]\d\d$/.test(status) ? Number(status) : undefined;
  return [`${range}00`, `${range}01`, `${range}99`].filter((candidate) => !taken.has(candidate)).map(Number)[0];
}
