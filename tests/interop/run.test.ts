import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../scripts/cli/command.ts';
import { fromRoot } from '../../scripts/cli/root.ts';
import { compilers } from '../../scripts/interop/check.ts';
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

  it('reads settings from a file where it has one', async () => {
    const script = `fs.writeFileSync(out + '/client.ts', fs.readFileSync('settings.txt', 'utf8'));`;
    const generator = plantGenerator('settled', script, { config: () => ['settings.txt', goodCode] });
    expect((await run(generator)).errors).toEqual([]);
  });

  it.each([
    [
      'python',
      'client.py',
      'def search_pets(): pass\ncreate_pet = ',
      'def create_pet(): pass\ndef search_pets(): pass',
    ],
    [
      'java',
      'Client.java',
      'class Client { searchPets createPet }',
      'class Client { void searchPets() {} void createPet() {} }',
    ],
    [
      'php',
      'client.php',
      '<?php class Searchpets { createPet }',
      '<?php function searchPets() {} function createPet() {}',
    ],
    [
      'go',
      'client.go',
      'package client\nfunc SearchPets( {}\nfunc CreatePet() {}',
      'package client\nfunc SearchPets() {}\nfunc CreatePet() {}',
    ],
  ] as const)('is compiled in its own language, where that is here: %s', async (language, file, bad, good) => {
    const plant = (name: string, code: string): Generator =>
      plantGenerator(`${name}-${language}`, `fs.writeFileSync(out + '/${file}', ${JSON.stringify(code)});`, {
        language,
      });
    const outcome = await run(plant('right', good));
    expect(outcome.errors).toEqual([]);
    const { errors, uncompiled } = await run(plant('wrong', bad));
    if (uncompiled) expect([uncompiled, outcome.uncompiled]).toEqual([compilers[language].program, uncompiled]);
    else expect(errors.length).toBeGreaterThan(0);
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
    [
      'name its types',
      write(`${goodCode}export interface Model1 {}\nexport type Price = 1;\nexport type price = 2;`),
      [/^client\.ts: the type Model1 has no name of its own\.$/, /types Price and price differ by case alone\.$/],
    ],
    [
      'name its files',
      `${write(goodCode)} fs.writeFileSync(out + '/Notes.md', ''); fs.writeFileSync(out + '/notes.md', '');`,
      [/^The files Notes\.md and notes\.md differ by case alone\.$/],
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
