import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { fromRoot, root } from '../cli/root.ts';
import { banner, emitModule, type EmittedFile } from './emit.ts';

/** What `checkResponses()` of a package looks like to its users. */
const declarations = `import type { Finding } from './client/contract.js';
import type { Call, Layer } from './client/layer.js';
export type { Finding } from './client/contract.js';
export interface CheckOptions {
  /** Called with what differs from the description, for each answer that does. By default it is written to the console. */
  readonly onFindings?: ((findings: readonly Finding[], call: Call) => void) | undefined;
}
/** Compares every answer with the description; for development. It needs ajv and ajv-formats installed. */
export declare function checkResponses(options?: CheckOptions): Layer;
`;

/**
 * The entry of a package that compares answers with the description: the contract engine in one file, apart from
 * everything else, so that an app which does not import it carries nothing of it.
 */
export async function emitCheck(): Promise<EmittedFile[]> {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        import { createCheck } from './scripts/client/check-responses.ts';
        import description from './openapi.json' with { type: 'json' };
        /** Compares every answer with the description; for development. */
        export const checkResponses = createCheck(description);
      `,
      resolveDir: root,
      loader: 'ts',
    },
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    supported: { 'import-attributes': true },
    charset: 'utf8',
    external: ['./openapi.json', 'ajv', 'ajv/*', 'ajv-formats', 'ajv-formats/*'],
    write: false,
    logLevel: 'silent',
  });
  const types = await readFile(fromRoot('scripts/engine/types.ts'), 'utf8');
  return [
    { path: 'check.js', text: banner + (outputFiles[0]?.text ?? '') },
    { path: 'check.d.ts', text: banner + declarations },
    ...(await emitModule('client/contract.ts', types)),
  ];
}
