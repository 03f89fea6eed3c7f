import { afterAll, describe, expect, it } from 'vitest';
import { runInProcess } from './in-process.ts';
import { liveArguments } from './run-command.ts';
import { closeAll, faults, head, listen, ok, whole } from './transport-faults.ts';

afterAll(closeAll);

describe(`a live run against each of ${faults.length} faults of transport`, { timeout: 30_000 }, () => {
  it.concurrent.each(faults)('%s', async (name, answer, said) => {
    const url = await listen(answer);
    const started = performance.now();
    // What hangs is waited for as long as it may; whatever else answers has time enough on a busy machine.
    const timeout = /within|Nothing came/.test(said.source) ? '0.5' : '10';
    const limits = ['--operation', 'getProfile', '--timeout', timeout, '--budget', '6'];
    const end = await runInProcess([...liveArguments(url), ...limits]);
    const seconds = (performance.now() - started) / 1000;
    console.log(`${name.padEnd(40)} exit ${end.code}, ${seconds.toFixed(1)} s`);
    expect(end.stdout + end.stderr).toMatch(said);
    expect(end.stdout).toContain('0 of 1 operation checked');
    expect(end.code).toBe(3);
    expect(seconds).toBeLessThan(15);
  });
});

describe('an answer that is too large', () => {
  it('is asked for once, and named', async () => {
    const asked: string[] = [];
    const item = '{"id":1,"name":"Cup"}';
    const url = await listen((socket, _, target) => {
      asked.push(target.replace('/api/v3/1003', ''));
      if (/\/products\/\d+$/.test(target))
        return void socket.write(head('200 OK', `Content-Length: ${65 * 1024 * 1024}\r\n\r\n`));
      const list = `{"total":3,"items":[${item},${item.replace('1', '2')},${item.replace('1', '3')}]}`;
      socket.write(whole(target.endsWith('/products') ? list : ok));
    });
    const { stdout } = await runInProcess([...liveArguments(url), '--timeout', '2']);
    expect(asked.filter((target) => /^\/products\/\d+$/.test(target))).toEqual(['/products/1']);
    expect(stdout).toMatch(/GET \/products\/\{productId\} got no answer .* larger than 64 MB/);
  });
});
