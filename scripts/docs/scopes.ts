import { listOperations } from '../description/document.ts';
import type { DescribedApi } from './described-api.ts';

/** A Markdown table: each scope of an API, with the operations that need it and those where it opens more. */
export function scopeTable({ document, hrefs }: DescribedApi): string {
  const needed = new Map<string, string[]>();
  for (const { operation } of listOperations(document)) {
    const optional = Object.keys((operation as { 'x-optional-scopes'?: object })['x-optional-scopes'] ?? {});
    const ofToken = (operation as { 'x-token-scopes'?: string[] })['x-token-scopes'] ?? [];
    const required = (operation.security ?? []).flatMap((requirement) => Object.values(requirement).flat());
    const scopes = [...required, ...ofToken];
    for (const scope of new Set([...scopes, ...optional])) {
      const id = operation.operationId ?? '';
      const link = `[${id}](../${hrefs.get(id) ?? ''})${scopes.includes(scope) ? '' : ' (more fields)'}`;
      needed.set(scope, [...(needed.get(scope) ?? []), link]);
    }
  }
  const rows = [...needed].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    '| Scope | Opens |',
    '| --- | --- |',
    ...rows.map(([scope, links]) => `| \`${scope}\` | ${links.join(', ')} |`),
  ].join('\n');
}
