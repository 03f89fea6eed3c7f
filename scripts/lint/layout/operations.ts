import type { SourceFile } from './source-file.ts';
import { isRecord } from '../../engine/json.ts';

export const methods = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options', 'trace'] as const;
export type Method = (typeof methods)[number];

/** An operation as the source has it. */
export interface SourceOperation {
  readonly section: Section;
  /** The URL of a path, the name of a webhook. */
  readonly name: string;
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

/** Where an entry document lists path items: those that Ecwid serves, and those that it calls. */
export const sections = ['paths', 'webhooks'] as const;
export type Section = (typeof sections)[number];

/** Every operation of the paths and webhooks of an entry document, in the order of the document. */
export function findOperations(entry: SourceFile, files: ReadonlyMap<string, SourceFile>): SourceOperation[] {
  return listEntries(entry).flatMap(({ section, name, target }) => {
    const file = target === undefined ? undefined : files.get(target);
    if (!file || !isRecord(file.value)) return [];
    const item = file.value;
    return methods.flatMap((method) => {
      const value = item[method];
      return isRecord(value) ? [toOperation({ section, name, method, file, value })] : [];
    });
  });
}

/** A line of the table of contents: a URL or the name of a webhook, and the file that it names. */
export interface Entry {
  readonly section: Section;
  readonly name: string;
  readonly target: string | undefined;
}

/** The paths and webhooks of an entry document. */
export function listEntries({ value, references }: SourceFile): Entry[] {
  const targets = new Map(references.map(({ trail, target }) => [trail.join('\n'), target]));
  return sections.flatMap((section) => {
    const items = isRecord(value) && isRecord(value[section]) ? value[section] : {};
    return Object.keys(items).map((name) => ({
      section,
      name,
      target: targets.get([section, name, '$ref'].join('\n')),
    }));
  });
}

function toOperation(found: Pick<SourceOperation, 'section' | 'name' | 'method' | 'file' | 'value'>): SourceOperation {
  const { value } = found;
  const tags = Array.isArray(value['tags']) ? value['tags'].map(String) : [];
  const responses = isRecord(value['responses']) ? value['responses'] : {};
  return {
    ...found,
    operationId: typeof value['operationId'] === 'string' ? value['operationId'] : '',
    tags,
    statuses: Object.keys(responses),
  };
}
