import type { MediaType } from '../http/media-type.ts';
import type { JsonObject } from '../json.ts';
import type { Judge } from '../judge.ts';
import type { Fault } from '../judge/faults.ts';

/** What a body was read as; `undefined` when nothing more can be said about it. */
export type ReadBody =
  | undefined
  | {
      readonly value: unknown;
      /** Whether nothing is to be said about it. */
      readonly isFine?: boolean;
      /** What is wrong with it beside what its schema says. */
      readonly faults?: readonly Fault[];
      /** Members of which nothing is to be said. */
      readonly opaque?: ReadonlySet<string>;
    }
  | { readonly malformed: string; readonly truncated: boolean };

/** @param encoding of form bodies, by property */
export type BodyReader = (
  body: Uint8Array | string,
  type: MediaType,
  judge: Judge | undefined,
  encoding: JsonObject,
) => ReadBody;
