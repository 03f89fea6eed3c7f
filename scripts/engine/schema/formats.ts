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
  // The expression for `url` refuses localhost and hosts without a dot.
  const uri = checks.get('uri');
  if (uri) checks.set('url', uri);
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
