/** Ends what makes no progress: no server, however it behaves, keeps a run for ever. */

export interface Patience {
  /** Aborts when nothing has come for so long, or when the outer signal does. */
  readonly signal: AbortSignal;
  /** Whether it was lost, and the run ended for that. */
  readonly isLost: () => boolean;
  /** Something has come: the time begins anew. */
  readonly progress: () => void;
  readonly close: () => void;
}

export function createPatience(milliseconds: number, outer: AbortSignal): Patience {
  const abort = new AbortController();
  let lost = false;
  const timer = setTimeout(() => {
    lost = true;
    abort.abort();
  }, milliseconds);
  return {
    signal: AbortSignal.any([outer, abort.signal]),
    isLost: () => lost,
    progress: () => void timer.refresh(),
    close: () => clearTimeout(timer),
  };
}
