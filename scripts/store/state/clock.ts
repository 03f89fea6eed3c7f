/** The store's own time. It follows the machine's until somebody turns it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Moves the time on by so many milliseconds; it goes on from there. */
  advance(milliseconds: number): void;
  /** Sets the time, in milliseconds since 1970; it goes on from there. */
  set(milliseconds: number): void;
}

/** @param machine what the machine says, in milliseconds; a test hands in a time that stands still */
export function createClock(machine: () => number = Date.now): Clock {
  let offset = 0;
  return {
    now: () => machine() + offset,
    advance: (milliseconds) => void (offset += milliseconds),
    set: (milliseconds) => void (offset = milliseconds - machine()),
  };
}
