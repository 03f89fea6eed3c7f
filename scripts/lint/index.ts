import type { Config } from '@redocly/openapi-core';
import { root } from '../cli/root.ts';
import { checkFormat } from './format.ts';
import { checkLayout } from './layout/index.ts';
import { readDescription, type Description } from './layout/read.ts';
import { pendingOperations } from './layout/rules/sources.ts';
import { sortProblems, type Problem } from '../description/problem.ts';
import { lintWithRedocly } from './redocly.ts';
import { lintWorkflows } from './workflows.ts';

interface LintResult {
  readonly description: Description;
  /** What is wrong, in order of files and lines; empty when the description is clean. */
  readonly problems: readonly Problem[];
  /** Operations that sources.yaml names and that are not described yet. */
  readonly pending: readonly string[];
}

/**
 * Everything that must hold of one description: the rules of redocly.yaml on its source, on its bundle and on its
 * workflows, and the layout check on its files, with their form.
 *
 * @param base absolute path of the folder that `api.source` is relative to
 */
export async function lintApi(api: Description['api'], rules: Config, base = root): Promise<LintResult> {
  const description = await readDescription(api, base);
  const problems = checkLayout(description);
  // A linter that cannot read the files would only say so once more, and less well.
  const canBeRead = !problems.some(({ rule }) => rule === 'layout/yaml-syntax' || rule === 'layout/entry-document');
  if (canBeRead)
    problems.push(...(await checkFormat(description)), ...(await lintWithRedocly(description, rules, base)));
  problems.push(...(await lintWorkflows(description, rules, base)));
  return { description, problems: sortProblems(problems), pending: pendingOperations(description) };
}
