import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import ts from 'typescript';

/**
 * Scalar's browser script, in one piece. `@scalar/api-reference` holds it as a file, but brings a quarter of a gigabyte
 * along; the plugin for Fastify holds nothing else, as a text in its module. That text is all that is taken: what the
 * plugin itself imports never runs. So package.json puts older releases in the place of those imports, since the newer
 * ones ask for Node 22.
 */
export async function loadScalarScript(): Promise<string> {
  const file = createRequire(import.meta.url).resolve('@scalar/fastify-api-reference');
  const script = longestText(await readFile(file, 'utf8'));
  if (!script.includes('createApiReference'))
    throw new Error('@scalar/fastify-api-reference no longer holds its script as a text; see scripts/docs/scalar.ts.');
  return script.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
}

/** The longest text that a variable of a module is given; empty when there is none. */
function longestText(module: string): string {
  const source = ts.createSourceFile('module.js', module, ts.ScriptTarget.Latest);
  return source.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => declarationList.declarations)
    .flatMap(({ initializer }) => (initializer && ts.isStringLiteralLike(initializer) ? [initializer.text] : []))
    .reduce((longest, text) => (text.length > longest.length ? text : longest), '');
}
