/** A progress bar, on a terminal only. */

export interface Progress {
  readonly update: (done: number, total: number) => void;
  /** Takes the bar away before anything else is written. */
  readonly stop: () => void;
}

/** A bar on stderr, so that a report on stdout stays clean; does nothing when stderr is no terminal. */
export async function createProgress(stream: NodeJS.WriteStream, unit: string): Promise<Progress> {
  if (!stream.isTTY) return { update: () => undefined, stop: () => undefined };
  const { default: cliProgress } = await import('cli-progress');
  const bar = new cliProgress.SingleBar({
    stream,
    format: `  {bar} {percentage}% | {value} of {total} ${unit} | {duration_formatted}`,
    clearOnComplete: true,
    hideCursor: true,
  });
  let started = false;
  return {
    update(done, total) {
      if (started) bar.update(done);
      else bar.start(total, done);
      started = true;
    },
    stop() {
      if (started) bar.stop();
    },
  };
}
