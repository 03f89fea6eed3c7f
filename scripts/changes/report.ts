import { listOperations, type OpenApiDocument } from '../description/document.ts';
import { announces } from './changelog.ts';
import type { Change, Comparison, Impact } from './compare.ts';
import { namesOf } from './names.ts';

/** A change in words. */
interface NamedChange {
  readonly impact: Impact;
  /** What it is about, the most telling name first. */
  readonly names: readonly string[];
  /** One sentence. */
  readonly message: string;
  /** An entry of the changelog announces it; only breaking changes need one. */
  readonly isAnnounced: boolean;
}

/** What changed in the description of one API. */
export interface ApiChanges {
  readonly title: string;
  readonly impact: Impact | undefined;
  readonly summary: Comparison['summary'];
  /** The most severe first. */
  readonly changes: readonly NamedChange[];
}

const severity: readonly Impact[] = ['major', 'minor', 'patch'];

/** Puts a comparison into words, and looks up in the changelog's entries whether breaking changes are announced. */
export function nameChanges(
  title: string,
  { bump, summary, changes }: Comparison,
  documents: readonly OpenApiDocument[],
  entries: readonly string[],
): ApiChanges {
  const operationIds = new Map(
    documents
      .flatMap(listOperations)
      .map(({ method, path, operation }) => [`${method.toUpperCase()} ${path}`, operation.operationId ?? '']),
  );
  const named = changes.map((change): NamedChange => {
    const names = namesOf(change, operationIds);
    return {
      impact: change.impact,
      names,
      message: describe(change),
      isAnnounced: change.impact === 'major' && entries.some((entry) => announces(entry, names)),
    };
  });
  return {
    title,
    impact: bump,
    summary,
    changes: named.sort((a, b) => severity.indexOf(a.impact) - severity.indexOf(b.impact)),
  };
}

/** Breaking changes that no entry of the changelog announces. */
export function unannounced({ changes }: ApiChanges): readonly NamedChange[] {
  return changes.filter(({ impact, isAnnounced }) => impact === 'major' && !isAnnounced);
}

/** One sentence on an API: `Ecwid REST API since v1.0.0: minor (0 major, 2 minor, 5 patch).` */
export function summarise({ title, impact, summary }: ApiChanges, since: string): string {
  const counts = severity.map((each) => `${summary[each]} ${each}`).join(', ');
  return `${title} since ${since}: ${impact === undefined ? 'unchanged' : `${impact} (${counts})`}.`;
}

/** One change in a line: `major  Product.price: Type of ...` */
export function formatChange({ impact, names, message }: NamedChange): string {
  return `${impact}  ${names[0]}: ${message}`;
}

/** All changes of an API as a section of Markdown. */
export function renderMarkdown(api: ApiChanges, since: string): string {
  const lines = api.changes.map(({ impact, names, message }) => `- ${impact}: \`${names[0]}\`: ${message}`);
  return `### ${summarise(api, since)}\n${lines.length > 0 ? `\n${lines.join('\n')}\n` : ''}`;
}

/** Redocly explains what breaks; what does not, it only lists. */
function describe({ kind, property, verdicts }: Change): string {
  if (verdicts.length > 0) return verdicts.map(({ message }) => message).join(' ');
  return property === undefined ? `${kind}.` : `\`${property}\` ${kind}.`;
}
