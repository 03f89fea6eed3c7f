import { json } from './text.ts';
import type { Traits } from './traits.ts';
import type { OperationTypes } from './types/index.ts';

/** Types that lead from a method and a path to the operation, and from there to the codes that it may fail with. */
export function generateRoutes(
  { routes, errorCodes }: Pick<Traits, 'routes' | 'errorCodes'>,
  operations: readonly OperationTypes[],
): string {
  const methods = Object.keys(routes).map((method) => {
    const own = operations.filter((operation) => operation.method === method);
    return `  ${method}: {\n${own.map(route).join('')}  };\n`;
  });
  const names = Object.entries(routes).flatMap(([method, paths]) =>
    Object.entries(paths).map(([path, operationId]) => `  ${json(`${method} ${path}`)}: ${json(operationId)};\n`),
  );
  const codes = Object.entries(errorCodes).map(
    ([operationId, list]) => `  ${operationId}: ${list.map(json).join(' | ')};\n`,
  );
  return [
    `/** Operations by method and path. */\nexport interface Routes {\n${methods.join('')}}\n`,
    `/** Names of operations, as errors carry them, and their operationIds. */\nexport interface OperationIds {\n${names.join('')}}\n`,
    `/** Codes of its own that an operation may fail with. Others, such as \`RATE_LIMITED\`, any call may get. */\nexport interface ErrorCodes {\n${codes.join('')}}\n`,
  ].join('\n');
}

function route({ path, init, data, error, cuttable }: OperationTypes): string {
  return `    ${json(path)}: { init: ${init}; data: ${data}; error: ${error}${cuttable ? '; cuttable: true' : ''} };\n`;
}
