import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findApi } from '../../../scripts/apis.ts';
import { fromRoot } from '../../../scripts/cli/root.ts';
import { loadSubjects, type Subject } from '../../../scripts/contract/cli/subjects.ts';
import { createCollector, type Collector } from '../../../scripts/contract/report/collector.ts';
import { defaultSendOptions } from '../../../scripts/contract/live/send.ts';
import { takeLock } from '../../../scripts/contract/live/writes/lock.ts';
import { runWrites, type WritesResult } from '../../../scripts/contract/live/writes/run.ts';
import { startApiMock } from '../../../scripts/mock/api-mock.ts';
import type { Mock } from '../../../scripts/mock/server.ts';
import { token } from './run-command.ts';

const ecwid = findApi('ecwid');
const workflowsFolder = fromRoot('openapi/ecwid/workflows');

/** What the workflows make, and delete again. */
const made = [
  ...[
    'createProduct',
    'createProductVariation',
    'createProductType',
    'createCategory',
    'createOrder',
    'createOrderExtraField',
  ],
  ...['createCustomer', 'createCustomerExtraField', 'createDiscountCoupon', 'createPromotion', 'createShippingOption'],
  'createCheckoutExtraField',
];
const deleted = made.map((operationId) => operationId.replace('create', 'delete'));

let mock: Mock;
let subject: Subject;
let state: string;

beforeAll(async () => {
  mock = await startApiMock(ecwid, 0, '--port');
  [subject] = (await loadSubjects({ api: ecwid }, [mock.baseUrl])) as [Subject];
  state = await mkdtemp(path.join(tmpdir(), 'contract-workflows-state-'));
}, 60_000);

afterAll(async () => {
  await mock.close();
  await rm(state, { recursive: true, force: true });
});

async function run(folder: string): Promise<{ result: WritesResult; collector: Collector; files: number }> {
  const { description, contract } = subject;
  const collector = createCollector({ title: 'Workflows', operations: contract.operations, notReached: 'Not called.' });
  let files = 0;
  const lockFile = path.join(state, 'writes.lock');
  expect(takeLock(lockFile, 'test')).toBe(true);
  const result = await runWrites({
    contract,
    collector,
    workflowsFolder: folder,
    guard: {
      description,
      baseUrl: mock.baseUrl,
      token,
      journalFile: path.join(state, 'writes.ndjson'),
      lockFile,
      runId: 'test',
      // The mock has no limit of requests.
      pace: { requestsPerSecond: 1000, concurrency: 4 },
      send: defaultSendOptions,
      patienceMs: 120_000,
      leftBefore: [],
    },
    onProgress: (done) => (files = done),
  });
  return { result, collector, files };
}

describe('the workflows of Ecwid, run against the mock as a live run with --writes does', { timeout: 240_000 }, () => {
  it('pass, keep the contract and leave nothing behind', async () => {
    const { result, collector, files } = await run(workflowsFolder);
    const report = collector.report();
    const messages = report.operations.flatMap(({ groups }) => groups.map(({ finding }) => finding.message));
    expect(messages).toEqual([]);
    expect(result).toEqual({ leftBehind: [], deleted: 0 });
    const names = (await readdir(workflowsFolder)).filter((name) => name.endsWith('.arazzo.yaml'));
    expect([files, names.length]).toEqual([names.length, 7]);
    const called = report.checked.map(({ operationId }) => operationId);
    expect(called).toEqual(expect.arrayContaining([...made, ...deleted]));
  });
});
