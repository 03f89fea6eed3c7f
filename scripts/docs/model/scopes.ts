import type { DescribedApi } from './described-api.ts';
import type { OperationView } from './operation.ts';

/** A Markdown table: each scope of an API, with the operations that need it and those where it opens more. */
export function scopeTable(described: DescribedApi): string {
  return [
    '| Scope | Opens |',
    '| --- | --- |',
    ...collectScopes(described).map(
      ([scope, links]) =>
        `| \`${scope}\` | ${links.map(({ id, file, isFurther }) => `[${id}](@/${file})${isFurther ? ' (more fields)' : ''}`).join(', ')} |`,
    ),
  ].join('\n');
}

/** The same in short: how many operations each scope opens. */
export function scopeList(described: DescribedApi): string {
  return collectScopes(described)
    .map(([scope, links]) => `- \`${scope}\`: ${links.length === 1 ? links[0]!.id : `${links.length} operations`}`)
    .join('\n');
}

interface Opened extends Pick<OperationView, 'id' | 'file'> {
  /** The operation works without the scope, and tells more with it. */
  readonly isFurther: boolean;
}

function collectScopes({ sections }: DescribedApi): [scope: string, opened: Opened[]][] {
  const opened = new Map<string, Opened[]>();
  for (const { id, file, scopes, furtherScopes } of sections.flatMap(({ operations }) => operations)) {
    const further = furtherScopes.map(([scope]) => scope).filter((scope) => !scopes.includes(scope));
    for (const scope of [...scopes, ...further]) {
      opened.set(scope, [...(opened.get(scope) ?? []), { id, file, isFurther: further.includes(scope) }]);
    }
  }
  return [...opened].sort(([a], [b]) => (a < b ? -1 : 1));
}
