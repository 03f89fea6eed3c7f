import { describeEvidence, evidenceOf } from '../../description/evidence.ts';

/** What may be said of a member, a parameter or a schema. */
export interface Described {
  readonly description?: unknown;
  readonly deprecated?: unknown;
  readonly default?: unknown;
  readonly 'x-source'?: unknown;
}

/** The JSDoc comment of something described, with the end of its line; empty when there is nothing to say. */
export function commentOf(described: Described, ...more: readonly string[]): string {
  const evidence = evidenceOf(described);
  const value = described.default;
  return comment([
    ...(typeof described.description === 'string' ? [described.description] : []),
    ...(evidence ? [describeEvidence(evidence)] : []),
    ...more,
    ...(value === undefined ? [] : [`@default ${JSON.stringify(value)}`]),
    ...(described.deprecated === true ? ['@deprecated'] : []),
  ]);
}

/** Paragraphs as a JSDoc comment, with the end of its line. Tags follow each other without a line between. */
export function comment(paragraphs: readonly string[]): string {
  if (paragraphs.length === 0) return '';
  const text = paragraphs.reduce(
    (all, next) => `${all}${next.startsWith('@') && all.includes('\n@') ? '\n' : '\n\n'}${next}`,
  );
  const lines = text.trim().replaceAll('*/', '*\\/').split('\n');
  return lines.length === 1
    ? `/** ${lines[0]} */\n`
    : `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */\n`;
}
