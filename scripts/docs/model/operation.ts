import {
  resolve,
  type FoundOperation,
  type MediaType,
  type OpenApiDocument,
  type Operation,
  type Parameter,
  type RequestBody,
  type Response,
} from '../../description/document.ts';
import { isRecord } from '../../engine/json.ts';
import { evidenceOf, type Evidence } from '../../description/evidence.ts';
import { listFields, toField, type Field, type Schema } from './fields.ts';
import { typeOf, type TypePart } from './types.ts';

/** Something that the docs show as code: a request or an answer. */
export interface Example {
  /** Empty where there is only one. */
  readonly title: string;
  readonly value: unknown;
}

/** What a request or an answer holds. */
export interface Content {
  readonly mediaTypes: readonly string[];
  readonly type: readonly TypePart[];
  readonly schema: Schema;
  readonly fields: readonly Field[];
  readonly examples: readonly Example[];
  readonly maxBytes?: number;
}

export interface Answer {
  /** `200`, or several with commas between them. */
  readonly status: string;
  /** Markdown. */
  readonly description: string;
  readonly codes: readonly { readonly code: string; readonly description?: string }[];
  readonly headers: readonly Field[];
  readonly content?: Content;
}

/** An operation, or a call that the vendor makes, with all that a reader must know before they use it. */
export interface OperationView {
  readonly id: string;
  readonly method: string;
  /** Path as the description has it; the name of the event where the vendor calls. */
  readonly path: string;
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
}

interface Described {
  description?: string;
}

interface Extended extends Operation, Described {
  deprecated?: boolean;
  externalDocs?: { url: string };
  'x-token-scopes'?: string[];
  'x-optional-scopes'?: Record<string, string>;
  'x-never-live'?: true;
  'x-never-live-reason'?: string;
}

/** Reads one operation. `isWebhook` says that the vendor calls, and the reader answers. */
export function viewOperation(document: OpenApiDocument, found: FoundOperation, isWebhook = false): OperationView {
  const { method, path, item } = found;
  const operation = found.operation as Extended;
  const [server] = operation.servers ?? item.servers ?? document.servers ?? [];
  const body = operation.requestBody && resolve<RequestBody & Described>(document, operation.requestBody);
  const content = body && viewContent(document, body.content);
  const evidence = evidenceOf(operation);
  const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])];
  return {
    id: operation.operationId ?? path,
    method: method.toUpperCase(),
    path,
    isWebhook,
    tag: operation.tags?.[0] ?? 'Operations',
    title: operation.summary ?? path,
    description: operation.description ?? '',
    server: server?.url ?? '',
    scopes: scopesOf(operation),
    furtherScopes: Object.entries(operation['x-optional-scopes'] ?? {}),
    ...(operation['x-never-live'] && { warning: operation['x-never-live-reason'] ?? '' }),
    isDeprecated: operation.deprecated === true,
    ...(evidence && { evidence }),
    ...(operation.externalDocs && { readFrom: operation.externalDocs.url }),
    parameters: parameters.map((each) => {
      const parameter = resolve<Parameter>(document, each);
      const owner = parameter as unknown as Schema;
      return {
        ...toField(document, parameter.name, (parameter.schema ?? {}) as Schema, parameter.required === true, owner),
        place: parameter.in,
      };
    }),
    ...(body &&
      content && {
        body: { ...content, isRequired: body.required === true, description: body.description ?? '' },
      }),
    answers: joinAlike(
      Object.entries(operation.responses).map(([status, response]) =>
        viewAnswer(document, operation, status, resolve<Response>(document, response)),
      ),
    ),
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

/** Scopes that a token needs for an operation. */
function scopesOf(operation: Operation): string[] {
  const extended = operation as Extended;
  const required = (operation.security ?? []).flatMap((requirement) => Object.values(requirement).flat());
  return [...new Set([...required, ...(extended['x-token-scopes'] ?? []), ...(extended['x-required-scopes'] ?? [])])];
}

function viewAnswer(document: OpenApiDocument, operation: Operation, status: string, response: Response): Answer {
  const content = viewContent(document, response.content);
  return {
    status,
    description: (response as Described).description ?? '',
    codes: (operation['x-error-codes'] ?? []).filter((each) => String(each.status) === status),
    headers: Object.entries(response.headers ?? {}).map(([name, shared]) => {
      const header = resolve<Schema>(document, shared as Schema);
      return toField(document, name, (header['schema'] ?? {}) as Schema, false, header);
    }),
    ...(content && { content }),
  };
}

/** Several media types of one thing are one content: an image may be sent as PNG or as JPEG. */
function viewContent(document: OpenApiDocument, content: unknown): Content | undefined {
  const entries = Object.entries((content ?? {}) as Record<string, MediaType>);
  const [[, media] = []] = entries;
  if (!media) return undefined;
  const schema = (media.schema ?? {}) as Schema;
  return {
    mediaTypes: entries.map(([name]) => name),
    type: typeOf(schema),
    schema,
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

/** The first of several stands for the usual case, whatever it is called. */
export function examplesOf(document: OpenApiDocument, holder: object): Example[] {
  const { example, examples } = holder as { example?: unknown; examples?: Record<string, unknown> };
  if (example !== undefined) return [{ title: '', value: example }];
  return Object.entries(examples ?? {}).map(([name, shared]) => {
    const { summary, value } = resolve<{ summary?: string; value?: unknown }>(document, shared as Schema);
    return { title: summary ?? (name === 'default' ? '' : name), value };
  });
}
