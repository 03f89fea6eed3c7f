import { segmentsOf } from '../description/document.ts';
import { listEntries } from './layout/operations.ts';
import type { Description } from './layout/read.ts';
import { baseName, type SourceFile } from './layout/source-file.ts';

/** A place in the source of a description. */
interface SourcePlace {
  readonly file: SourceFile;
  /** Line in that file, counted from 1. */
  readonly line: number;
}

/**
 * Where something of the bundle is written in the source, as near as can be told.
 * The bundler names a component after its file, and inlines path items: so `#/components/schemas/Product/...` is in
 * `components/schemas/<area>/Product.yaml`, and `#/paths/~1products/...` in the file that the entry document names.
 *
 * @param pointer JSON pointer into the bundle, with a leading `#`
 */
export function locateInSource({ entry, files }: Description, pointer: string): SourcePlace {
  const segments = segmentsOf(pointer);
  const [section, kind, name] = segments;
  const component = [...files.values()].find(
    ({ path }) => path.startsWith(`${section}/${kind}/`) && baseName(path) === name,
  );
  // The entry document itself may hold the component.
  if (section === 'components' && component) return { file: component, line: component.lineOf(segments.slice(3)) };
  const item = listEntries(entry).find((candidate) => candidate.section === section && candidate.name === kind);
  const file = files.get(item?.target ?? '');
  return file ? { file, line: file.lineOf(segments.slice(2)) } : { file: entry, line: entry.lineOf(segments) };
}
