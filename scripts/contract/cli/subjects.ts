/** What is checked: the descriptions of this project, or any other one. */

import { apis, type Api } from '../../apis.ts';
import { selectApis, UsageError } from '../../cli/command.ts';
import { fromRoot } from '../../cli/root.ts';
import { createContract } from '../../engine/contract.ts';
import { describeDeliveries } from '../har/deliveries.ts';
import { asObject, type JsonObject } from '../plan/description.ts';
import type { SubjectSettings } from './program.ts';
import { readDescription } from './read-description.ts';
import type { HideOptions } from '../../engine/redact.ts';
import type { Contract, ContractOperation } from '../../engine/types.ts';

export interface Subject {
  readonly title: string;
  /** Undefined for a description that is not one of this project. */
  readonly api: Api | undefined;
  /** Path of the description. */
  readonly file: string;
  readonly description: JsonObject;
  readonly contract: Contract;
}

/**
 * Reads the descriptions that are asked for, all of ours by default; throws {@link UsageError} when one is missing or is no OpenAPI
 * description.
 * @param serverBases base URLs that the API is reached under, beside those that its description names
 */
export async function loadSubjects(
  { api, description: file, allowFiles = false }: SubjectSettings,
  serverBases: readonly string[],
  hide?: HideOptions,
): Promise<Subject[]> {
  if (file !== undefined) {
    const description = await readDescription(file, { remedy: 'give the path of a bundled description', allowFiles });
    const contract = makeContract(description, serverBases, hide);
    return [{ title: titleOf(description), api: undefined, file, description, contract }];
  }
  return Promise.all(
    selectApis(api).map(async (one): Promise<Subject> => {
      const name = `${one.generated}/openapi.json`;
      const file = fromRoot(name);
      const description = await readDescription(file, { name, remedy: 'run: npm run generate' });
      return { title: one.title, api: one, file, description, contract: makeContract(description, serverBases, hide) };
    }),
  );
}

/** One API is at the other end, which has to be named. */
export function assertNamed(what: string, { api, description }: SubjectSettings): void {
  if (!api && description === undefined)
    throw new UsageError(`${what} needs --api (${apis.map(({ name }) => name).join(' or ')}) or --description.`);
}

/** What an app is sent, as one more thing to check; none for a description without webhooks. */
export function deliverySubjects(
  { title, api, file, description }: Subject,
  prefix: string,
  hide: HideOptions,
): Subject[] {
  const deliveries = describeDeliveries(description, prefix);
  if (!deliveries) return [];
  const contract = makeContract(deliveries, [], hide);
  return [{ title: `webhooks of the ${title}`, api, file, description: deliveries, contract }];
}

function makeContract(description: JsonObject, serverBases: readonly string[], hide: HideOptions = {}): Contract {
  try {
    return createContract(description, { serverBases, hide, coverage: true });
  } catch (error) {
    throw new UsageError(`The description cannot be used: ${(error as Error).message}`, { cause: error });
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
