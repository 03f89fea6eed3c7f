import { describe, expect, it } from 'vitest';
import { alignColumns, describeErrors, describeRun } from '../../scripts/interop/report.ts';
import type { GeneratorRun } from '../../scripts/interop/run.ts';

const good: GeneratorRun = {
  generator: { name: 'oazapfts', version: '7.5.0' },
  input: 'generated/ecwid/openapi.json',
  operations: 186,
  files: 1,
  errors: [],
  seconds: 6.04,
  out: '/cache/out',
};
const bad: GeneratorRun = {
  ...good,
  generator: { name: '@hey-api/openapi-ts', version: '0.95.0' },
  operations: 5,
  files: 16,
  errors: Array.from({ length: 12 }, (_, index) => `error ${index}`),
  seconds: 12,
};

describe('the report of npm run interop', () => {
  it('has a line for each run, in columns', () => {
    const uncompiled = { ...good, uncompiled: 'go' };
    expect(alignColumns([good, bad, uncompiled, { ...good, skipped: 'java' }].map(describeRun))).toEqual([
      'oazapfts             7.5.0   generated/ecwid/openapi.json  186 operations   1 file    0 errors    6.0 s',
      '@hey-api/openapi-ts  0.95.0  generated/ecwid/openapi.json    5 operations  16 files  12 errors   12.0 s',
      'oazapfts             7.5.0   generated/ecwid/openapi.json  186 operations   1 file    0 errors    6.0 s, not compiled: go is not here',
      'oazapfts             7.5.0   generated/ecwid/openapi.json  skipped: it needs java, which is not here',
    ]);
  });

  it('lists the first errors of a run, and counts the others', () => {
    const lines = describeErrors(bad, { keep: false });
    expect(lines[0]).toBe('@hey-api/openapi-ts on generated/ecwid/openapi.json:');
    expect(lines.slice(1, -1)).toEqual(bad.errors.slice(0, 10).map((error) => `  ${error}`));
    expect(lines.at(-1)).toBe('  ... and 2 more.');
  });

  it('says nothing of a good run, but where its files are when they are kept', () => {
    expect(describeErrors(good, { keep: false })).toEqual([]);
    expect(describeErrors(good, { keep: true })).toEqual(['oazapfts on generated/ecwid/openapi.json wrote /cache/out']);
  });
});
