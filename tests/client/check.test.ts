import { afterEach, describe, expect, it, vi } from 'vitest';
import { checkResponses, createEcwidClient, type EcwidClientOptions } from '../../generated/ecwid/index.js';
import { findApi } from '../../scripts/apis.ts';
import { readBundle } from '../../scripts/description/read-bundle.ts';
import { createContract, type Finding } from '../../scripts/engine/contract.ts';
import { startServer, type Answer, type TestServer } from './server.ts';

const contract = createContract(await readBundle(findApi('ecwid')));

let server: TestServer;
afterEach(() => server.close());

async function connect(answer: Answer, options: Partial<EcwidClientOptions> = {}) {
  server = await startServer(() => answer);
  const findings: Finding[] = [];
  const check = checkResponses(contract, { onFindings: (found) => void findings.push(...found) });
  const client = createEcwidClient({
    storeId: 1003,
    token: 'secret_x',
    baseUrl: `${server.url}/some/base`,
    checkResponses: check,
    ...options,
  });
  return { client, findings };
}

const params = { path: { productId: 1 } };

describe('checkResponses', () => {
  it('finds nothing in an answer that keeps the description, under whatever address', async () => {
    const { client, findings } = await connect({ body: { updateCount: 1 } });
    const result = await client.PUT('/products/{productId}', { params, body: { name: 'x' } });
    expect(result.data).toEqual({ updateCount: 1 });
    expect(findings).toEqual([]);
  });

  it.each([
    ['a wrong type', { body: { updateCount: '1' } }, 'invalid-response-body'],
    ['an unknown field', { body: { updateCount: 1, more: true } }, 'undocumented-response-field'],
    ['an unknown status', { status: 418, body: {} }, 'undocumented-status'],
    ['an unknown content type', { headers: { 'Content-Type': 'text/csv' }, body: 'a,b' }, 'response-content-type'],
  ])('reports %s, and hands on the answer', async (_, answer, kind) => {
    const { client, findings } = await connect(answer);
    const { response } = await client.PUT('/products/{productId}', { params, body: { name: 'x' } });
    expect(response.status).toBe('status' in answer ? answer.status : 200);
    expect(findings.map((finding) => finding.kind)).toContain(kind);
    expect(findings[0]).toMatchObject({ operationId: 'updateProduct', path: '/products/{productId}' });
  });

  it('leaves streams alone', async () => {
    const { client, findings } = await connect({
      headers: { 'Content-Type': 'application/octet-stream' },
      body: Buffer.alloc(9),
    });
    const { data } = await client.GET('/products/{productId}/files/{fileId}', {
      params: { path: { productId: 1, fileId: 2 } },
      parseAs: 'stream',
    });
    expect(await new Response(data).arrayBuffer()).toHaveProperty('byteLength', 9);
    expect(findings).toEqual([]);
  });

  it('writes to the console by default, and never the token', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const { client } = await connect(
      { body: { updateCount: 'secret_x' } },
      { checkResponses: checkResponses(contract) },
    );
    await client.PUT('/products/{productId}', { params, body: { name: 'x' } });
    expect(warn).toHaveBeenCalledOnce();
    const text = String(warn.mock.calls[0]?.[0]);
    warn.mockRestore();
    expect(text).toMatch(/^PUT \/products\/\{productId\} \/updateCount: .+/);
    expect(text).not.toContain('secret_x');
  });
});
