import { isRecord } from '../../engine/json.ts';
import {
  listOperations,
  listWebhooks,
  referencesIn,
  schemaName,
  schemasOf,
  type FoundOperation,
  type OpenApiDocument,
  type Schema,
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
  const differs = findDifferent(document);
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

/** Schemas that have, at any depth, a member that travels one way only. */
function findDifferent(document: OpenApiDocument): ReadonlySet<string> {
  const schemas = Object.entries(schemasOf(document));
  const marked = new Set(schemas.filter(([, schema]) => isMarked(schema)).map(([name]) => name));
  const leadsToMarked = (schema: Schema) => referencesIn(document, schema).some((one) => marked.has(schemaName(one)!));
  return new Set(schemas.filter(([name, schema]) => marked.has(name) || leadsToMarked(schema)).map(([name]) => name));
}

function isMarked(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isMarked);
  if (!isRecord(value)) return false;
  return value['readOnly'] === true || value['writeOnly'] === true || Object.values(value).some(isMarked);
}
