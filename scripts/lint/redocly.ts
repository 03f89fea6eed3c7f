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
import { fromRoot } from '../cli/root.ts';
import type { Problem } from '../description/problem.ts';
import { toProblem } from '../description/redocly-problem.ts';
import type { Description } from './layout/read.ts';
import { locateInSource } from './locate.ts';

/** The rules of the project: redocly.yaml at the top level. Throws when that file is not valid. */
export function loadRules(): Promise<Config> {
  return loadConfig({ configPath: fromRoot('redocly.yaml') });
}

/** Rules that have to hold before a bundle can be made; what they leave broken would be told again, in other words. */
const preventsBundle = ['no-unresolved-refs', 'struct', 'component-name-unique'];

/** Lints one API twice, as it is written and as one bundled file, with the rules of redocly.yaml; no problem means clean. */
export async function lintWithRedocly(description: Description, config: Config, base: string): Promise<Problem[]> {
  const { api, folder } = description;
  const entry = path.join(base, api.source);
  // One resolver for both, so that each file is read and parsed once.
  const externalRefResolver = new BaseResolver();
  const ofSource = await lint({ ref: entry, config: config.forAlias(api.name), externalRefResolver });
  const problems = ofSource.map((problem) => toProblem(problem, base));
  if (ofSource.some(({ ruleId }) => preventsBundle.includes(ruleId))) return problems;

  const bundled = await bundle({ ref: entry, config, externalRefResolver, componentRenamingConflicts: 'error' });
  problems.push(...bundled.problems.map((problem) => toProblem(problem, base)));
  if (bundled.problems.length > 0) return problems;
  const seen = new Set(problems.map(({ rule }) => rule));
  for (const { location, ruleId, message } of await lintBundle(bundled.bundle.parsed, entry, config)) {
    // What the source shows already is not said twice.
    if (seen.has(ruleId)) continue;
    const { file, line } = locateInSource(description, location[0]?.pointer ?? '#/');
    problems.push({ file: `${folder}/${file.path}`, line, rule: ruleId, message });
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
