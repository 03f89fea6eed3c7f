import type { Traits } from './traits.ts';

/** Types that lead from a method and a path to the operation, and from there to the codes that it may fail with. */
export function generateRoutes({ routes, errorCodes }: Pick<Traits, 'routes' | 'errorCodes'>): string {
  const methods = Object.entries(routes).map(
    ([method, paths]) =>
      `  ${method}: {\n${Object.entries(paths)
        .map(([path, operationId]) => `    ${quote(path)}: operations[${quote(operationId)}];\n`)
        .join('')}  };\n`,
  );
  const names = Object.entries(routes).flatMap(([method, paths]) =>
    Object.entries(paths).map(([path, operationId]) => `  ${quote(`${method} ${path}`)}: ${quote(operationId)};\n`),
  );
  const codes = Object.entries(errorCodes).map(
    ([operationId, list]) => `  ${operationId}: ${list.map(quote).join(' | ')};\n`,
  );
  return [
    `import type { operations } from './schema.js';\n`,
    `/** Operations by method and path. */\nexport interface Routes {\n${methods.join('')}}\n`,
    `/** Names of operations, as errors carry them, and their operationIds. */\nexport interface OperationIds {\n${names.join('')}}\n`,
    `/** Codes of its own that an operation may fail with. Others, such as \`RATE_LIMITED\`, any call may get. */\nexport interface ErrorCodes {\n${codes.join('')}}\n`,
  ].join('\n');
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
