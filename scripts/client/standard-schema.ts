/**
 * A schema that checks values at run time, as https://standardschema.dev has it: forms, routers and the like take it. Its
 * objects are open, and so are its enumerations: what the API may add without notice is no error.
 */
export interface StandardSchema<Value> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: 'commerce-openapi';
    readonly validate: (value: unknown) => { readonly value: Value } | { readonly issues: readonly SchemaIssue[] };
    /** For types only; it has no value. */
    readonly types?: { readonly input: Value; readonly output: Value };
  };
}

/** What is wrong with a value, and where in it. */
export interface SchemaIssue {
  readonly message: string;
  readonly path: readonly (string | number)[];
}

/**
 * What a value has to be: kinds of JSON (`string|null`); a list of one thing (`[part]`); one of several (`[part, part]`);
 * an object; or a function that returns one of these, so that schemas can refer to each other in circles.
 */
export type SchemaPart = string | readonly SchemaPart[] | StandardSchema<unknown> | (() => SchemaPart);

type Check = (value: unknown, path: SchemaIssue['path'], issues: SchemaIssue[]) => void;

/** A schema of a part. */
export function schema<Value>(part: SchemaPart): StandardSchema<Value> {
  return create((...where) => check(part, ...where));
}

/**
 * A schema of an object.
 *
 * @param kinds names of members by the kinds of JSON that they have, separated by spaces; "!" before those that are required
 * @param parts other members, by names as above
 * @param rest what members of other names are
 */
export function object<Value>(
  kinds: Readonly<Record<string, string>>,
  parts: Readonly<Record<string, SchemaPart>> = {},
  rest?: SchemaPart,
): StandardSchema<Value> {
  let members: readonly (readonly [name: string, part: SchemaPart])[] | undefined;
  return create((value, path, issues) => {
    if (kindOf(value) !== 'object') return check('object', value, path, issues);
    members ??= [
      ...Object.entries(kinds).flatMap(([kind, names]) => names.split(' ').map((name) => [name, kind] as const)),
      ...Object.entries(parts),
    ];
    const given = new Map(Object.entries(value as object));
    for (const [mark, part] of members) {
      const name = mark.replace('!', '');
      const member: unknown = given.get(name);
      given.delete(name);
      if (member !== undefined || name !== mark) check(part, member, [...path, name], issues);
    }
    if (rest) for (const [name, member] of given) check(rest, member, [...path, name], issues);
  });
}

function create<Value>(check: Check): StandardSchema<Value> {
  const validate = (value: unknown): { value: Value } | { issues: SchemaIssue[] } => {
    const issues: SchemaIssue[] = [];
    check(value, [], issues);
    return issues.length > 0 ? { issues } : { value: value as Value };
  };
  return { '~standard': { version: 1, vendor: 'commerce-openapi', validate }, check } as StandardSchema<Value>;
}

function check(part: SchemaPart, value: unknown, path: SchemaIssue['path'], issues: SchemaIssue[]): void {
  if (typeof part === 'function') return check(part(), value, path, issues);
  if (typeof part === 'string') {
    const kind = kindOf(value);
    if (part.split('|').includes(kind)) return;
    const message = kind === 'undefined' ? 'It is missing.' : `It is ${kind}, not ${part.replaceAll('|', ' or ')}.`;
    issues.push({ message, path });
  } else if (!Array.isArray(part)) (part as unknown as { check: Check }).check(value, path, issues);
  else if (part.length > 1) {
    let found: SchemaIssue[] = [];
    const fits = part.some((one: SchemaPart) => {
      found = [];
      check(one, value, path, found);
      return found.length === 0;
    });
    // What fits none is told as what the last of them says.
    if (!fits) issues.push(...found);
  } else if (Array.isArray(value)) value.forEach((item, index) => check(part[0], item, [...path, index], issues));
  else check('array', value, path, issues);
}

/** The kind of JSON that a value is. */
function kindOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}
