/** The values to try for a parameter: those that its description gives, best first, then made ones. */

import { isRecord } from '../../../engine/json.ts';
import type { Parameter } from '../description.ts';
import { reasonAgainstValue } from '../writable.ts';
import type { Sampler } from './sampler.ts';

export interface Choice {
  /** Goes on to the next value that can be written; why there is none, as the end of a sentence, when there is none left. */
  readonly next: () => string | undefined;
  readonly value: () => unknown;
  /** Whether the description gives the value itself. */
  readonly isGiven: () => boolean;
}

/** @param variants how many values are made before the schema is given up */
export function createChoice(parameter: Parameter, sampler: Sampler, variants: number): Choice {
  const { writtenSchema } = parameter;
  const samples = parameter.samples.filter((sample) => sample !== null);
  // A schema's own example is among the samples: the first variant would be that again.
  const first = samples.length > 0 ? 1 : 0;
  let index = -1;
  let value: unknown;

  const make = (variant: number): unknown => {
    const made = sampler(writtenSchema, variant);
    // An empty list or object is mostly written as nothing, and then the parameter is not there.
    return isEmpty(made) ? sampler({ allOf: [writtenSchema ?? {}, atLeastOne] }, variant) : made;
  };

  return {
    next() {
      let reason: string | undefined;
      while (index + 1 < samples.length + variants) {
        index += 1;
        const candidate = index < samples.length ? samples[index] : make(index - samples.length + first);
        const problem =
          candidate === undefined
            ? 'its schema allows none that can be made'
            : reasonAgainstValue(parameter, candidate);
        if (problem === undefined) {
          value = candidate;
          return undefined;
        }
        reason ??= problem;
      }
      return reason ?? 'there are no more';
    },
    value: () => value,
    isGiven: () => index < samples.length,
  };
}

const atLeastOne = { minItems: 1, minProperties: 1 };

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) ? value.length === 0 : isRecord(value) && Object.keys(value).length === 0;
}
