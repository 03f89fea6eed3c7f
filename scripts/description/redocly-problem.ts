import path from 'node:path';
import { getLineColLocation, type NormalizedProblem } from '@redocly/openapi-core';
import type { Problem } from './problem.ts';

/**
 * What Redocly found, as a problem with file and line.
 *
 * @param base absolute path that the files of problems are relative to
 */
export function toProblem({ location: [location], from, ruleId, message }: NormalizedProblem, base: string): Problem {
  const usedBy = from ? ` (used by ${relativePath(from.source.absoluteRef, base)})` : '';
  return {
    file: location ? relativePath(location.source.absoluteRef, base) : '.',
    line: location ? getLineColLocation(location).start.line : 1,
    rule: ruleId,
    message: message + usedBy,
  };
}

/** Path relative to a folder, with `/` on every system. */
export function relativePath(file: string, base: string): string {
  return path.relative(base, file).split(path.sep).join('/');
}
