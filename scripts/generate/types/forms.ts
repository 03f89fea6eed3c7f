import { isRecord } from '../../engine/json.ts';
import {
  listOperations,
  listWebhooks,
  referencesIn,
  schemaName,
  schemasOf,
  type FoundOperation,
  type OpenApiDocument,
} from '../../description/document.ts';

/** Which way a value travels: answers have no write-only members, bodies no read-only ones. */
export type Form = 'answer' | 'body';

/** One form of a schema, by the name of its type. */
export interface NamedType {
  readonly name: string;
  readonly schema: string;
  readonly form: Form;
  /** Whether bodies have it. One that looks the same both ways has the form of answers. */
  readonly isBody: boolean;
}

/** Names of the types of a description's schemas, by schema and by the way that they travel. */
export interface TypeNames {
  /** Name of the type for one form of `#/components/schemas/{schema}`. */
  of(schema: string, form: Form): string;
  /** Every type that is needed, in the order of the schemas. */
  readonly all: readonly NamedType[];
}

/**
 * A schema that travels one way is one type, of its own name. One that travels both ways and looks different in bodies is two:
 * `Product` is what answers carry, `ProductInput` what bodies take.
 */
export function nameTypes(document: OpenApiDocument): TypeNames {
  const schemas = schemasOf(document);
  const used = findUses(document);
  const differs = findDifferent(schemas);
  const hasTwo = (schema: string): boolean =>
    used.answer.has(schema) && used.body.has(schema) && differs.has(schema) && `${schema}Input` in schemas === false;
  const all = Object.keys(schemas).flatMap((schema): NamedType[] =>
    hasTwo(schema)
      ? [
          { name: schema, schema, form: 'answer', isBody: false },
          { name: `${schema}Input`, schema, form: 'body', isBody: true },
        ]
      : [
          {
            name: schema,
            schema,
            form: used.body.has(schema) && !used.answer.has(schema) ? 'body' : 'answer',
            isBody: used.body.has(schema),
          },
        ],
  );
  return { of: (schema, form) => (form === 'body' && hasTwo(schema) ? `${schema}Input` : schema), all };
}

/** Schemas by the way that they travel, through however many others. What an app is sent counts as an answer. */
function findUses(document: OpenApiDocument): Readonly<Record<Form, ReadonlySet<string | undefined>>> {
  const namesIn = (value: unknown) => new Set(referencesIn(document, value).map(schemaName));
  const sent = (operations: readonly FoundOperation[]) =>
    operations.map(({ item, operation }) => [item.parameters, operation.parameters, operation.requestBody]);
  const returned = (operations: readonly FoundOperation[]) => operations.map(({ operation }) => operation.responses);
  const [calls, events] = [listOperations(document), listWebhooks(document)];
  return { answer: namesIn([returned(calls), sent(events)]), body: namesIn([sent(calls), returned(events)]) };
}

/** Keywords whose values are data, however much they look like schemas. */
const dataKeywords = new Set(['example', 'examples', 'default', 'enum', 'const', 'links']);

/** Schemas that have, at any depth, a member that travels one way only. */
function findDifferent(schemas: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const different = new Set<string>();
  const users = new Map<string, string[]>();
  const visit = (value: unknown, owner: string): void => {
    if (Array.isArray(value)) return value.forEach((item) => visit(item, owner));
    if (!isRecord(value)) return;
    if (value['readOnly'] === true || value['writeOnly'] === true) different.add(owner);
    const name = schemaName(value);
    if (name !== undefined) users.set(name, [...(users.get(name) ?? []), owner]);
    for (const [key, item] of Object.entries(value)) if (!dataKeywords.has(key)) visit(item, owner);
  };
  for (const [name, schema] of Object.entries(schemas)) visit(schema, name);
  for (const name of different) for (const user of users.get(name) ?? []) different.add(user);
  return different;
}
