import type { Api } from '../../apis.ts';
import { tagOf } from '../../description/areas.ts';
import {
  parametersOf,
  resolve,
  scopesOf,
  type FoundOperation,
  type MediaType,
  type OpenApiDocument,
  type Operation,
  type Parameter,
  type Response,
  type Schema,
} from '../../description/document.ts';
import { evidenceOf, type Evidence } from '../../description/evidence.ts';
import { isRecord } from '../../engine/json.ts';
import { exampleRequest, type SampleRequest } from '../samples/request.ts';
import { renderSamples, type CodeSample } from '../samples/samples.ts';
import type { EnumValue } from './enumeration.ts';
import { examplesOf, type NamedExample } from './examples.ts';
import { listFields, toField, type Field } from './fields.ts';
import { typeOf, type TypePart } from './types.ts';

/** What a request or an answer holds. */
export interface Content {
  readonly mediaTypes: readonly string[];
  readonly type: readonly TypePart[];
  readonly fields: readonly Field[];
  readonly examples: readonly NamedExample[];
  readonly maxBytes?: number;
}

export interface Answer {
  /** `200`, or several with commas between them. */
  readonly status: string;
  /** Markdown. */
  readonly description: string;
  /** Codes of its own that an error may have. */
  readonly codes: readonly EnumValue[];
  readonly headers: readonly Field[];
  readonly content?: Content;
}

/** An operation, or a call that the vendor makes, with all that a reader must know before they use it. */
export interface OperationView {
  /** Path of its page in the site. */
  readonly file: string;
  readonly id: string;
  readonly method: string;
  /** Path as the description has it; the name of the event where the vendor calls. */
  readonly path: string;
  /** What it is called by: `GET /products`, or the name of the event. */
  readonly call: string;
  readonly isWebhook: boolean;
  readonly tag: string;
  readonly title: string;
  /** Markdown. */
  readonly description: string;
  readonly server: string;
  /** Scopes that a token needs. */
  readonly scopes: readonly string[];
  /** Scopes that open more, and what they open. */
  readonly furtherScopes: readonly (readonly [scope: string, opens: string])[];
  /** What it costs to be wrong. */
  readonly warning?: string;
  readonly isDeprecated: boolean;
  readonly evidence?: Evidence;
  /** Page of the vendor that it was read from. */
  readonly readFrom?: string;
  readonly parameters: readonly (Field & { readonly place: Parameter['in'] })[];
  readonly body?: Content & { readonly isRequired: boolean; readonly description: string };
  readonly answers: readonly Answer[];
  /** The request that samples show; none where the vendor calls, as there are no samples then. */
  readonly request?: SampleRequest;
  readonly samples: readonly CodeSample[];
}

/**
 * Reads one operation.
 *
 * @param folder of its page in the site
 * @param isWebhook whether the vendor calls, and the reader answers
 */
export function viewOperation(
  api: Api,
  document: OpenApiDocument,
  found: FoundOperation,
  folder: string,
  isWebhook: boolean,
): OperationView {
  const { path, item, operation } = found;
  const id = operation.operationId ?? path;
  const method = found.method.toUpperCase();
  const [server] = operation.servers ?? item.servers ?? document.servers ?? [];
  const body = operation.requestBody && resolve(document, operation.requestBody);
  const content = body && viewContent(document, body.content);
  const evidence = evidenceOf(operation);
  const request = isWebhook ? undefined : exampleRequest(document, found);
  return {
    file: `${folder}/${id}.html`,
    id,
    method,
    path,
    call: isWebhook ? path : `${method} ${path}`,
    isWebhook,
    tag: tagOf(operation),
    title: operation.summary ?? path,
    description: operation.description ?? '',
    server: server?.url ?? '',
    scopes: scopesOf(document, operation),
    furtherScopes: Object.entries(operation['x-optional-scopes'] ?? {}),
    ...(operation['x-never-live'] && { warning: operation['x-never-live-reason'] ?? '' }),
    isDeprecated: operation.deprecated === true,
    ...(evidence && { evidence }),
    ...(operation.externalDocs && { readFrom: operation.externalDocs.url }),
    parameters: parametersOf(document, found).map((parameter) => ({
      ...toField(document, parameter.name, parameter.schema ?? {}, parameter.required === true, { ...parameter }),
      place: parameter.in,
    })),
    ...(body &&
      content && {
        body: { ...content, isRequired: body.required === true, description: body.description ?? '' },
      }),
    answers: joinAlike(
      Object.entries(operation.responses).map(([status, response]) =>
        viewAnswer(document, operation, status, resolve(document, response)),
      ),
    ),
    ...(request && { request }),
    samples: request ? renderSamples(api, document, request) : [],
  };
}

/** Successes that say the same are said once: a webhook may be answered with any of five statuses. */
function joinAlike(answers: readonly Answer[]): Answer[] {
  const joined: Answer[] = [];
  for (const answer of answers) {
    const last = joined.at(-1);
    const isAlike =
      last?.status.startsWith('2') && !last.content && !answer.content && last.description === answer.description;
    if (last && isAlike) joined[joined.length - 1] = { ...last, status: `${last.status}, ${answer.status}` };
    else joined.push(answer);
  }
  return joined;
}

function viewAnswer(document: OpenApiDocument, operation: Operation, status: string, response: Response): Answer {
  const content = viewContent(document, response.content);
  return {
    status,
    description: response.description ?? '',
    codes: (operation['x-error-codes'] ?? [])
      .filter((each) => String(each.status) === status)
      .map(({ code, description }) => ({ value: code, ...(description !== undefined && { meaning: description }) })),
    headers: Object.entries(response.headers ?? {}).map(([name, shared]) => {
      const header = resolve<Schema>(document, shared as Schema);
      return toField(document, name, (header['schema'] ?? {}) as Schema, false, header);
    }),
    ...(content && { content }),
  };
}

/** Several media types of one thing are one content: an image may be sent as PNG or as JPEG. */
function viewContent(document: OpenApiDocument, content: Record<string, MediaType> = {}): Content | undefined {
  const [media] = Object.values(content);
  if (!media) return undefined;
  const schema = media.schema ?? {};
  return {
    mediaTypes: Object.keys(content),
    type: typeOf(schema),
    fields: listFields(document, itemOf(document, schema)),
    examples: examplesOf(document, media),
    ...(media['x-max-bytes'] !== undefined && { maxBytes: media['x-max-bytes'] }),
  };
}

/** Of a list, what each entry is. */
function itemOf(document: OpenApiDocument, schema: Schema): Schema {
  const target = resolve<Schema>(document, schema);
  return target['type'] === 'array' && isRecord(target['items']) ? itemOf(document, target['items']) : target;
}
