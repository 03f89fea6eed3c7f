import type { SourceFile } from './source-file.ts';
import { isRecord } from '../../engine/json.ts';

export const methods = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options', 'trace'] as const;
export type Method = (typeof methods)[number];

/** An operation as the source has it. */
export interface SourceOperation {
  readonly url: string;
  readonly method: Method;
  /** The file of its path item. */
  readonly file: SourceFile;
  /** Empty when there is none. */
  readonly operationId: string;
  readonly tags: readonly string[];
  /** Keys of `responses`. */
  readonly statuses: readonly string[];
  readonly value: Readonly<Record<string, unknown>>;
}

/** Every operation of the paths of an entry document, in the order of the document. */
export function findOperations(entry: SourceFile, files: ReadonlyMap<string, SourceFile>): SourceOperation[] {
  return pathEntries(entry).flatMap(({ url, target }) => {
    const file = target === undefined ? undefined : files.get(target);
    if (!file || !isRecord(file.value)) return [];
    const item = file.value;
    return methods.flatMap((method) => {
      const value = item[method];
      return isRecord(value) ? [toOperation(url, method, file, value)] : [];
    });
  });
}

/** The paths of an entry document: the URL, and the file that it names. */
export function pathEntries(entry: SourceFile): { url: string; target: string | undefined }[] {
  const paths = isRecord(entry.value) && isRecord(entry.value['paths']) ? entry.value['paths'] : {};
  const targets = new Map(entry.references.map(({ trail, target }) => [trail.join('\n'), target]));
  return Object.keys(paths).map((url) => ({ url, target: targets.get(['paths', url, '$ref'].join('\n')) }));
}

function toOperation(url: string, method: Method, file: SourceFile, value: Record<string, unknown>): SourceOperation {
  const tags = Array.isArray(value['tags']) ? value['tags'].map(String) : [];
  const responses = isRecord(value['responses']) ? value['responses'] : {};
  return {
    url,
    method,
    file,
    operationId: typeof value['operationId'] === 'string' ? value['operationId'] : '',
    tags,
    statuses: Object.keys(responses),
    value,
  };
}
