import { fullFormats } from 'ajv-formats/dist/formats.js';

export interface FormatCheck {
  readonly appliesTo: 'string' | 'number';
  readonly test: (value: never) => boolean;
}

const limits: Record<string, { readonly exact: bigint; readonly double: number }> = {
  int32: { exact: 2n ** 31n, double: 2 ** 31 },
  int64: { exact: 2n ** 63n, double: 2 ** 63 },
};

function integerFormat(name: 'int32' | 'int64'): FormatCheck {
  const { exact, double } = limits[name] as (typeof limits)[string];
  // As a double, 2^63 - 1 is 2^63: that value must pass unless the exact one is known.
  const top = name === 'int64' ? double : double - 1;
  return {
    appliesTo: 'number',
    test: (value: number | bigint) =>
      typeof value === 'bigint'
        ? value >= -exact && value < exact
        : Number.isInteger(value) && value >= -double && value <= top,
  };
}

function known(): Map<string, FormatCheck> {
  const checks = new Map<string, FormatCheck>();
  for (const [name, format] of Object.entries(fullFormats)) {
    const definition: unknown = format instanceof RegExp || typeof format === 'function' ? format : undefined;
    const validate: unknown =
      definition ?? (typeof format === 'object' && 'validate' in format ? format.validate : undefined);
    if (validate instanceof RegExp)
      checks.set(name, { appliesTo: 'string', test: (value: string) => matches(validate, value) });
    else if (
      typeof validate === 'function' &&
      !(typeof format === 'object' && 'type' in format && format.type === 'number')
    )
      checks.set(name, { appliesTo: 'string', test: validate as (value: string) => boolean });
  }
  const text = (name: string): ((value: string) => boolean) => checks.get(name)?.test as (value: string) => boolean;
  const put = (name: string, test: (value: string) => boolean): void =>
    void checks.set(name, { appliesTo: 'string', test });
  const [reference, email, time, dateTime] = [text('uri-reference'), text('email'), text('time'), text('date-time')];
  // A path may be empty (RFC 3986, 3.3). The expression for `url` refuses localhost and hosts without a dot.
  const uri = (value: string): boolean => /^[a-z][a-z0-9+.-]*:/i.test(value) && reference(value);
  put('uri', uri);
  put('url', uri);
  // The name in front of the @ may be quoted, and the host an address (RFC 5321, 4.1.2).
  put('email', (value) => {
    const name = /^"(?:[^"\\\r\n]|\\[^\r\n])*"(?=@)/.exec(value)?.[0];
    const plain = name === undefined ? value : `name${value.slice(name.length)}`;
    return email(plain.replace(/@\[(?:\d{1,3}(?:\.\d{1,3}){3}|IPv6:[0-9a-f:.]+)\]$/i, '@address.example'));
  });
  // A numeric offset has a colon (RFC 3339, 5.6).
  const zone = /(?:z|[+-]\d\d:\d\d)$/i;
  put('time', (value) => zone.test(value) && time(value));
  put('date-time', (value) => zone.test(value) && dateTime(value));
  put('uuid', (value) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value));
  // The whole text, not one of its lines.
  put('byte', (value) => /^(?:[a-z0-9+/]{4})*(?:[a-z0-9+/]{2}==|[a-z0-9+/]{3}=)?$/i.test(value));
  checks.set('int32', integerFormat('int32'));
  checks.set('int64', integerFormat('int64'));
  return checks;
}

/** Some of the expressions are global and keep a position between calls. */
function matches(pattern: RegExp, value: string): boolean {
  pattern.lastIndex = 0;
  return pattern.test(value);
}

/** The formats that are checked: those of ajv-formats, `int32` and `int64` with their range. Others are annotations. */
export const formats: ReadonlyMap<string, FormatCheck> = known();
