import { request } from 'node:http';
import { afterAll, describe, expect, it } from 'vitest';
import { closeAll, faults, listen } from '../live/transport-faults.ts';
import { ask, startProxied } from './proxied.ts';

afterAll(closeAll);

/** What a client gets that waits for two seconds. */
function askPatiently(url: string): Promise<string> {
  return new Promise((resolve) => {
    const asking = request(`${url}/profile`, { agent: false, signal: AbortSignal.timeout(2000) }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.on('error', () => undefined);
      response.on('close', () => {
        const end = response.complete ? 'whole' : 'broken off';
        resolve(
          `${response.statusCode}, ${end}${response.statusCode === 502 ? '' : `, ${bytes > 0 ? 'some' : 'no'} bytes`}`,
        );
      });
    });
    asking.on('error', ({ name }) => resolve(name === 'AbortError' ? 'nothing within 2 s' : 'a closed connection'));
    asking.end();
  });
}

/** Servers that go on for ever, so that it is up to the client how long it waits. */
const endless = /for ever|never end|drip|without an end$/;

describe(`a proxy before each of ${faults.length} faults of transport`, { timeout: 30_000 }, () => {
  const further: typeof faults = [
    [
      'an answer that leaves HTTP',
      (socket) => void socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: a\r\nConnection: Upgrade\r\n\r\n'),
      /./,
    ],
  ];
  it.concurrent.each([...faults, ...further])('%s', async (name, answer) => {
    const proxy = await startProxied(`${await listen(answer)}/api/v3/1003`, '--timeout', '0.5');
    const got = await askPatiently(proxy.url);
    // It goes on serving.
    expect((await ask(proxy.url, '/products', { method: 'POST' })).status).toBe(403);
    const started = performance.now();
    const { code, stdout } = await proxy.stop();
    console.log(`${name.padEnd(40)} ${got.padEnd(32)} exit ${code}`);
    expect(got).toMatch(endless.test(name) ? /./ : /^\d{3}, /);
    expect(performance.now() - started).toBeLessThan(8000);
    // Each is a finding, or was passed on as it came.
    if (/^502|broken off/.test(got) && !endless.test(name))
      expect(stdout).toContain('got no answer that could be checked');
    expect(stdout).toMatch(/: \d+ breaking findings?, 0 additive/);
  });
});
