/** Reads a description from a file: JSON or YAML, in UTF-8 or UTF-16, with or without a byte order mark. */

import { readFile } from 'node:fs/promises';
import { UsageError } from '../../cli/command.ts';
import { needPackage } from '../../cli/need-package.ts';
import { asObject, type JsonObject } from '../plan/description.ts';

export interface ReadDescriptionOptions {
  /** What messages call the file; its path by default. */
  readonly name?: string;
  /** What to do when it cannot be read, for the message. */
  readonly remedy: string;
  /** Whether it may refer to files in its folder and below; then they are put into what is returned. */
  readonly allowFiles?: boolean;
}

/**
 * The description as it stands, or with the files that it refers to in it. Nothing else is opened, whatever it refers to. Throws
 * {@link UsageError} when there is none, or when it is no OpenAPI description.
 */
export async function readDescription(file: string, options: ReadDescriptionOptions): Promise<JsonObject> {
  const { name = file, remedy, allowFiles } = options;
  const description = asObject(await parse(await read(file, name, remedy), name));
  if (description.swagger !== undefined)
    throw new UsageError(`${name} is Swagger ${String(description.swagger)}; convert it to OpenAPI 3.0 or 3.1 first.`);
  if (typeof description.openapi !== 'string' || !/^3\.[01]\./.test(description.openapi))
    throw new UsageError(`${name} is no OpenAPI 3.0 or 3.1 description.`);
  if (!allowFiles) return description;
  needPackage('@redocly/openapi-core', '--allow-files');
  const { bundleFolder } = await import('./bundle-folder.ts');
  return asObject(await bundleFolder(file, name));
}

async function read(file: string, name: string, remedy: string): Promise<string> {
  try {
    return decode(await readFile(file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UsageError(`${name} ${code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`}; ${remedy}.`, {
      cause: error,
    });
  }
}

/** Text by its byte order mark, which is left out; UTF-8 without one. */
function decode(bytes: Buffer): string {
  const mark = bytes.toString('hex', 0, 2);
  return new TextDecoder(mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8').decode(bytes);
}

async function parse(text: string, name: string): Promise<unknown> {
  let notJson: unknown;
  try {
    if (text.trimStart().startsWith('{')) return JSON.parse(text);
  } catch (error) {
    // YAML may begin with a brace too.
    notJson = error;
  }
  let value: unknown;
  let isEndless: boolean;
  try {
    // Our own bundles are JSON; the YAML reader is loaded for others only.
    const { parse: parseYaml } = await import('yaml');
    // Dates and "yes" are texts, as OpenAPI wants it, even where the first line names YAML 1.1.
    value = parseYaml(text, { merge: true, logLevel: 'error', schema: 'core' });
    isEndless = containsItself(value);
  } catch (error) {
    const { message } = (notJson ?? error) as Error;
    const isSeveral = (error as { code?: unknown }).code === 'MULTIPLE_DOCS';
    if (isSeveral)
      throw new UsageError(`${name} holds several YAML documents; give each a file of its own.`, { cause: error });
    const why = error instanceof RangeError ? 'it is nested too deeply' : message.split('\n')[0];
    throw new UsageError(`${name} is neither JSON nor YAML: ${why}`, { cause: error });
  }
  if (isEndless) throw new UsageError(`${name} has a YAML alias that contains itself; use a "$ref" for that.`);
  return value;
}

/** Whether following members leads from a value back to itself: an alias (`&a` ... `*a`) may stand inside of its anchor. */
function containsItself(value: unknown, above = new Set<unknown>(), finished = new Set<unknown>()): boolean {
  if (above.has(value)) return true;
  if (typeof value !== 'object' || value === null || finished.has(value)) return false;
  above.add(value);
  const isFound = Object.values(value).some((member) => containsItself(member, above, finished));
  above.delete(value);
  finished.add(value);
  return isFound;
}
