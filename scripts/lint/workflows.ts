import path from 'node:path';
import { BaseResolver, lint, type Config } from '@redocly/openapi-core';
import type { Description } from './layout/read.ts';
import { listOf, memberOf, type SourceFile } from './layout/source-file.ts';
import type { Problem } from '../description/problem.ts';
import { toProblem } from '../description/redocly-problem.ts';

const isWorkflow = /^workflows\/[^/]+\.arazzo\.yaml$/;

/**
 * Lints the workflows of an API: Redocly's rules for Arazzo, and that each step calls an operation that is described,
 * which those rules leave to the run.
 *
 * @param base absolute path that the folder of the API is relative to
 */
export async function lintWorkflows(description: Description, config: Config, base: string): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const file of description.files.values()) {
    if (!isWorkflow.test(file.path) || file.fault) continue;
    const ref = path.join(base, description.folder, file.path);
    const found = await lint({ ref, config, externalRefResolver: new BaseResolver() });
    problems.push(...found.map((problem) => toProblem(problem, base)), ...unknownOperations(file, description));
  }
  return problems;
}

function unknownOperations(file: SourceFile, { folder, operations, entry }: Description): Problem[] {
  const known = new Set(operations.map(({ operationId }) => operationId));
  return listOf(file.value, 'workflows').flatMap((workflow, workflowIndex) =>
    listOf(workflow, 'steps').flatMap((step, stepIndex) => {
      const id = memberOf(step, 'operationId');
      if (typeof id !== 'string' || known.has(id)) return [];
      return [
        {
          file: path.posix.join(folder, file.path),
          line: file.lineOf(['workflows', workflowIndex, 'steps', stepIndex, 'operationId']),
          rule: 'workflow-operation',
          message: `There is no operation \`${id}\` in ${entry.path}.`,
        },
      ];
    }),
  );
}
