/** The store's own time. It follows the machine's until somebody turns it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Moves the time on by so many milliseconds; it goes on from there. What was due by then is done. */
  advance(milliseconds: number): void;
  /** Sets the time, in milliseconds since 1970; it goes on from there. What was due by then is done. */
  set(milliseconds: number): void;
  /** Does something when so much time has gone by, be it that it passes or that somebody turns the clock. */
  after(milliseconds: number, run: () => void): void;
}

/** The longest wait that timers of the machine know. */
const longestWait = 2 ** 31 - 1;

/** @param machine what the machine says, in milliseconds; a test hands in a time that stands still */
export function createClock(machine: () => number = Date.now): Clock {
  let offset = 0;
  let pending: { readonly due: number; readonly run: () => void }[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const now = (): number => machine() + offset;
  const doDue = (): void => {
    clearTimeout(timer);
    const due = pending.filter((task) => task.due <= now()).sort((a, b) => a.due - b.due);
    pending = pending.filter((task) => !due.includes(task));
    for (const { run } of due) run();
    const next = pending.reduce((earliest, task) => Math.min(earliest, task.due), Infinity);
    if (next === Infinity) return;
    timer = setTimeout(doDue, Math.min(Math.max(1, next - now()), longestWait));
    // What waits for its time keeps no process alive.
    (timer as { unref?: () => void }).unref?.();
  };

  return {
    now,
    advance(milliseconds) {
      offset += milliseconds;
      doDue();
    },
    set(milliseconds) {
      offset = milliseconds - machine();
      doDue();
    },
    after(milliseconds, run) {
      pending.push({ due: now() + milliseconds, run });
      doDue();
    },
  };
}

/** A promise for the moment at which so much time has gone by. */
export function waited(clock: Clock, milliseconds: number): Promise<void> {
  return new Promise((resolve) => clock.after(milliseconds, resolve));
}
