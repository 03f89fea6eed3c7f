import { listOperations, type OpenApiDocument } from '../../description/document.ts';
import { nameTypes } from './forms.ts';
import { readOperationTypes, type OperationTypes } from './operation.ts';
import { createTypeWriter, readOnlyMember } from './schema-type.ts';

export type { OperationTypes } from './operation.ts';

interface NamedTypes {
  /** A module of types: one of a plain name for each schema, and for the parameters of each operation. */
  readonly text: string;
  /** Names that the module exports. */
  readonly names: ReadonlySet<string>;
  readonly operations: readonly OperationTypes[];
}

/**
 * Types of a description as people would write them: an interface for each schema, by its own name, with its description as
 * comment. What answers carry has no write-only members, what bodies take no read-only ones.
 */
export function generateTypes(document: OpenApiDocument): NamedTypes {
  const names = nameTypes(document);
  const writer = createTypeWriter(document, names);
  const declarations = names.all.map((type) => writer.declare(type));
  const operations = listOperations(document).map((found) => readOperationTypes(document, found, writer));
  const text = [
    '/** Bytes to send: a file, a buffer, or a stream of either kind. */',
    'export type Bytes = Blob | ArrayBuffer | ArrayBufferView | ReadableStream<Uint8Array>;\n',
    readOnlyMember,
    ...declarations,
    ...operations.map((operation) => operation.declarations).filter(Boolean),
  ].join('\n');
  const exported = [...text.matchAll(/^export (?:interface|type) (\w+)/gm)].map(([, name = '']) => name);
  return { text, names: new Set(exported), operations };
}
