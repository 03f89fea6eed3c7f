/** What is checked: the descriptions of this project, or any other one. */

import type { Api } from '../../apis.ts';
import { UsageError } from '../../cli/command.ts';
import { fromRoot } from '../../cli/root.ts';
import { createContract } from '../../engine/contract.ts';
import { describeDeliveries, type DeliveryPrefix } from '../har/deliveries.ts';
import { asObject, type JsonObject } from '../plan/description.ts';
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

export interface SubjectOptions {
  readonly apis: readonly Api[];
  /** A description to use instead of them. */
  readonly descriptionFile: string | undefined;
  /** Whether it may refer to files in its folder and below. */
  readonly allowFiles?: boolean;
  /** Base URLs that the API is reached under, beside those that its description names. */
  readonly serverBases: readonly string[];
  readonly hide?: HideOptions;
}

/** Reads the descriptions; throws {@link UsageError} when one is missing or is no OpenAPI description. */
export async function loadSubjects(options: SubjectOptions): Promise<Subject[]> {
  const { apis, descriptionFile } = options;
  if (descriptionFile !== undefined) {
    const file = descriptionFile;
    const { allowFiles = false } = options;
    const description = await readDescription(file, { remedy: 'give the path of a bundled description', allowFiles });
    const contract = makeContract(description, options);
    return [{ title: titleOf(description), api: undefined, file, description, contract }];
  }
  return Promise.all(
    apis.map(async (api): Promise<Subject> => {
      const name = `${api.generated}/openapi.json`;
      const file = fromRoot(name);
      const description = await readDescription(file, { name, remedy: 'run: npm run generate' });
      return { title: api.title, api, file, description, contract: makeContract(description, options) };
    }),
  );
}

/** What an app is sent, as one more thing to check; none for a description without webhooks. */
export function deliverySubjects(
  { title, api, file, description }: Subject,
  prefix: DeliveryPrefix,
  hide: HideOptions,
): Subject[] {
  const deliveries = describeDeliveries(description, prefix);
  if (!deliveries) return [];
  return [
    {
      title: `webhooks of the ${title}`,
      api,
      file,
      description: deliveries,
      contract: makeContract(deliveries, { serverBases: [], hide }),
    },
  ];
}

function makeContract(
  description: JsonObject,
  { serverBases, hide = {} }: Pick<SubjectOptions, 'serverBases' | 'hide'>,
): Contract {
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
