import { ApiError } from '../answer/api-error.ts';
import { orRefusal, toResponse, type Answer } from '../answer/answer.ts';
import type { Json } from '../state/rows.ts';
import { readShop, writeShop } from '../state/shop-json.ts';
import type { Store } from '../store.ts';
import { readFault } from './faults.ts';

/** Path below which a store is controlled over HTTP. */
export const controlPath = '/_store/';

type Action = (store: Store, body: string) => Answer | Promise<Answer>;

const done: Answer = { status: 204 };

const actions: Readonly<Record<string, Action>> = {
  'POST reset': (store) => store.reset().then(() => done),
  'POST seed': (store, body) => store.seed(shopOf(body, store)).then(() => done),
  'GET snapshot': (store) => ({ text: writeShop(store.snapshot()) }),
  'PUT snapshot': (store, body) => store.restore(shopOf(body, store)).then(() => done),
  'GET faults': faultsOf,
  'POST faults'(store, body) {
    const ids = new Set(store.operationIds);
    const faults = [parse(body)].flat().map((value) => readFault(value, ids));
    for (const fault of faults) store.faults.add(fault);
    return faultsOf(store);
  },
  'DELETE faults'(store) {
    store.faults.clear();
    return done;
  },
  'GET clock': timeOf,
  'POST clock'(store, body) {
    const { advance, set } = (parse(body) ?? {}) as Record<string, unknown>;
    if (typeof set === 'number') store.clock.set(set);
    else if (typeof advance === 'number') store.clock.advance(advance);
    else throw new ApiError(400, 'Write {"advance": milliseconds} or {"set": milliseconds since 1970}.');
    return timeOf(store);
  },
  'GET log': (store) => ({ json: store.log.list() as unknown as Json }),
  'DELETE log'(store) {
    store.log.clear();
    return done;
  },
};

/** Answers what is asked of the store itself, below {@link controlPath}. It is for who runs the store, on the same machine. */
export function createControl(store: Store): (request: Request) => Promise<Response> {
  const answer = async (request: Request): Promise<Answer> => {
    const asked = `${request.method} ${new URL(request.url).pathname.slice(controlPath.length)}`;
    const action = Object.hasOwn(actions, asked) ? actions[asked] : undefined;
    if (!action) throw new ApiError(404, `There are ${Object.keys(actions).join(', ')}.`);
    return action(store, await request.text());
  };
  return async (request) => toResponse(await orRefusal(answer(request)), {});
}

function faultsOf(store: Store): Answer {
  return { json: store.faults.list() as unknown as Json };
}

function timeOf(store: Store): Answer {
  return { json: { now: store.clock.now() } };
}

function shopOf(text: string, store: Store): ReturnType<typeof readShop> {
  try {
    return readShop(text, store.examples);
  } catch (error) {
    throw new ApiError(400, (error as Error).message);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(400, 'The body is no JSON.');
  }
}
