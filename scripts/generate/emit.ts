import { format, type Options } from 'prettier';
import ts from 'typescript';
import { banner } from './banner.ts';

/** How generated modules look. Fixed here, so that settings of a project that they are written into change nothing. */
const style: Options = { parser: 'typescript', singleQuote: true, printWidth: 120 };

/** A module in one of the forms that it is shipped in. */
export interface EmittedFile {
  readonly path: string;
  readonly text: string;
}

/** How imports between modules end: `none` is what bundlers read, `js` what every compiler and `ts` what Deno does. */
export const extensions = ['js', 'ts', 'none'] as const;
export type Extension = (typeof extensions)[number];

/**
 * A TypeScript module for another project.
 *
 * @param path where it is written, ending in `.ts`
 */
export async function emitSource(path: string, source: string, extension: Extension = 'js'): Promise<EmittedFile> {
  return { path, text: banner + (await pretty(endImports(source, extension))) };
}

/** The JavaScript of a module, and its declarations, for a package. */
export async function emitModule(path: string, source: string): Promise<EmittedFile[]> {
  const text = endImports(source, 'js');
  const compilerOptions: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    verbatimModuleSyntax: true,
    strict: true,
  };
  const options = { fileName: path, compilerOptions, reportDiagnostics: true };
  const code = check(path, ts.transpileModule(text, options));
  const declarations = check(
    path,
    ts.transpileDeclaration(text, {
      ...options,
      compilerOptions: { ...compilerOptions, declaration: true, isolatedDeclarations: true },
    }),
  );
  const files = [{ path: path.replace(/\.ts$/, '.d.ts'), text: banner + (await pretty(declarations)) }];
  // A module of types alone leaves nothing to run.
  if (!/^\s*(export \{\};)?\s*$/.test(code.replace(/\/\*[^]*?\*\/|\/\/.*$/gm, ''))) {
    files.push({ path: path.replace(/\.ts$/, '.js'), text: banner + (await pretty(code)) });
  }
  return files;
}

function check(path: string, { outputText, diagnostics = [] }: ts.TranspileOutput): string {
  if (diagnostics.length === 0) return outputText;
  throw new Error(`${path}: ${ts.flattenDiagnosticMessageText(diagnostics[0]!.messageText, '\n')}`);
}

/** Replaces the ending of relative imports, found by TypeScript's own scanner. */
export function endImports(source: string, extension: Extension): string {
  const ending = extension === 'none' ? '' : `.${extension}`;
  let text = source;
  for (const { fileName, pos } of ts.preProcessFile(source).importedFiles.toReversed()) {
    // `pos` is the opening quote.
    const end = pos + 1 + fileName.length;
    if (/^\.\.?\/.*\.[jt]s$/.test(fileName)) text = text.slice(0, end - 3) + ending + text.slice(end);
  }
  return text;
}

async function pretty(source: string): Promise<string> {
  return format(source, style);
}
