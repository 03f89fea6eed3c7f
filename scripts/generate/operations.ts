import { scopesOf, type OpenApiDocument, type Operation } from '../description/document.ts';
import { describeEvidence, evidenceOf } from '../description/evidence.ts';
import { json } from './text.ts';
import { comment } from './types/comment.ts';
import type { OperationTypes } from './types/index.ts';

/** Which description the operations are of, and what its clients are called. */
interface OperationsFacts {
  readonly api: string;
  readonly clientName: string;
  readonly document: OpenApiDocument;
  /** Where the docs of this project are served. */
  readonly homepage: string;
}

/** Types of the runtime and of the client that the functions use. */
export function importsOfOperations(
  clientName: string,
  { headers, forms }: { readonly headers: boolean; readonly forms: boolean },
): string {
  return [
    `import { call } from './client/call.js';`,
    ...(forms ? [`import { callWithForm } from './client/call-form.js';`] : []),
    ...(headers ? [`import { callWithHeaders } from './client/call-headers.js';`] : []),
    `import type { Answer, CallOptions } from './client/types.js';`,
    `import type { ${clientName}Client } from './index.js';\n`,
  ].join('\n');
}

/** One operation as a function. Each is called by itself, so that a bundler drops the others. */
export function generateOperation(
  { api, clientName, document, homepage }: OperationsFacts,
  { operation, operationId, method, path, parameters, optional, cuttable, form, headers, data }: OperationTypes,
): string {
  const client = `client: ${clientName}Client`;
  const answer = data === 'undefined' ? 'void' : data;
  const own =
    parameters === undefined ? '' : `, parameters${optional ? '?' : ''}: ${parameters}${cuttable ? '<Fields>' : ''}`;
  const generic = cuttable ? '<Fields extends string | undefined = undefined>' : '';
  const result = cuttable ? `Answer<${answer}, Fields>` : answer;
  const passed = parameters === undefined ? '{}' : 'parameters';
  const call = form ? 'callWithForm' : headers.length > 0 ? 'callWithHeaders' : 'call';
  const names = headers.length > 0 ? `, ${json(headers)}` : '';
  return [
    commentOf(operation, scopesOf(document, operation), `${homepage}/${api}/operations/${operationId}.html`).trimEnd(),
    `export function ${operationId}${generic}(${client}${own}, options?: CallOptions): Promise<${result}> {`,
    `  return ${call}(client, '${method}', ${json(path)}${names}, ${passed}, options);`,
    '}\n',
  ].join('\n');
}

/** What an editor shows of an operation. */
function commentOf(operation: Operation, scopes: readonly string[], link: string): string {
  const { summary = '', description = '', externalDocs, deprecated } = operation;
  const evidence = evidenceOf(operation);
  const [about = ''] = description.split('\n\n');
  const codes = [...new Set(operation['x-error-codes']?.map(({ code }) => code))];
  const danger = operation['x-never-live-reason'];
  return comment([
    `${summary}. ${about}`,
    ...(evidence ? [describeEvidence(evidence)] : []),
    ...(scopes.length > 0 ? [`Scopes: ${scopes.map((scope) => `\`${scope}\``).join(', ')}.`] : []),
    ...(danger ? [`**Careful.** ${danger}`] : []),
    `@throws {ApiError} when the API answers with an error${codes.length > 0 ? `; of its own are ${codes.map((code) => `\`${code}\``).join(', ')}` : ''}`,
    `@see ${link}`,
    ...(externalDocs ? [`@see ${externalDocs.url}`] : []),
    ...(deprecated ? ['@deprecated'] : []),
  ]);
}
