import type { FoundOperation, OpenApiDocument, SecurityRequirement } from '../description/document.ts';
import { describeEvidence, evidenceOf } from '../description/evidence.ts';
import { comment } from './types/comment.ts';
import type { OperationTypes } from './types/index.ts';

/** What an operation says of itself, beyond what this project reads elsewhere. */
interface Words {
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly externalDocs?: { readonly url?: string };
  readonly 'x-never-live-reason'?: string;
  readonly 'x-token-scopes'?: readonly string[];
}

/** Which description the operations are of, and what its clients are called. */
export interface OperationsFacts {
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
  { operationId, method, path, parameters, optional, cuttable, form, headers, data }: OperationTypes,
  { operation }: FoundOperation,
): string {
  const client = `client: ${clientName}Client`;
  const answer = data === 'undefined' ? 'void' : data;
  const own =
    parameters === undefined ? '' : `, parameters${optional ? '?' : ''}: ${parameters}${cuttable ? '<Fields>' : ''}`;
  const generic = cuttable ? '<Fields extends string | undefined = undefined>' : '';
  const result = cuttable ? `Answer<${answer}, Fields>` : answer;
  const passed = parameters === undefined ? '{}' : 'parameters';
  const call = form ? 'callWithForm' : headers.length > 0 ? 'callWithHeaders' : 'call';
  const names = headers.length > 0 ? `, ${JSON.stringify(headers)}` : '';
  return [
    commentOf(operation as Words, {
      link: `${homepage}/${api}/operations/${operationId}.html`,
      scopes: scopesOf(operation.security ?? document.security ?? [], (operation as Words)['x-token-scopes']),
      codes: [...new Set(operation['x-error-codes']?.map(({ code }) => code))],
    }).trimEnd(),
    `export function ${operationId}${generic}(${client}${own}, options?: CallOptions): Promise<${result}> {`,
    `  return ${call}(client, '${method}', ${quote(path)}${names}, ${passed}, options);`,
    '}\n',
  ].join('\n');
}

/** What an editor shows of an operation. */
function commentOf(
  words: Words,
  { link, scopes, codes }: { link: string; scopes: readonly string[]; codes: readonly string[] },
): string {
  const evidence = evidenceOf(words);
  const [about = ''] = (words.description ?? '').split('\n\n');
  const vendor = words.externalDocs?.url;
  return comment([
    `${words.summary ?? ''}. ${about}`,
    ...(evidence ? [describeEvidence(evidence)] : []),
    ...(scopes.length > 0 ? [`Scopes: ${scopes.map((scope) => `\`${scope}\``).join(', ')}.`] : []),
    ...(words['x-never-live-reason'] ? [`**Careful.** ${words['x-never-live-reason']}`] : []),
    `@throws {ApiError} when the API answers with an error${codes.length > 0 ? `; of its own are ${codes.map((code) => `\`${code}\``).join(', ')}` : ''}`,
    `@see ${link}`,
    ...(vendor ? [`@see ${vendor}`] : []),
    ...(words.deprecated ? ['@deprecated'] : []),
  ]);
}

/** Scopes of the first way to be authorised, which is the one that clients go, and those that a token of another kind has. */
function scopesOf(security: readonly SecurityRequirement[], others: readonly string[] = []): readonly string[] {
  return [...new Set([...Object.values(security[0] ?? {}).flat(), ...others])];
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
