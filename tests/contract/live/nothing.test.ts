import { afterEach, describe, expect, it } from 'vitest';
import { reporters } from '../../../scripts/contract/report/render.ts';
import { runInProcess } from './in-process.ts';
import { createStore, sendJson, startRecordingServer, type RecordingServer } from './recording-server.ts';
import { liveArguments } from './run-command.ts';

const servers: RecordingServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

async function answering(status: number | ((url: string) => number | undefined)): Promise<string> {
  const store = createStore();
  const server = await startRecordingServer((request, response, body) => {
    const wanted = typeof status === 'number' ? status : status(request.url ?? '');
    if (wanted === undefined) store.answer(request, response, body);
    else sendJson(response, wanted, { errorMessage: 'No' });
  });
  servers.push(server);
  return server.url;
}

describe('a live run that checked nothing', () => {
  it.each([
    [401, /^Nothing was checked: the server did not accept the token \(401\); look at CONTRACT_TOKEN\.\n$/],
    [403, /^No operation was checked: 2 of 2 operations .* 401 or 403: the token .* scopes/],
    [404, /^No operation was checked: 2 of 2 operations .* 404: the base URL may be wrong/],
    [400, /^No operation was checked: no request was answered/],
  ])('ends with 3 and the likely reason when every answer is %i', async (status, reason) => {
    const { code, stderr } = await runInProcess(liveArguments(await answering(status)));
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringMatching(reason) as string });
  });

  it.each(reporters)('is no success in the %s report', async (reporter) => {
    const url = await answering(403);
    const { stdout } = await runInProcess([...liveArguments(url), '--reporter', reporter]);
    expect(stdout).toContain('2 of 2 operations that were called answered nothing but 401 or 403');
    expect(stdout).not.toContain('The contract holds');
    if (reporter === 'html') expect(stdout).toContain('Nothing was checked');
    if (reporter === 'junit') expect(stdout).toMatch(/errors="1"[^]*<error message="2 of 2/);
    if (reporter === 'sarif') expect(stdout).toContain('"executionSuccessful": false');
  });
});

describe('a live run with many refusals', () => {
  it('names how many in a report that is green otherwise', async () => {
    const url = await answering((path) => (path.endsWith('/profile') ? 403 : undefined));
    const { code, stdout } = await runInProcess(liveArguments(url));
    expect(code).toBe(0);
    expect(stdout).toMatch(/Warning: 1 of 4 operations that were called answered nothing but 401 or 403/);
  });

  it('says nothing of refusals where there are none', async () => {
    const { stdout } = await runInProcess(liveArguments(await answering(() => undefined)));
    expect(stdout).not.toContain('Warning');
  });
});
