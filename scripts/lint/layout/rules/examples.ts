import type { Description } from '../read.ts';
import { baseName, type SourceFile, type SourceReference } from '../source-file.ts';
import type { SourceOperation } from '../operations.ts';
import { commonArea } from '../areas.ts';
import { defineRule } from '../rule.ts';

const namePattern = /^(?<id>[A-Za-z][A-Za-z0-9_]*)\.(?<part>\d{3}|request)(?:\.(?<name>[A-Za-z0-9-]+))?$/;

/**
 * An example is named after what it shows: `operationId.status[.case]` or `operationId.request[.case]`, stands in the area
 * of the operation, and is used there and nowhere else. Examples that several operations share are in common/, and
 * their names are free.
 */
export const exampleFile = defineRule('example-file', (description, report) => {
  const users = usersByTarget(description);
  for (const file of description.files.values()) {
    const area = /^components\/examples\/([^/]+)\//.exec(file.path)?.[1];
    if (area === undefined) continue;
    if (area === commonArea) {
      if (!/^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z0-9]+)*$/.test(baseName(file.path)))
        report(file, 1, 'An example in common/ has a name of letters and digits.');
      continue;
    }
    const fault = exampleFault(file, area, description.operations, users.get(file.path) ?? []);
    if (fault) report(file, 1, fault);
  }
});

interface User {
  readonly file: SourceFile;
  readonly reference: SourceReference;
}

function exampleFault(
  file: SourceFile,
  area: string,
  operations: readonly SourceOperation[],
  users: readonly User[],
): string | undefined {
  const { id, part } = namePattern.exec(baseName(file.path))?.groups ?? {};
  if (id === undefined || part === undefined) {
    return 'An example is named operationId.status[.case].yaml or operationId.request[.case].yaml.';
  }
  const operation = operations.find(({ operationId }) => operationId === id);
  if (!operation) return `There is no operation \`${id}\`.`;
  const home = operation.file.path.split('/')[1];
  if (home !== area) return `\`${id}\` is in ${home}, so its examples are in components/examples/${home}/.`;
  if (part === 'request') {
    if (operation.value['requestBody'] === undefined) return `\`${id}\` has no request body.`;
  } else if (!operation.statuses.includes(part)) return `\`${id}\` has no response ${part}.`;
  const where = part === 'request' ? [operation.method, 'requestBody'] : [operation.method, 'responses', part];
  const isHome = ({ file: user, reference }: User): boolean =>
    user === operation.file && where.every((key, index) => String(reference.trail[index]) === key);
  if (!users.some(isHome))
    return `\`${id}\` does not use this example at its ${part === 'request' ? 'request body' : `response ${part}`}.`;
  const stranger = users.find((user) => !isHome(user));
  if (stranger) return `It is used by ${stranger.file.path} as well; shared examples are in common/.`;
  return undefined;
}

function usersByTarget({ files }: Description): Map<string, User[]> {
  const users = new Map<string, User[]>();
  for (const file of files.values()) {
    for (const reference of file.references) {
      if (reference.target === undefined) continue;
      const list = users.get(reference.target) ?? [];
      list.push({ file, reference });
      users.set(reference.target, list);
    }
  }
  return users;
}
