import { describe, expect, it } from 'vitest';
import { exitCode, runCommand } from '../../scripts/cli/command.ts';
import { generators } from '../../scripts/interop/generators.ts';
import { parseInteropOptions } from '../../scripts/interop/options.ts';

describe('the options of npm run interop', () => {
  it('take everything by default', () => {
    const { generators: chosen, apis, keep } = parseInteropOptions([]);
    expect(chosen).toEqual(generators);
    expect(apis.map(({ name }) => name)).toEqual(['ecwid', 'bigcommerce', 'ecwid-instant-site']);
    expect(keep).toBe(false);
  });

  it('choose one generator and one API', () => {
    const {
      generators: chosen,
      apis,
      keep,
    } = parseInteropOptions(['--tool', 'orval', '--api', 'bigcommerce', '--keep']);
    expect(chosen.map(({ name }) => name)).toEqual(['orval']);
    expect(apis.map(({ name }) => name)).toEqual(['bigcommerce']);
    expect(keep).toBe(true);
  });

  it.each([
    [
      ['--tool', 'swagger-codegen'],
      /There is no generator "swagger-codegen"; choose one of: @hey-api\/openapi-ts, orval/,
    ],
    [['--api', 'shopify'], /choose one of: ecwid, bigcommerce/],
    [['--fast'], /unknown option '--fast'/],
    [['orval'], /too many arguments/],
  ])('turn away %j as called wrong', async (args, message) => {
    expect(() => parseInteropOptions(args)).toThrow(message);
    const before = process.exitCode;
    const said: string[] = [];
    const write = process.stderr.write;
    process.stderr.write = (text) => said.push(String(text)) > 0;
    try {
      await runCommand(() => Promise.resolve(void parseInteropOptions(args)));
      expect(process.exitCode).toBe(exitCode.usage);
    } finally {
      process.stderr.write = write;
      process.exitCode = before;
    }
    expect(said.join('').trim().split('\n')).toHaveLength(1);
  });
});

describe('the table of generators', () => {
  it.each(generators.map((generator) => [generator.name, generator] as const))(
    'pins %s and what its output imports',
    (_, generator) => {
      for (const version of Object.values(generator.packages)) expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.-]+)?$/);
      expect(Object.values(generator.packages).some((version) => version.endsWith(generator.version))).toBe(true);
    },
  );

  it('gives each generator the description and the folder that it is to use, and no way around a part of it', () => {
    for (const { args, config } of generators) {
      const [, settings = ''] = config?.('/in/openapi.json', '/out') ?? [];
      const text = `${args('/in/openapi.json', '/out').join(' ')} ${settings}`;
      expect(text).toContain('/in/openapi.json');
      expect(text).toContain('/out');
      expect(text).not.toMatch(/filter|exclude|skip-validat|patch|transform/i);
    }
  });

  it('names none twice', () => {
    expect(new Set(generators.map(({ name }) => name)).size).toBe(generators.length);
  });
});
