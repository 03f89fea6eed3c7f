import { format, resolveConfig } from 'prettier';
import { fromRoot } from '../cli/root.ts';
import type { Problem } from '../description/problem.ts';
import type { Description } from './layout/read.ts';

/** YAML is written in one way, the one of Prettier: `npm run format` mends it. Each file that is not has its first such line told. */
export async function checkFormat({ files, folder }: Description): Promise<Problem[]> {
  const options = await resolveConfig(fromRoot('openapi/openapi.yaml'));
  const problems: Problem[] = [];
  for (const { path, text, fault } of files.values()) {
    if (!path.endsWith('.yaml') || fault) continue;
    const lines = text.split('\n');
    const formatted = (await format(text, { ...options, parser: 'yaml' })).split('\n');
    const first = formatted.findIndex((line, index) => line !== lines[index]);
    if (first < 0 && formatted.length === lines.length) continue;
    const line = (first < 0 ? formatted.length : first) + 1;
    const wanted = formatted[line - 1] === undefined ? 'nothing here' : `\`${formatted[line - 1]}\` here`;
    const message = `Prettier writes ${wanted}; \`npm run format\` mends the file.`;
    problems.push({ file: `${folder}/${path}`, line, rule: 'yaml-format', message });
  }
  return problems;
}
