import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { UsageError } from '../cli/command.ts';
import { readShop, writeShop } from '../store/state/shop-json.ts';
import type { Shop } from '../store/state/shop.ts';

/** A file that a store lives on in. */
export interface DataFile {
  /** What the file holds; undefined when there is none yet. */
  readonly shop: Shop | undefined;
  /**
   * Writes what `snapshot` gives, in place of what the file had: at every moment the file is whole. Calls that come while one writes
   * share the next write. Resolves when it is on the disk.
   */
  keep(snapshot: () => Shop): Promise<void>;
  /** Waits for the last write, and lets others have the file. */
  close(): Promise<void>;
}

/**
 * Takes a file for a store. Throws {@link UsageError} when another process has it, or when it holds no shop: then it is left as it is.
 * @param base the shop that fills the gaps of the file's
 */
export function openDataFile(file: string, base: Shop): DataFile {
  const lock = `${file}.lock`;
  takeLock(lock, file);
  let shop: Shop | undefined;
  try {
    shop = readShopFile(file, base, '--data');
  } catch (error) {
    rmSync(lock, { force: true });
    throw error;
  }

  const write = async (text: string): Promise<void> => {
    const draft = `${file}.new`;
    const handle = await open(draft, 'w');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  };
  let latest: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | undefined;
  return {
    shop,
    keep(snapshot) {
      waiting ??= latest
        .catch(() => undefined)
        .then(() => {
          latest = waiting!;
          waiting = undefined;
          return write(writeShop(snapshot()));
        });
      return waiting;
    },
    async close() {
      await (waiting ?? latest);
      rmSync(lock, { force: true });
    },
  };
}

/** Reads a shop from a file; undefined when there is no such file. Throws {@link UsageError} when it holds something else. */
export function readShopFile(file: string, base: Shop, option: string): Shop | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new UsageError(`${option}: ${file} cannot be read: ${(error as Error).message}`);
  }
  try {
    return readShop(text, base);
  } catch (error) {
    throw new UsageError(`${option}: ${file} holds no shop, and is left as it is. ${(error as Error).message}`);
  }
}

/** A lock names the process that has the file. One that a process left behind when it was killed is taken over. */
function takeLock(lock: string, file: string): void {
  const mine = `${lock}.${process.pid}`;
  try {
    const handle = openSync(lock, 'wx');
    writeSync(handle, String(process.pid));
    fsyncSync(handle);
    closeSync(handle);
    return;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST') throw new UsageError(`--data: ${file} cannot be kept: ${message}`);
  }
  const owner = Number(readFileSync(lock, 'utf8'));
  if (owner > 0 && isRunning(owner)) {
    throw new UsageError(
      `--data: ${file} belongs to another store, process ${owner}; stop it, or choose another file.`,
    );
  }
  // Only one of several that find the old lock can move it away.
  renameSync(lock, mine);
  rmSync(mine);
  takeLock(lock, file);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
