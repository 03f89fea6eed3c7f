import { apis, type Api } from '../../../scripts/apis.ts';
import { createContract } from '../../../scripts/engine/contract.ts';
import { readOperations, type JsonObject, type PlannedOperation } from '../../../scripts/contract/plan/description.ts';
import { bundle } from '../../../scripts/description/bundle.ts';
import type { OpenApiDocument } from '../../../scripts/description/document.ts';

/** A bundled description, and its operations and webhooks with their references followed. */
export interface Described {
  readonly document: OpenApiDocument;
  readonly operations: readonly PlannedOperation[];
  readonly webhooks: readonly PlannedOperation[];
}

/** Looks at a description and says in one sentence each what is wrong with it. */
export type Guard = (described: Described) => string[];

/** The descriptions as they stand in the source, bundled once for all guards. */
export const describedApis: readonly { readonly api: Api; readonly described: Promise<Described> }[] = apis.map(
  (api) => ({ api, described: bundle(api).then(read) }),
);

export function read(document: OpenApiDocument): Described {
  // A webhook is an operation whose URL the app chooses.
  const called = Object.fromEntries(Object.entries(document.webhooks ?? {}).map(([name, item]) => [`/${name}`, item]));
  return { document, operations: plan(document), webhooks: plan({ ...document, paths: called }) };
}

function plan(document: OpenApiDocument): PlannedOperation[] {
  const description = document as unknown as JsonObject;
  return readOperations(description, createContract(description).operations);
}

/** The operation itself as the document has it, for what {@link PlannedOperation} leaves out. */
export function definitionOf({ document }: Described, { contract }: PlannedOperation): JsonObject {
  const item = document.paths[contract.path] as Readonly<Record<string, unknown>> | undefined;
  return (item?.[contract.method.toLowerCase()] ?? {}) as JsonObject;
}

/** Whether a response has succeeded. */
export function isSuccess(status: string): boolean {
  return status.startsWith('2');
}

export function isJson(mediaType: string): boolean {
  return /^application\/(.+\+)?json\b/.test(mediaType);
}
