/** The values to try for a parameter: those that its description gives, best first, then made ones. */

import { isRecord } from '../../../engine/json.ts';
import type { Parameter } from '../description.ts';
import { reasonAgainstValue } from '../writable.ts';
import type { Sampler } from './sampler.ts';

export interface Candidate {
  readonly value: unknown;
  /** Whether the description gives the value itself. */
  readonly isGiven: boolean;
}

/**
 * Values that can be written; returns why there are no more, as the end of a sentence.
 * @param variants how many values are made before the schema is given up
 */
export function* candidatesFor(parameter: Parameter, sampler: Sampler, variants: number): Generator<Candidate, string> {
  const samples = parameter.samples.filter((sample) => sample !== null);
  // A schema's own example is among the samples: the first variant would be that again.
  const first = samples.length > 0 ? 1 : 0;
  let reason: string | undefined;
  for (let index = 0; index < samples.length + variants; index += 1) {
    const isGiven = index < samples.length;
    const value = isGiven ? samples[index] : make(parameter, sampler, index - samples.length + first);
    const problem =
      value === undefined ? 'its schema allows none that can be made' : reasonAgainstValue(parameter, value);
    if (problem === undefined) yield { value, isGiven };
    else reason ??= problem;
  }
  return reason ?? 'there are no more';
}

function make({ writtenSchema }: Parameter, sampler: Sampler, variant: number): unknown {
  const made = sampler(writtenSchema, variant);
  // An empty list or object is mostly written as nothing, and then the parameter is not there.
  return isEmpty(made) ? sampler({ allOf: [writtenSchema ?? {}, atLeastOne] }, variant) : made;
}

const atLeastOne = { minItems: 1, minProperties: 1 };

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) ? value.length === 0 : isRecord(value) && Object.keys(value).length === 0;
}
