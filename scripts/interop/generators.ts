/** The generators of other people that the bundles are tried with: one table, with exact versions. */

type Language = 'typescript' | 'python' | 'go' | 'php' | 'java';

export interface Generator {
  /** What people call it, and `--tool` takes. */
  readonly name: string;
  readonly version: string;
  /** What npm installs, beside the generator itself what its output imports; exact versions. */
  readonly packages: Readonly<Record<string, string>>;
  /** Name of the command in `node_modules/.bin`. */
  readonly bin: string;
  /** Which of the generated descriptions it reads. */
  readonly description: 'openapi.json' | 'openapi-3.0.json';
  /** Its arguments: `input` and `out` are absolute paths of the description and of an empty folder. */
  readonly args: (input: string, out: string) => readonly string[];
  /** Settings that it reads from a file in its folder, where arguments do not do: the file's name, and its text. */
  readonly config?: (input: string, out: string) => readonly [name: string, text: string];
  /** What its output is checked with: the compiler of the language. */
  readonly language: Language;
  /** Programs it needs that npm does not bring; where one is missing the generator is skipped, and the report says so. */
  readonly needs: readonly string[];
}

/** `redocly generate-client` writes each language by itself, and needs nothing else: no Java, no settings. */
function redocly(target: string, language: Language, ...parts: readonly string[]): Generator {
  return {
    name: `redocly-${target}`,
    version: '2.77.0',
    // What its command line imports beside it.
    packages: { '@redocly/cli': '2.77.0', zod: '4.6.7', '@types/node': '20.19.43' },
    bin: 'redocly',
    description: 'openapi.json',
    args: (input, out) => [
      'generate-client',
      input,
      `--output=${out}/client.ts`,
      ...[target, ...parts].map((part) => `--generator=${part}`),
    ],
    language,
    needs: [],
  };
}

/**
 * Of each generator the newest version that declares Node 20.19, or declares nothing, as far as there is a usable one.
 * No setting below patches the description or leaves a part of it out.
 */
export const generators: readonly Generator[] = [
  {
    name: '@hey-api/openapi-ts',
    version: '0.95.0',
    packages: { '@hey-api/openapi-ts': '0.95.0', typescript: '5.9.3' },
    bin: 'openapi-ts',
    description: 'openapi.json',
    args: (input, out) => ['-i', input, '-o', out, '--no-log-file'],
    language: 'typescript',
    needs: [],
  },
  {
    // The versions 7 that were tried stop at a reference that is there. Version 8 declares Node 22.18, but runs on Node 20.
    name: 'orval',
    version: '8.38.0',
    packages: { orval: '8.38.0', axios: '1.21.1' },
    bin: 'orval',
    description: 'openapi.json',
    args: (input, out) => ['--input', input, '--output', `${out}/client.ts`],
    language: 'typescript',
    needs: [],
  },
  {
    name: 'swagger-typescript-api',
    version: '13.13.0',
    packages: { 'swagger-typescript-api': '13.13.0' },
    bin: 'swagger-typescript-api',
    description: 'openapi.json',
    args: (input, out) => ['generate', '--path', input, '--output', out, '--name', 'client.ts'],
    language: 'typescript',
    needs: [],
  },
  {
    name: 'oazapfts',
    version: '7.5.0',
    packages: { oazapfts: '7.5.0', '@oazapfts/runtime': '1.2.0' },
    bin: 'oazapfts',
    description: 'openapi.json',
    args: (input, out) => [input, `${out}/client.ts`],
    language: 'typescript',
    needs: [],
  },
  {
    name: 'openapi-zod-client',
    version: '1.18.3',
    packages: { 'openapi-zod-client': '1.18.3', '@zodios/core': '10.9.6', axios: '1.21.1', zod: '3.25.76' },
    bin: 'openapi-zod-client',
    description: 'openapi.json',
    // Without this it leaves out deprecated operations.
    args: (input, out) => [input, '--output', `${out}/client.ts`, '--with-deprecated'],
    language: 'typescript',
    needs: [],
  },
  redocly('typescript', 'typescript'),
  redocly('python', 'python'),
  redocly('go', 'go'),
  redocly('php', 'php'),
  redocly('java', 'java'),
  redocly('cli', 'typescript', 'typescript'),
  {
    // Version 5 needs Node 22. Enumerations within types would all be exported by their last name alone.
    name: 'kubb',
    version: '4.39.3',
    packages: {
      '@kubb/cli': '4.39.3',
      '@kubb/core': '4.39.3',
      '@kubb/plugin-client': '4.39.3',
      '@kubb/plugin-oas': '4.39.3',
      '@kubb/plugin-ts': '4.39.3',
    },
    bin: 'kubb',
    description: 'openapi.json',
    args: () => ['generate', '--config', 'kubb.config.js'],
    config: (input, out) => [
      'kubb.config.js',
      `import { defineConfig } from '@kubb/core';
import { pluginClient } from '@kubb/plugin-client';
import { pluginOas } from '@kubb/plugin-oas';
import { pluginTs } from '@kubb/plugin-ts';
export default defineConfig({
  input: { path: ${JSON.stringify(input)} },
  output: { path: ${JSON.stringify(out)}, format: false, lint: false, extension: { '.ts': '' } },
  plugins: [pluginOas({ generators: [] }), pluginTs({ enumType: 'literal' }), pluginClient({ client: 'fetch' })],
});
`,
    ],
    language: 'typescript',
    needs: [],
  },
  {
    // For languages other than TypeScript. This is the last package of it that carries the generator; newer ones fetch it
    // from another registry at the first call.
    name: 'openapi-generator',
    version: '5.0.0-beta2',
    packages: { '@openapitools/openapi-generator-cli': '1.0.18-5.0.0-beta2' },
    bin: 'openapi-generator',
    description: 'openapi-3.0.json',
    args: (input, out) => ['generate', '--generator-name=python', `--input-spec=${input}`, `--output=${out}`],
    language: 'python',
    needs: ['java', 'python3'],
  },
];
