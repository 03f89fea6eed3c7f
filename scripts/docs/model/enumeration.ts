import { isReference, partsOf, resolve, type OpenApiDocument, type Schema } from '../../description/document.ts';

/** One value that something may have. */
export interface EnumValue {
  readonly value: string;
  /** Markdown; undefined where the description says nothing of it. */
  readonly meaning?: string;
}

/** A list entry that begins with values: "- `PAID`: paid." */
const entry = /^- ((?:`[^`]+`(?:, | and | or )?)+)(?:: | - | )(.*(?:\n {2,}\S.*)*)$/gm;

/** What a description says of single values, by value. */
function meaningsIn(description: unknown): Map<string, string> {
  const meanings = new Map<string, string>();
  for (const [, names = '', meaning = ''] of String(description ?? '').matchAll(entry)) {
    for (const [, name = ''] of names.matchAll(/`"?([^`"]+)"?`/g))
      meanings.set(name, meaning.replace(/\s*\n\s*/g, ' '));
  }
  return meanings;
}

/**
 * The values that a schema allows, each with its meaning. What the schema itself says of a value goes before what the
 * type that it refers to says, so that a field with a description of its own loses nothing.
 */
export function enumValuesOf(document: OpenApiDocument, schema: Schema): EnumValue[] {
  const values = new Map<string, EnumValue>();
  for (const each of collect(document, schema, []))
    if (values.get(each.value)?.meaning === undefined) values.set(each.value, each);
  return [...values.values()];
}

function collect(
  document: OpenApiDocument,
  schema: Schema,
  outer: readonly Map<string, string>[],
  seen: ReadonlySet<unknown> = new Set(),
): EnumValue[] {
  if (seen.has(schema)) return [];
  const inside = new Set([...seen, schema]);
  const meanings = [...outer, meaningsIn(schema['description'])];
  if (isReference(schema)) return collect(document, resolve<Schema>(document, schema), meanings, inside);
  const own = (schema['enum'] ?? (schema['const'] === undefined ? [] : [schema['const']])) as unknown[];
  const items = schema['items'] as Schema | undefined;
  return [
    ...own
      .filter((value) => value !== null)
      .map((value): EnumValue => {
        const meaning = meanings.find((each) => each.has(String(value)))?.get(String(value));
        return { value: String(value), ...(meaning !== undefined && { meaning }) };
      }),
    ...[...partsOf(schema, 'oneOf', 'anyOf', 'allOf'), ...(items ? [items] : [])].flatMap((part) =>
      collect(document, part, meanings, inside),
    ),
  ];
}

/** A description without the entries that are shown as values. */
export function withoutValues(description: string, values: readonly EnumValue[]): string {
  if (values.length === 0) return description;
  const known = new Set(values.map(({ value }) => value));
  const rest = description.replace(entry, (whole, names: string) =>
    [...names.matchAll(/`"?([^`"]+)"?`/g)].every(([, name = '']) => known.has(name)) ? '' : whole,
  );
  return rest
    .replace(/:\s*$/, '.')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
