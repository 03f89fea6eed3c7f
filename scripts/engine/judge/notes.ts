/** What a validation comes across beside errors, in the order of the walk. */
export type Note =
  /** A schema that has something to say about the members of an object has been applied to it. */
  | { readonly kind: 'closed'; readonly at: string }
  /** A part that names members has been: without one, an object is a map. */
  | { readonly kind: 'named'; readonly at: string }
  /** A schema applied to the object does not mention that member. */
  | { readonly kind: 'unknown'; readonly at: string; readonly name: string }
  /** The value is kept for the other direction. */
  | { readonly kind: 'hidden'; readonly at: string };

/** State of one validation, shared with the keywords. */
export interface Run {
  /** Emptied before each; the same array always, since generated code holds it. */
  readonly notes: Note[];
  /** Definitions that may still be entered: many for each value in it, and over in a second. */
  steps: number;
  /** How many validations are under way, one inside the other. */
  depth: number;
  /** Containers that hold integers beyond 2^53, and the same with these as `bigint`. */
  exact: ReadonlyMap<unknown, unknown>;
}
