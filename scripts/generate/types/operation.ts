import { isRecord } from '../../engine/json.ts';
import { UsageError } from '../../cli/command.ts';
import {
  parametersOf,
  resolve,
  type FoundOperation,
  type OpenApiDocument,
  type Operation,
  type Parameter,
} from '../../description/document.ts';
import { commentOf } from './comment.ts';
import { templateOf } from './members.ts';
import { keyOf, union, type createTypeWriter } from './schema-type.ts';

type Writer = ReturnType<typeof createTypeWriter>;

/** What the types of a client say of one operation. */
export interface OperationTypes {
  readonly operation: Operation;
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  /** Declarations of its parameters, with comments; empty when it has none. */
  readonly declarations: string;
  /** Name of the type of all its parameters and its body together; undefined when it takes nothing. */
  readonly parameters: string | undefined;
  /** Whether a call may leave all of them out. */
  readonly optional: boolean;
  /** Whether an answer can be cut down with `responseFields`. */
  readonly cuttable: boolean;
  /** Whether its body is a form: calls by name make it of an object. */
  readonly form: boolean;
  /** Names of parameters that are sent as headers. */
  readonly headers: readonly string[];
  /** Types of its path parameters together, and of its query; undefined where it has none. */
  readonly inPath: string | undefined;
  readonly inQuery: string | undefined;
  /** Type of what the call of a path takes: `params` and `body`, as far as there are any. */
  readonly init: string;
  /** Type of the body of a success, and of a failure. */
  readonly data: string;
  readonly error: string;
}

/** Reads the types of one operation; names in them are those of the writer. */
export function readOperationTypes(document: OpenApiDocument, found: FoundOperation, writer: Writer): OperationTypes {
  const { operation, method, path } = found;
  const operationId = operation.operationId ?? '';
  const all = parametersOf(document, found);
  const placed = (place: Parameter['in']): Parameter[] => all.filter((parameter) => parameter.in === place);
  const [inPath, inQuery, inHeader] = [placed('path'), placed('query'), placed('header')];
  const body = bodyOf(document, operation.requestBody, writer);
  const base = `${operationId[0]?.toUpperCase()}${operationId.slice(1)}`;

  const form = body?.type.startsWith('URLSearchParams') ?? false;
  if (form && inHeader.length > 0)
    throw new UsageError(`${operationId} takes a form and headers, which the client has no function for.`);

  const cuttable = method === 'get' && inQuery.some(({ name }) => name === 'responseFields');
  const query = membersOf(document, inQuery, writer).map((member) =>
    cuttable ? member.replace(/\bresponseFields\?: string;\n$/, 'responseFields?: Fields;\n') : member,
  );
  const others = [
    ...membersOf(document, [...inPath, ...inHeader], writer),
    ...(body
      ? [`${commentOf({ description: body.description })}body${body.required ? '' : '?'}: ${body.type};\n`]
      : []),
  ];
  const twice = [...all.map(({ name }) => name), ...(body ? ['body'] : [])].find(
    (name, index, names) => names.indexOf(name) !== index,
  );
  if (twice)
    throw new UsageError(`${operationId} takes "${twice}" in two places, which a client could not tell apart.`);
  const own = inQuery.length > 0 && others.length > 0;
  const parameters = query.length + others.length > 0 ? `${base}Parameters` : undefined;
  const queryName = own ? `${base}Query` : `${base}Parameters`;
  // Which fields a call asks for decides on the type of its answer.
  const [generic, argument] = cuttable ? ['<Fields extends string | undefined = string>', '<Fields>'] : ['', ''];
  const declarations = [
    own ? `/** Query of \`${operationId}\`. */\nexport interface ${queryName}${generic} {\n${query.join('')}}\n` : '',
    parameters
      ? `/** What \`${operationId}\` takes. */\nexport interface ${parameters}${generic}${own ? ` extends ${queryName}${argument}` : ''} {\n${[...others, ...(own ? [] : query)].join('')}}\n`
      : '',
  ].join('\n');

  const needs = (list: readonly Parameter[]): string => (list.some(({ required }) => required) ? '' : '?');
  const typesOf = (list: readonly Parameter[]): string =>
    `{ ${list.map(({ name, required, schema }) => `${keyOf(name)}${required ? '' : '?'}: ${writer.typeOf(schema, 'body')}`).join('; ')} }`;
  return {
    operation,
    operationId,
    method: method.toUpperCase(),
    path,
    declarations,
    parameters,
    optional: !all.some(({ required }) => required) && !body?.required,
    cuttable,
    form,
    headers: inHeader.map(({ name }) => name),
    inPath: inPath.length > 0 ? typesOf(inPath) : undefined,
    inQuery: inQuery.length > 0 ? queryName : undefined,
    init: members(
      inPath.length + inQuery.length > 0 &&
        `params${needs([...inPath, ...inQuery])}: ${members(
          inPath.length > 0 && `path: ${typesOf(inPath)}`,
          inQuery.length > 0 && `query${needs(inQuery)}: ${queryName}`,
        )}`,
      inHeader.length > 0 && `headers${needs(inHeader)}: ${typesOf(inHeader)}`,
      body && `body${body.required ? '' : '?'}: ${form ? 'URLSearchParams' : body.type}`,
    ),
    data: answerType(document, operation.responses, /^2/, writer),
    error: withoutUndefined(answerType(document, operation.responses, /^[45]|default/, writer)),
  };
}

