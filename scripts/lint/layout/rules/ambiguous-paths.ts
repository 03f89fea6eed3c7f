import { listEntries } from '../operations.ts';
import { defineRule } from '../rule.ts';
import { follow, type Description } from '../read.ts';
import { listOf, memberOf, type SourceFile } from '../source-file.ts';

/**
 * No address fits two paths of which neither is more specific. A parameter with an `enum` fits the values of that alone,
 * which the rule `no-ambiguous-paths` of Redocly does not know.
 */
export const ambiguousPaths = defineRule('ambiguous-paths', (description, report) => {
  const { entry, files } = description;
  const described = listEntries(entry).filter(({ section }) => section === 'paths');
  const paths = described.map(({ name: url, target }) => ({
    url,
    segments: url.split('/'),
    values: parameterValues(description, files.get(target ?? '')),
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
function parameterValues(description: Description, item: SourceFile | undefined): Map<string, ReadonlySet<unknown>> {
  const found = new Map<string, ReadonlySet<unknown>>();
  if (!item) return found;
  for (const own of listOf(item.value, 'parameters')) {
    const parameter = follow(description, item, own);
    const schema = parameter && follow(description, parameter.file, memberOf(parameter.value, 'schema'));
    const values = listOf(schema?.value, 'enum');
    if (values.length > 0) found.set(`{${String(memberOf(parameter?.value, 'name'))}}`, new Set(values));
  }
  return found;
}
