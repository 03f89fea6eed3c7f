import { listEntries } from '../operations.ts';
import { defineRule } from '../rule.ts';
import { isRecord } from '../../../engine/json.ts';
import type { SourceFile } from '../source-file.ts';

/**
 * No address fits two paths of which neither is more specific. A parameter with an `enum` fits the values of that alone,
 * which the rule `no-ambiguous-paths` of Redocly does not know.
 */
export const ambiguousPaths = defineRule('ambiguous-paths', ({ entry, files }, report) => {
  const described = listEntries(entry).filter(({ section }) => section === 'paths');
  const paths = described.map(({ name: url, target }) => ({
    url,
    segments: url.split('/'),
    values: parameterValues(files.get(target ?? ''), files),
  }));
  type Path = (typeof paths)[number];
  const parametersOf = ({ segments }: Path): number => segments.filter(isParameter).length;
  const fits = ({ values }: Path, segment: string, other: string): boolean =>
    segment === other || (isParameter(segment) && (isParameter(other) || (values.get(segment)?.has(other) ?? true)));
  paths.forEach((path, index) => {
    const rival = paths.slice(0, index).find(
      (other) =>
        other.segments.length === path.segments.length &&
        parametersOf(other) === parametersOf(path) &&
        other.segments.every((segment, at) => {
          const mine = path.segments[at]!;
          return fits(other, segment, mine) || fits(path, mine, segment);
        }),
    );
    if (rival) report(entry, ['paths', path.url], `One address can fit both ${path.url} and ${rival.url}.`);
  });
});

function isParameter(segment: string): boolean {
  return /^\{.+\}$/.test(segment);
}

/** What the parameters of a path item can be, by `{name}`, where an `enum` says it. */
function parameterValues(
  item: SourceFile | undefined,
  files: ReadonlyMap<string, SourceFile>,
): ReadonlyMap<string, ReadonlySet<unknown>> {
  const follow = (file: SourceFile | undefined, ...trail: string[]): SourceFile | undefined =>
    files.get(file?.references.find((reference) => reference.trail.join('/') === trail.join('/'))?.target ?? '');
  const found = new Map<string, ReadonlySet<unknown>>();
  const parameters: unknown = isRecord(item?.value) ? item.value['parameters'] : undefined;
  for (const [index, own] of (Array.isArray(parameters) ? (parameters as unknown[]) : []).entries()) {
    const shared = follow(item, 'parameters', String(index), '$ref');
    const parameter: unknown = shared?.value ?? own;
    if (!isRecord(parameter)) continue;
    const schema =
      follow(item, 'parameters', String(index), 'schema', '$ref')?.value ??
      follow(shared, 'schema', '$ref')?.value ??
      parameter['schema'];
    if (isRecord(schema) && Array.isArray(schema['enum']))
      found.set(`{${String(parameter['name'])}}`, new Set(schema['enum'] as unknown[]));
  }
  return found;
}