/** The client makes an object of an error without a body. */
function withoutUndefined(type: string): string {
  return (
    type
      .split(' | ')
      .filter((one) => one !== 'undefined')
      .join(' | ') || 'unknown'
  );
}

/** An object type of those members that there are. */
function members(...list: readonly (string | false | undefined)[]): string {
  const all = list.filter(Boolean);
  return all.length > 0 ? `{ ${all.join('; ')} }` : 'object';
}

/** Members of an interface for parameters. Names that are not known beforehand are keys by template. */
function membersOf(document: OpenApiDocument, parameters: readonly Parameter[], writer: Writer): string[] {
  return parameters.flatMap((parameter) => {
    const schema = resolve<unknown>(document, parameter.schema ?? {});
    if (isRecord(schema) && schema['type'] === 'object') {
      const patterns = isRecord(schema['patternProperties']) ? schema['patternProperties'] : {};
      if (Object.keys(patterns).length === 0 || Object.keys(patterns).map(templateOf).includes('string'))
        throw new UsageError(
          `The parameter "${parameter.name}" is an object whose names have no beginning that is known.`,
        );
      return Object.entries(patterns).map(
        ([pattern, value]) =>
          `${commentOf(parameter)}[name: ${templateOf(pattern)}]: ${manyOf(writer.typeOf(value, 'body'))} | undefined;\n`,
      );
    }
    const type = writer.typeOf(parameter.schema, 'body');
    const fallback = isRecord(schema) ? { default: schema['default'] } : {};
    return [
      `${commentOf({ ...fallback, ...parameter })}${keyOf(parameter.name)}${parameter.required ? '' : '?'}: ${type};\n`,
    ];
  });
}

/** One value, or a list that is joined by commas. */
function manyOf(type: string): string {
  return type.startsWith('Array<') || type.endsWith('[]')
    ? type
    : `${type} | readonly ${/^[\w.]+$/.test(type) ? type : `(${type})`}[]`;
}

interface Body {
  readonly type: string;
  readonly required: boolean;
  readonly description: string | undefined;
}

function bodyOf(document: OpenApiDocument, value: Operation['requestBody'], writer: Writer): Body | undefined {
  if (value === undefined) return undefined;
  const body = resolve(document, value);
  const types = Object.entries(body.content).map(([type, { schema }]) => {
    if (type.startsWith('multipart/')) return 'FormData';
    const written = writer.typeOf(schema, 'body');
    if (type.startsWith('application/x-www-form-urlencoded')) return `URLSearchParams | ${written}`;
    return written === 'Blob' ? 'Bytes' : written;
  });
  return { type: union(types), required: body.required === true, description: body.description };
}

/** The type of the bodies that answers with some statuses have. Files are a `Blob`, and what has no body undefined. */
function answerType(
  document: OpenApiDocument,
  responses: Operation['responses'],
  statuses: RegExp,
  writer: Writer,
): string {
  const types = Object.entries(responses)
    .filter(([status]) => statuses.test(status))
    .flatMap(([, response]) => {
      const contents = Object.entries(resolve(document, response).content ?? {});
      if (contents.length === 0) return ['undefined'];
      return contents.map(([type, { schema }]) => {
        if (/json/.test(type)) return writer.typeOf(schema, 'answer');
        return type.startsWith('text/') ? 'string' : 'Blob';
      });
    });
  return union(types.length > 0 ? types : ['undefined']);
}
