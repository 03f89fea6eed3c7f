import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../scripts/cli/command.ts';
import { fromRoot } from '../../scripts/cli/root.ts';
import type { Generator } from '../../scripts/interop/generators.ts';
import { runGenerator, runInterop, type GeneratorRun } from '../../scripts/interop/run.ts';

const project = mkdtempSync(path.join(tmpdir(), 'interop-project-'));
const cache = path.join(project, 'cache');
const description = { paths: { '/pets': { get: { operationId: 'searchPets' }, post: { operationId: 'createPet' } } } };
mkdirSync(path.join(project, 'generated/pets'), { recursive: true });
writeFileSync(path.join(project, 'generated/pets/openapi.json'), JSON.stringify(description));
symlinkSync(fromRoot('node_modules'), path.join(project, 'node_modules'), 'junction');
afterAll(() => rmSync(project, { recursive: true, force: true }));

const goodCode = 'export const search_pets = (): string[] => [];\nexport const createPet = (): void => {};\n';

/** A generator that is there already and does what `script` says; `out` is the folder that it is to write to. */
function plantGenerator(name: string, script: string, more: Partial<Generator> = {}): Generator {
  const folder = path.join(cache, `${name}@1.0.0`, 'node_modules');
  mkdirSync(path.join(folder, name), { recursive: true });
  mkdirSync(path.join(folder, '.bin'), { recursive: true });
  writeFileSync(path.join(folder, name, 'package.json'), '{}');
  const bin = path.join(folder, '.bin', name);
  writeFileSync(
    bin,
    `#!/usr/bin/env node\nconst fs = require('fs'); const [, , input, out] = process.argv;\n${script}\n`,
  );
  chmodSync(bin, 0o755);
  return {
    name,
    version: '1.0.0',
    packages: { [name]: '1.0.0' },
    bin: name,
    description: 'openapi.json',
    args: (input, out) => [input, out],
    language: 'typescript',
    needs: [],
    ...more,
  };
}

function run(generator: Generator, keep = false): Promise<GeneratorRun> {
  return runGenerator(generator, 'generated/pets/openapi.json', { root: project, cache, keep });
}

const write = (code: string): string => `fs.writeFileSync(out + '/client.ts', ${JSON.stringify(code)});`;

describe.skipIf(process.platform === 'win32')('a run of a generator', () => {
  it('is good when its output compiles and knows all operations', async () => {
    const generator = plantGenerator('good', write(goodCode));
    const kept = await run(generator, true);
    expect(kept).toMatchObject({ operations: 2, files: 1, errors: [] });
    expect(readdirSync(kept.out ?? '')).toEqual(['client.ts']);
  });

  it('leaves nothing behind unless it is asked to', async () => {
    const { out } = await run(plantGenerator('tidy', ''));
    expect(out).toBeUndefined();
    expect(readdirSync(path.join(cache, 'tidy@1.0.0/out'))).toEqual([]);
  });

  it.each([
    ['compile', write(`${goodCode}export const price: number = 'free';`), [/^client\.ts\(3,14\): error TS2322: /]],
    ['be strict', write(`${goodCode}export const buy = (price) => price;`), [/error TS7006: /]],
    [
      'know an operation',
      write('export const createPets = 1, searchPets = 2;'),
      [/^The operation createPet is missing\.$/],
    ],
    ['write anything', '', [/wrote no typescript file/, /searchPets is missing/, /createPet is missing/]],
    ['end well', `${write(goodCode)} console.error('no such type'); process.exit(3);`, [/exit code 3\. no such type$/]],
  ])('has errors when it does not %s', async (name, script, messages) => {
    const { errors } = await run(plantGenerator(`bad-${name.replaceAll(' ', '-')}`, script));
    expect(errors).toHaveLength(messages.length);
    for (const [index, message] of messages.entries()) expect(errors[index]).toMatch(message);
  });

  it('is skipped, with the reason, where a program is missing', async () => {
    const runs: GeneratorRun[] = [];
    await runInterop({
      generators: [plantGenerator('other', 'process.exit(1)', { needs: ['no-such-program-here'] })],
      apis: [{ generated: 'generated/pets' }],
      keep: false,
      root: project,
      cache,
      onProgress: () => undefined,
      onRun: (one) => runs.push(one),
    });
    expect(runs).toMatchObject([{ skipped: 'no-such-program-here', errors: [] }]);
  });

  it('asks for the description that is not there', async () => {
    const generator = plantGenerator('good', write(goodCode), { description: 'openapi-3.0.json' });
    await expect(
      runGenerator(generator, 'generated/pets/openapi-3.0.json', { root: project, cache, keep: false }),
    ).rejects.toThrow(new UsageError('There is no generated/pets/openapi-3.0.json; npm run generate makes it.'));
  });
});
