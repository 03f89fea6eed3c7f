import { afterAll, describe, expect, it } from 'vitest';
import { createContract } from '../../../scripts/engine/contract.ts';
import { createMockPlanner } from '../../../scripts/contract/mock/plan.ts';
import { runMock } from '../../../scripts/contract/mock/run.ts';
import { basePathOf, readOperations, type JsonObject } from '../../../scripts/contract/plan/description.ts';
import { createCollector } from '../../../scripts/contract/report/collector.ts';
import type { Report } from '../../../scripts/contract/report/types.ts';
import { startMock, type Mock } from '../../../scripts/mock/server.ts';
import { readShop } from '../fixtures/shop.ts';

const mocks: Mock[] = [];
afterAll(() => Promise.all(mocks.map((mock) => mock.close())));

/** Checks the mock of one description against another. */
async function check(served: JsonObject, promised: JsonObject): Promise<Report> {
  const mock = await startMock({ description: served, basePath: '/api/v3/1003', errorShape: 'ecwid' });
  mocks.push(mock);
  const contract = createContract(promised, { serverBases: ['http://127.0.0.1'] });
  const collector = createCollector({ title: 'Shop', operations: contract.operations, notReached: 'No.' });
  const plan = createMockPlanner({ description: promised, contract });
  const plans = readOperations(promised, contract.operations).map((operation) =>
    plan(operation, operation.ownServers.length > 0 ? basePathOf(operation.server) : '/api/v3/1003'),
  );
  await runMock({ contract, plans, mockUrl: mock.url, collector });
  return collector.report();
}

describe('runMock', () => {
  it('asks for every status and every named example of every operation, and finds them as described', async () => {
    const report = await check(readShop(), readShop());
    expect(report.operations).toEqual([]);
    expect(report.summary).toMatchObject({ exchanges: 26, operations: { checked: 12, skipped: 0, total: 12 } });
  });

  it('reports an answer that breaks the contract, and a status that the mock would not give', async () => {
    const served = JSON.stringify(readShop())
      .replace('"example":{"name":"Shop"}', '"example":{"name":1}')
      .replace('"413":', '"415":');
    const report = await check(JSON.parse(served) as JsonObject, readShop());
    const found = report.operations.flatMap(({ operationId, groups }) =>
      groups.map(({ finding }) => `${operationId} ${finding.kind} ${finding.status}`),
    );
    expect(found).toContain('getProfile invalid-response-body 200');
    expect(found.some((line) => line.startsWith('uploadProductImage not-as-asked'))).toBe(true);
  });
});

describe('createMockPlanner', () => {
  it('covers statuses, examples of the answer, and examples of the request', () => {
    const description = readShop();
    const contract = createContract(description);
    const operations = readOperations(description, contract.operations);
    const plan = createMockPlanner({ description, contract });
    const prefers = (id: string): string[] => {
      const operation = operations.find(({ contract }) => contract.operationId === id)!;
      return plan(operation, '').requests.map(({ request }) => request.headers.find(([name]) => name === 'Prefer')![1]);
    };
    expect(prefers('searchProducts')).toEqual(['code=200, example=two', 'code=200, example=none', 'code=400']);
    expect(prefers('createProduct')).toEqual(['code=200', 'code=400', 'code=200']);
    expect(prefers('getProfile')).toEqual(['code=200', 'code=500']);
    expect(prefers('updateProfile')).toEqual(['code=200', 'code=400']);
  });
});
