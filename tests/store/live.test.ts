import { afterAll, beforeAll, expect, it } from 'vitest';
import { findApi } from '../../scripts/apis.ts';
import { loadSubjects, type Subject } from '../../scripts/contract/cli/subjects.ts';
import { createAuthorize } from '../../scripts/contract/live/authorization.ts';
import { isOwnStore, runOwnStore } from '../../scripts/contract/live/own-store.ts';
import { createPacer } from '../../scripts/contract/live/pacer.ts';
import { createRefusals } from '../../scripts/contract/live/refusals.ts';
import { runLive } from '../../scripts/contract/live/run.ts';
import { defaultSendOptions } from '../../scripts/contract/live/send.ts';
import { readOperations } from '../../scripts/contract/plan/description.ts';
import { createCollector } from '../../scripts/contract/report/collector.ts';
import type { Report } from '../../scripts/contract/report/types.ts';
import { startApiMock } from '../../scripts/mock/api-mock.ts';
import type { Mock } from '../../scripts/mock/server.ts';
import { startRecordingServer } from '../contract/live/recording-server.ts';

let mock: Mock;

beforeAll(async () => (mock = await startApiMock(findApi('ecwid'), 0, '--port')), 60_000);

afterAll(() => mock.close());

/** Why an operation is not read although the store is whole. */
const excused = [
  /^Never sent to a live host: /,
  /^It changes data: only the workflows that --writes runs send such requests\.$/,
  /^It is served elsewhere/,
];

async function runReads() {
  const [{ contract, description }] = (await loadSubjects({ api: findApi('ecwid') }, [mock.baseUrl])) as [Subject];
  const operations = readOperations(description, contract.operations);
  const collector = createCollector({ title: 'Reads', operations: contract.operations, notReached: 'Not called.' });
  const authorize = createAuthorize(description, 'any');
  const pacer = createPacer({ requestsPerSecond: 1000, concurrency: 4 });
  const refuses = createRefusals(mock.baseUrl, operations);
  const result = await runLive({
    contract,
    operations,
    baseUrl: mock.baseUrl,
    authorize,
    send: { ...defaultSendOptions, pacer, refuses },
    collector,
  });
  pacer.close();
  return { collector, result, operations, contract, description, authorize };
}

function messagesOf({ operations }: Report): string[] {
  return operations.flatMap(({ groups }) => groups.map(({ finding }) => finding.message));
}

// The workflows that write are run by tests/contract/live/workflows.test.ts.
it('has an answer in the described form, and the data for it, to each read of a live run', async () => {
  const { collector, result } = await runReads();
  const report = collector.report();
  expect([result, messagesOf(report)]).toEqual([{ kind: 'done' }, []]);
  const wanting = report.skipped.filter(({ reason }) => !excused.some((pattern) => pattern.test(reason)));
  // A batch is asked for by its ticket, which only a write gives; a path has one of two delimiters, and a workflow sends it.
  expect(wanting.map(({ operationId }) => operationId)).toEqual(['getBatch', 'searchCategoriesByPath']);
}, 60_000);

/** What their examples cannot do to the shop of the examples, which has all of it already; workflows do it to things of their own. */
const doneByWorkflows = [
  ...['createCustomer', 'createDiscountCoupon', 'createProduct', 'createProductVariation'],
  ...['deleteAllOrderItemOptionFiles', 'deleteOrderItemOptionFile', 'uploadOrderItemOptionFile'],
  // Its delimiter is not required by itself.
  'searchCategoriesByPath',
];

it('is sent all the rest as well, since it is no live host, and is put back as it was', async () => {
  const headers = { authorization: 'Bearer any', 'content-type': 'application/json' };
  const body = JSON.stringify({ name: 'Kept', sku: 'KEPT' });
  await fetch(`${mock.baseUrl}/products`, { method: 'POST', headers, body });
  const skus = async (): Promise<string[]> => {
    const { items } = (await (await fetch(`${mock.baseUrl}/products`, { headers })).json()) as {
      items: { sku: string }[];
    };
    return items.map(({ sku }) => sku);
  };
  const before = await skus();
  const run = await runReads();
  expect(await isOwnStore(mock.baseUrl)).toBe(true);
  const { signal } = new AbortController();
  const onAnswer = (): void => undefined;
  await runOwnStore({ ...run, baseUrl: mock.baseUrl, timeoutMs: 10_000, signal, onAnswer });
  const report = run.collector.report();
  expect(messagesOf(report)).toEqual([]);
  const { support } = mock.store!;
  const undone = run.operations.filter(({ contract }) => support.get(`${contract.method} ${contract.path}`) === '501');
  const skipped = report.skipped.map(({ operationId }) => operationId);
  expect(skipped.toSorted()).toEqual(
    [...undone.map(({ contract }) => contract.operationId), ...doneByWorkflows].toSorted(),
  );
  expect(await skus()).toEqual(before);
  await mock.store!.reset();
  expect(await skus()).toEqual(before.filter((sku) => sku !== 'KEPT'));
}, 60_000);

it('is told from servers that are no store of this project', async () => {
  expect(await isOwnStore('https://app.ecwid.com/api/v3/1003')).toBe(false);
  const server = await startRecordingServer((_request, response) => void response.writeHead(404).end('{}'));
  expect(await isOwnStore(`${server.url}/api/v3/1003`)).toBe(false);
  await server.close();
  expect(await isOwnStore(`${server.url}/api/v3/1003`)).toBe(false);
});
