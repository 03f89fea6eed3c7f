import { httpMethods, type HttpMethod } from '../../description/document.ts';
import { isRecord } from '../../engine/json.ts';
import { listOf, mapOf, memberOf, targetOf, type SourceFile } from './source-file.ts';

/** An operation as the source has it. */
export interface SourceOperation {
  readonly section: Section;
  /** The URL of a path, the name of a webhook. */
  readonly name: string;
  readonly method: HttpMethod;
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
    const file = files.get(target ?? '');
    return httpMethods.flatMap((method) => {
      const value = memberOf(file?.value, method);
      if (!file || !isRecord(value)) return [];
      const operationId = typeof value['operationId'] === 'string' ? value['operationId'] : '';
      const tags = listOf(value, 'tags').map(String);
      return [
        { section, name, method, file, value, operationId, tags, statuses: Object.keys(mapOf(value, 'responses')) },
      ];
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
export function listEntries({ path, value }: SourceFile): Entry[] {
  return sections.flatMap((section) =>
    Object.entries(mapOf(value, section)).map(([name, item]) => {
      const ref = memberOf(item, '$ref');
      return { section, name, target: typeof ref === 'string' ? targetOf(path, ref) : undefined };
    }),
  );
}
