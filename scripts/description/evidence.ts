import { isRecord } from '../engine/json.ts';

/** What the description has beyond the vendor's documentation, and where it comes from: the extension `x-source`. */

/** `client`: the vendor's own client has it. `observed`: only real traffic showed it. */
export type Evidence = 'client' | 'observed';

const sentences: Readonly<Record<Evidence, string>> = {
  client: "Not documented; the vendor's own client has it.",
  observed: 'Not documented; seen in real traffic.',
};

/** Where an operation, a parameter or a property is known from when no page documents it; undefined when one does. */
export function evidenceOf(value: unknown): Evidence | undefined {
  const source = isRecord(value) ? value['x-source'] : undefined;
  return source === 'client' || source === 'observed' ? source : undefined;
}

/** The one sentence that docs and types say of it. */
export function describeEvidence(evidence: Evidence): string {
  return sentences[evidence];
}
