import { describe, expect, it } from 'vitest';
import { guards } from './all.ts';
import { breakAt, breaks } from './breaks.ts';
import { describedApis, read } from './described.ts';

describe.each(describedApis)('the description of $api.title', ({ described }) => {
  it.each(Object.entries(guards))('%s', async (_, guard) => {
    expect(guard(await described)).toEqual([]);
  });
});

/** A guard that finds nothing proves nothing: each is shown the description of Ecwid with one thing broken in it. */
describe.each(breaks)('$guard', ({ guard, given, edits, want }) => {
  it(`tells of ${given}`, async () => {
    const { document } = await describedApis[0]!.described;
    const copy = structuredClone(document);
    for (const edit of edits) breakAt(copy, edit);
    expect(guards[guard](read(copy))).toEqual(want);
  });
});
