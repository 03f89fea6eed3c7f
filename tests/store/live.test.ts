import { afterAll, beforeAll, expect, it } from 'vitest';
import { findApi } from '../../scripts/apis.ts';
import { loadSubjects, type Subject } from '../../scripts/contract/cli/subjects.ts';
import { createAuthorize } from '../../scripts/contract/live/authorization.ts';
import { createPacer } from '../../scripts/contract/live/pacer.ts';
import { createRefusals } from '../../scripts/contract/live/refusals.ts';
import { runLive } from '../../scripts/contract/live/run.ts';
import { defaultSendOptions } from '../../scripts/contract/live/send.ts';
import { readOperations } from '../../scripts/contract/plan/description.ts';
import { createCollector } from '../../scripts/contract/report/collector.ts';
import { startApiMock } from '../../scripts/mock/api-mock.ts';
import type { Mock } from '../../scripts/mock/server.ts';

let mock: Mock;

beforeAll(async () => (mock = await startApiMock(findApi('ecwid'), 0, '--port')), 60_000);

afterAll(() => mock.close());

/** Why an operation is not read although the store is whole. */
const excused = [
  /^Never sent to a live host: /,
  /^It changes data: only the workflows that --writes runs send such requests\.$/,
  /^It is served elsewhere/,
];

// The workflows that write are run by tests/contract/live/workflows.test.ts, and all the rest by support.test.ts.
it('has an answer in the described form, and the data for it, to each read of a live run', async () => {
  const given = { apis: [findApi('ecwid')], descriptionFile: undefined, serverBases: [mock.baseUrl] };
  const [{ contract, description }] = (await loadSubjects(given)) as [Subject];
  const operations = readOperations(description, contract.operations);
  const collector = createCollector({ title: 'Reads', operations: contract.operations, notReached: 'Not called.' });
  const pacer = createPacer({ requestsPerSecond: 1000, concurrency: 4 });
  const refuses = createRefusals(mock.baseUrl, operations);
  const result = await runLive({
    contract,
    operations,
    baseUrl: mock.baseUrl,
    authorize: createAuthorize(description, 'any'),
    send: { ...defaultSendOptions, pacer, refuses },
    collector,
  });
  pacer.close();
  const report = collector.report();
  const messages = report.operations.flatMap(({ groups }) => groups.map(({ finding }) => finding.message));
  expect([result, messages]).toEqual([{ kind: 'done' }, []]);
  const wanting = report.skipped.filter(({ reason }) => !excused.some((pattern) => pattern.test(reason)));
  // A batch is asked for by its ticket, which only a write gives; a path has one of two delimiters, and a workflow sends it.
  expect(wanting.map(({ operationId }) => operationId)).toEqual(['getBatch', 'searchCategoriesByPath']);
}, 60_000);
