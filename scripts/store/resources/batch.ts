import { ApiError } from '../answer/api-error.ts';
import { isSet, readFlag, type Call } from '../call.ts';
import { pageOf } from '../list/search.ts';
import type { Operations } from '../rules.ts';
import { waited } from '../state/clock.ts';
import { listOf, textOf, type Fields, type Json } from '../state/rows.ts';
import type { State } from '../state/state.ts';

/** Answer to one call of a batch. */
interface Outcome {
  readonly id: string | undefined;
  readonly status: number;
  readonly body: string;
}

interface Batch {
  readonly ticket: string;
  readonly items: readonly Fields[];
  readonly groupId: string | null;
  readonly key: string | null;
  readonly taken: number;
  /** By the place of the call. */
  readonly outcomes: (Outcome | undefined)[];
  isOver: boolean;
}

/** Batches of a store, in the order in which they came. They end with the process: a snapshot has what they did, not their tickets. */
interface Batches {
  readonly byTicket: Map<string, Batch>;
  /** The end of the latest batch: the next one begins after it. */
  last: Promise<void>;
}

const ofState = new WeakMap<State, Batches>();

function batchesOf({ state }: Call): Batches {
  let batches = ofState.get(state);
  if (!batches) ofState.set(state, (batches = { byTicket: new Map(), last: Promise.resolve() }));
  return batches;
}

/** "up to 100 requests from your batch will be processed simultaneously" */
const parallelCalls = 100;
/** A key is remembered for an hour; a call that fails for no fault of its own is tried so often, with so long between. */
const keyLife = 3_600_000;
const tries = 5;
const pause = 3000;

const create = 'page create-batch-request';

export const batch: Operations = {
  'POST /batch': {
    from: [create, 'test BatchApiTest.Create a product with batch API and search it'],
    run(call) {
      const batches = batchesOf(call);
      const key = call.query.get('deduplicationKey');
      for (const known of batches.byTicket.values()) {
        if (key !== null && known.key === key && call.now - known.taken < keyLife)
          return { json: { ticket: known.ticket } };
      }
      const taken: Batch = {
        ticket: crypto.randomUUID(),
        items: listOf(call.body),
        groupId: call.query.get('groupId'),
        key,
        taken: call.now,
        outcomes: [],
        isOver: false,
      };
      batches.byTicket.set(taken.ticket, taken);
      batches.last = batches.last.then(() => carryOut(taken, call));
      return { json: { ticket: taken.ticket } };
    },
  },
  'GET /batch': {
    from: ['page get-batch-status', 'page search-batch-requests-by-status'],
    run(call) {
      const ticket = call.query.get('ticket');
      if (ticket !== null) return { json: stateOf(batchOf(ticket, call), isSet(call.query, 'escapedJson')) };
      const status = call.query.get('status');
      if (status === null) throw new ApiError(400, 'Either ticket or status is needed.');
      const { offset, limit } = pageOf(call.query);
      const found = [...batchesOf(call).byTicket.values()].filter((one) => statusOf(one) === status);
      return {
        json: { items: found.slice(offset, offset + limit).map((one) => ({ ticket: one.ticket, status })) },
      };
    },
  },
  'DELETE /batch': {
    from: ['page stop-and-delete-batch-request'],
    run(call) {
      const ticket = call.query.get('ticketId') ?? call.query.get('ticket');
      if (ticket === null) throw new ApiError(400, 'ticketId is needed.');
      const found = batchOf(ticket, call);
      // "deleteCount: 0" of one that is completed
      if (statusOf(found) === 'COMPLETED') return { json: { deleteCount: 0 } };
      found.isOver = true;
      batchesOf(call).byTicket.delete(ticket);
      return { json: { deleteCount: 1 } };
    },
  },
  'POST /batch/cancel-group': {
    from: ['page stop-batch-request'],
    run(call) {
      const ticket = call.query.get('ticketId');
      const group = call.query.get('groupId');
      const stopped = [...batchesOf(call).byTicket.values()].filter(
        (one) => !one.isOver && one.groupId === group && (ticket === null || one.ticket === ticket),
      );
      for (const one of stopped) one.isOver = true;
      return { json: { updateCount: stopped.length > 0 ? 1 : 0 } };
    },
  },
};

function batchOf(ticket: string, call: Call): Batch {
  const found = batchesOf(call).byTicket.get(ticket);
  if (!found) throw new ApiError(404, `There is no batch with the ticket ${ticket}.`);
  return found;
}

/** Carries out the calls in their order, each in a turn of its own, so that others are answered in between. */
async function carryOut(job: Batch, call: Call): Promise<void> {
  const stops = readFlag(call.query.get('stopOnFirstFailure')) ?? true;
  const lanes = isSet(call.query, 'allowParallelMode') ? parallelCalls : 1;
  let next = 0;
  const lane = async (): Promise<void> => {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      // After `reset` nobody waits for the rest.
      if (job.isOver || !call.isCurrent() || next >= job.items.length) return;
      const place = next++;
      const outcome = await tried(job.items[place]!, stops ? 1 : tries, call);
      job.outcomes[place] = outcome;
      if (stops && !isSuccess(outcome)) job.isOver = true;
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, job.items.length) }, lane));
  job.isOver = true;
}

/** One that fails with a 4xx is not tried again. */
async function tried(item: Fields, times: number, call: Call): Promise<Outcome> {
  const { id, method, path, body } = item;
  const hasBody = body !== undefined && body !== '';
  for (let left = times; ; left -= 1) {
    const answered = await call.send({
      method: textOf(method),
      path: textOf(path),
      body: hasBody ? (typeof body === 'string' ? body : JSON.stringify(body)) : undefined,
    });
    if (answered.status < 500 || left <= 1) {
      return { id: id === undefined ? undefined : textOf(id), ...answered };
    }
    await waited(call.clock, pause);
  }
}

function isSuccess({ status }: Outcome): boolean {
  return status >= 200 && status < 300;
}

function statusOf({ isOver, outcomes }: Batch): string {
  if (isOver) return 'COMPLETED';
  return outcomes.some((outcome) => outcome) ? 'IN_PROGRESS' : 'QUEUED';
}

function stateOf(job: Batch, escaped: boolean): Fields {
  const status = statusOf(job);
  const done = job.items.map((item, place) => ({ item, outcome: job.outcomes[place] }));
  const responses = done.flatMap(({ item, outcome }) => {
    if (outcome) return [outcomeView(outcome, escaped)];
    return status === 'COMPLETED'
      ? [{ ...(item['id'] !== undefined && { id: item['id'] }), status: 'NOT_EXECUTED' }]
      : [];
  });
  return {
    status,
    totalRequests: job.items.length,
    completedRequests: done.filter(({ outcome }) => outcome).length,
    ...(status !== 'QUEUED' && { responses }),
  };
}

function outcomeView(outcome: Outcome, escaped: boolean): Fields {
  const { id, status, body } = outcome;
  const ok = isSuccess(outcome);
  const json = parse(body);
  const isObject = typeof json === 'object' && json !== null;
  const error = isObject && !Array.isArray(json) ? textOf((json as Fields)['errorMessage']) : '';
  return {
    ...(id !== undefined && { id }),
    status: ok ? 'COMPLETED' : 'FAILED',
    ...(escaped ? { escapedHttpBody: body } : isObject && { httpBody: json }),
    httpStatusCode: status,
    httpStatusLine: ok ? 'OK' : error,
  };
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
