/** What a run has made, on disk before anything else happens: whoever finds the journal can clean up. Holds no token. */

import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';

/** One line of the journal. `intended` is written before a request is sent, `made` and `gone` after its answer. */
export type JournalLine =
  | { readonly event: 'run'; readonly run: string; readonly baseUrl: string; readonly pid: number; readonly at: string }
  | { readonly event: 'intended'; readonly id: number; readonly what: string }
  | { readonly event: 'made'; readonly id: number; readonly target: string }
  /** Nothing was made after all: the server turned the request away. */
  | { readonly event: 'void'; readonly id: number }
  | { readonly event: 'gone'; readonly target: string };

export interface JournalState {
  readonly baseUrl: string | undefined;
  /** The run that writes it, or wrote it. */
  readonly run: string | undefined;
  /** Targets (`/products/42`) that were made and are not gone, in the order in which they were made. */
  readonly made: readonly string[];
  /** Requests whose outcome nobody knows: `POST /products`. */
  readonly uncertain: readonly string[];
}

export interface Journal {
  append(line: JournalLine): void;
  /** Deletes the file, when it is still the one of this run: nothing is left behind. */
  remove(): void;
  close(): void;
}

/** Opens a journal for appending; every line is on the disk before the call returns. */
export function openJournal(file: string, run: string): Journal {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const descriptor = openSync(file, 'a', 0o600);
  let open = true;
  const close = (): void => {
    if (open) closeSync(descriptor);
    open = false;
  };
  return {
    append(line) {
      writeSync(descriptor, `${JSON.stringify(line)}\n`);
      fsyncSync(descriptor);
    },
    remove() {
      const own = existsSync(file) && statSync(file).ino === fstatSync(descriptor).ino;
      close();
      if (own && readJournal(file)?.run === run) rmSync(file, { force: true });
    },
    close,
  };
}

/** What a journal says; undefined when there is none. A last line that was cut off is left out. */
export function readJournal(file: string): JournalState | undefined {
  if (!existsSync(file)) return undefined;
  let run: Extract<JournalLine, { event: 'run' }> | undefined;
  const intended = new Map<number, string>();
  const made = new Set<string>();
  for (const text of readFileSync(file, 'utf8').split('\n')) {
    const line = parseLine(text);
    if (line?.event === 'run') run = line;
    else if (line?.event === 'intended') intended.set(line.id, line.what);
    else if (line?.event === 'void') intended.delete(line.id);
    else if (line?.event === 'gone') made.delete(line.target);
    else if (line?.event === 'made') {
      intended.delete(line.id);
      made.add(line.target);
    }
  }
  return { baseUrl: run?.baseUrl, run: run?.run, made: [...made], uncertain: [...intended.values()] };
}

function parseLine(text: string): JournalLine | undefined {
  try {
    return JSON.parse(text) as JournalLine;
  } catch {
    return undefined;
  }
}
