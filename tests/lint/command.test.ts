import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { root } from '../../scripts/cli/root.ts';

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `npm run lint -- ARGUMENTS` without npm. */
async function lint(...args: string[]): Promise<Outcome> {
  try {
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ['scripts/cli/run-bundled.mjs', 'scripts/lint.ts', ...args],
      { cwd: root },
    );
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as Outcome;
    return { code, stdout, stderr };
  }
}

describe('npm run lint', () => {
  it.each([
    {
      given: ['--api', 'shopware'],
      want: /^.*There is no API "shopware"; choose one of: ecwid, bigcommerce, ecwid-instant-site\.\n$/,
    },
    { given: ['--fix'], want: /^Unknown option '--fix'\.\n$/ },
    { given: ['ecwid'], want: /^Too many arguments.*\.\n$/ },
  ])('turns $given away with one sentence', async ({ given, want }) => {
    const { code, stdout, stderr } = await lint(...given);
    expect(stderr).toMatch(want);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});
