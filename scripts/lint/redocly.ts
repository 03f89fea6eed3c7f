import path from 'node:path';
import {
  BaseResolver,
  bundle,
  detectSpec,
  getTypes,
  lint,
  lintDocument,
  loadConfig,
  Source,
  type Config,
  type NormalizedProblem,
} from '@redocly/openapi-core';
import type { Api } from '../apis.ts';
import { fromRoot, root } from '../cli/root.ts';
import type { Problem } from '../description/problem.ts';
import { relativePath, toProblem } from '../description/redocly-problem.ts';
import { locateInSource } from './locate.ts';

/** The rules of the project: redocly.yaml at the top level. Throws when that file is not valid. */
export function loadRules(): Promise<Config> {
  return loadConfig({ configPath: fromRoot('redocly.yaml') });
}

/** Rules that have to hold before a bundle can be made; what they leave broken would be told again, in other words. */
const preventsBundle = ['no-unresolved-refs', 'struct', 'component-name-unique'];

/** Lints one API twice, as it is written and as one bundled file, with the rules of redocly.yaml; no problem means clean. */
export async function lintWithRedocly(
  api: Pick<Api, 'name' | 'source'>,
  config: Config,
  base = root,
): Promise<Problem[]> {
  const entry = path.join(base, api.source);
  // One resolver for the three passes, so that each file is read and parsed once.
  const externalRefResolver = new BaseResolver();
  const ofSource = await lint({ ref: entry, config: config.forAlias(api.name), externalRefResolver });
  const problems = ofSource.map((problem) => toProblem(problem, base));
  if (ofSource.some(({ ruleId }) => preventsBundle.includes(ruleId))) return problems;

  const bundled = await bundle({ ref: entry, config, externalRefResolver, componentRenamingConflicts: 'error' });
  problems.push(...bundled.problems.map((problem) => toProblem(problem, base)));
  if (bundled.problems.length > 0) return problems;
  const seen = new Set(problems.map(({ rule }) => rule));
  for (const problem of await lintBundle(bundled.bundle.parsed, entry, config)) {
    // What the source shows already is not said twice.
    if (!seen.has(problem.ruleId)) problems.push(await locateBundleProblem(problem, entry, base));
  }
  return problems;
}

/**
 * Lints a bundled description that is in memory. It has no text, so problems are told by their pointers into it.
 *
 * @param entry absolute path that the bundle stands in for
 */
export function lintBundle(parsed: unknown, entry: string, config: Config): Promise<NormalizedProblem[]> {
  const document = { source: new Source(entry, ''), parsed: structuredClone(parsed) };
  const customTypes = getTypes(detectSpec(parsed));
  return lintDocument({ document, config, customTypes, externalRefResolver: new BaseResolver() });
}

async function locateBundleProblem(problem: NormalizedProblem, entry: string, base: string): Promise<Problem> {
  const pointer = problem.location[0]?.pointer ?? '#/';
  const { file, line } = await locateInSource(entry, pointer);
  return { file: relativePath(file, base), line, rule: problem.ruleId, message: problem.message };
}
