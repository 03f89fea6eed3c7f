/** A copy of what passes through a stream, up to a limit. */
export interface Tap {
  take(chunk: Uint8Array): void;
  /** All that has passed; undefined when that was too much to keep. */
  body(): Uint8Array | undefined;
}

/** @param limit in bytes */
export function createTap(limit: number): Tap {
  let chunks: Uint8Array[] = [];
  let size = 0;
  return {
    take(chunk) {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else chunks = [];
    },
    body: () => (size <= limit ? Buffer.concat(chunks) : undefined),
  };
}
