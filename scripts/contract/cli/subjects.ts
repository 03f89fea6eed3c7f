/** What is checked: the descriptions of this project, or any other one. */

import { readFile } from 'node:fs/promises';
import type { Api } from '../../apis.ts';
import { UsageError } from '../../cli/command.ts';
import { fromRoot } from '../../cli/root.ts';
import { createContract } from '../../engine/contract.ts';
import { asObject, type JsonObject } from '../plan/description.ts';
import type { Contract, ContractOperation } from '../../engine/types.ts';

export interface Subject {
  readonly title: string;
  /** Undefined for a description that is not one of this project. */
  readonly api: Api | undefined;
  readonly description: JsonObject;
  readonly contract: Contract;
}

export interface SubjectOptions {
  readonly apis: readonly Api[];
  /** A description to use instead of them. */
  readonly descriptionFile: string | undefined;
  /** Base URLs that the API is reached under, beside those that its description names. */
  readonly serverBases: readonly string[];
}

/** Reads the descriptions; throws {@link UsageError} when one is missing or is no OpenAPI description. */
export async function loadSubjects({ apis, descriptionFile, serverBases }: SubjectOptions): Promise<Subject[]> {
  if (descriptionFile !== undefined) {
    const description = await readDescription(
      descriptionFile,
      descriptionFile,
      'give the path of a bundled description',
    );
    return [
      { title: titleOf(description), api: undefined, description, contract: makeContract(description, serverBases) },
    ];
  }
  return Promise.all(
    apis.map(async (api): Promise<Subject> => {
      const file = `${api.generated}/openapi.json`;
      const description = await readDescription(fromRoot(file), file, 'run: npm run generate');
      return { title: api.title, api, description, contract: makeContract(description, serverBases) };
    }),
  );
}

function makeContract(description: JsonObject, serverBases: readonly string[]): Contract {
  try {
    return createContract(description, { serverBases });
  } catch (error) {
    throw new UsageError(`The description cannot be used: ${(error as Error).message}`, { cause: error });
  }
}

async function readDescription(file: string, name: string, remedy: string): Promise<JsonObject> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`${name} ${code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`}; ${remedy}.`, {
      cause: error,
    });
  }
  const description = asObject(await parse(text, name));
  if (typeof description.openapi !== 'string' || !/^3\.[01]\./.test(description.openapi))
    throw new UsageError(`${name} is no OpenAPI 3.0 or 3.1 description.`);
  return description;
}

async function parse(read: string, name: string): Promise<unknown> {
  // Windows editors put a byte order mark before the text.
  const text = read.replace(/^\uFEFF/, '');
  try {
    if (text.trimStart().startsWith('{')) return JSON.parse(text);
    // Our own bundles are JSON; the YAML reader is loaded for others only.
    const { parse: parseYaml } = await import('yaml');
    return parseYaml(text) as unknown;
  } catch (error) {
    throw new UsageError(`${name} is neither JSON nor YAML: ${(error as Error).message.split('\n')[0]}`, {
      cause: error,
    });
  }
}

function titleOf(description: JsonObject): string {
  const { title } = asObject(description.info);
  return typeof title === 'string' && title !== '' ? title : 'The API';
}

/** The operations with these ids; throws {@link UsageError} for an id that no description has. Undefined: all are wanted. */
export function selectOperations(
  subjects: readonly Subject[],
  ids: readonly string[] = [],
): ReadonlySet<ContractOperation> | undefined {
  if (ids.length === 0) return undefined;
  const operations = subjects.flatMap(({ contract }) => contract.operations);
  const wanted = new Set<ContractOperation>();
  for (const id of ids) {
    const found = operations.filter(({ operationId, key }) => operationId === id || key === id);
    if (found.length === 0) throw new UsageError(`There is no operation "${id}"${suggest(id, operations)}.`);
    for (const operation of found) wanted.add(operation);
  }
  return wanted;
}

/** Names that hold the same letters somewhere, for who misses one. */
function suggest(id: string, operations: readonly ContractOperation[]): string {
  const needle = id.toLowerCase();
  const names = operations.flatMap(({ operationId }) => (operationId === null ? [] : [operationId]));
  const near = names.filter((name) => name.toLowerCase().includes(needle) || needle.includes(name.toLowerCase()));
  return near.length > 0 ? `; like it are ${near.slice(0, 5).join(', ')}` : '';
}
