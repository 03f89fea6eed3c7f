import ts from 'typescript';
import { fromRoot } from '../../scripts/cli/root.ts';

/** What an editor says of a program. */
export interface Editor {
  /** What it shows where a text begins that is in the program, the last time that it is. */
  hover(name: string): { readonly signature: string; readonly comment: string; readonly tags: readonly string[] };
  /** What it underlines, and why. */
  messages(): readonly { readonly text: string; readonly message: string }[];
  /** Names that it offers behind a text. */
  completions(behind: string): readonly string[];
}

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
  noEmit: true,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: [],
};

/** Opens programs in TypeScript's language service, which is what editors ask. It is started once for all of them. */
export function createEditor(): (source: string) => Editor {
  const file = fromRoot('tests/types/in-the-editor.ts');
  let source = '';
  let version = 0;
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: (name) => (name === file ? `${version}` : '0'),
    getScriptSnapshot: (name) => {
      const text = name === file ? source : ts.sys.readFile(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => fromRoot(),
    getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    readFile: (name) => (name === file ? source : ts.sys.readFile(name)),
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });
  return (text) => {
    source = text;
    version++;
    return {
      hover(text) {
        const info = service.getQuickInfoAtPosition(file, source.lastIndexOf(text));
        if (!info) throw new Error(`The editor shows nothing of ${text}.`);
        return {
          signature: ts.displayPartsToString(info.displayParts),
          comment: ts.displayPartsToString(info.documentation),
          tags: (info.tags ?? []).map((tag) => `@${tag.name} ${ts.displayPartsToString(tag.text)}`.trim()),
        };
      },
      messages() {
        const found = [...service.getSyntacticDiagnostics(file), ...service.getSemanticDiagnostics(file)];
        return found.map(({ start = 0, length = 0, messageText }) => ({
          text: source.slice(start, start + length),
          message: ts.flattenDiagnosticMessageText(messageText, '\n'),
        }));
      },
      completions(behind) {
        const position = source.lastIndexOf(behind) + behind.length;
        return service.getCompletionsAtPosition(file, position, {})?.entries.map(({ name }) => name) ?? [];
      },
    };
  };
}
