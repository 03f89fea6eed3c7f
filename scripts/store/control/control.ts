import { ApiError } from '../answer/api-error.ts';
import { orRefusal, toResponse, type Answer } from '../answer/answer.ts';
import type { Json } from '../state/rows.ts';
import { readShop, writeShop } from '../state/shop-json.ts';
import type { Store } from '../store.ts';
import { readFault } from './faults.ts';

/** Path below which a store is controlled over HTTP. */
export const controlPath = '/_store/';

/** Answers what is asked of the store itself, below {@link controlPath}. It is for who runs the store, on the same machine. */
export function createControl(store: Store): (request: Request) => Promise<Response> {
  return async (request) => {
    const what = new URL(request.url).pathname.slice(controlPath.length);
    return toResponse(await orRefusal(answerOf(store, `${request.method} ${what}`, request)), {});
  };
}

async function answerOf(store: Store, asked: string, request: Request): Promise<Answer> {
  switch (asked) {
    case 'POST reset':
      await store.reset();
      return { status: 204 };
    case 'POST seed':
      await store.seed(shopOf(await request.text(), store));
      return { status: 204 };
    case 'GET snapshot':
      return { text: writeShop(store.snapshot()) };
    case 'PUT snapshot':
      await store.restore(shopOf(await request.text(), store));
      return { status: 204 };
    case 'GET faults':
      return { json: store.faults.list() as unknown as Json };
    case 'POST faults': {
      const json = parse(await request.text());
      const ids = new Set(store.operationIds);
      const faults = (Array.isArray(json) ? json : [json]).map((value) => readFault(value, ids));
      for (const fault of faults) store.faults.add(fault);
      return { json: store.faults.list() as unknown as Json };
    }
    case 'DELETE faults':
      store.faults.clear();
      return { status: 204 };
    case 'GET clock':
      return { json: { now: store.clock.now() } };
    case 'POST clock': {
      const { advance, set } = (parse(await request.text()) ?? {}) as Record<string, unknown>;
      if (typeof set === 'number') store.clock.set(set);
      else if (typeof advance === 'number') store.clock.advance(advance);
      else throw new ApiError(400, 'Write {"advance": milliseconds} or {"set": milliseconds since 1970}.');
      return { json: { now: store.clock.now() } };
    }
    case 'GET log':
      return { json: store.log.list() as unknown as Json };
    case 'DELETE log':
      store.log.clear();
      return { status: 204 };
    default:
      throw new ApiError(
        404,
        'There are POST reset, POST seed, GET and PUT snapshot, GET, POST and DELETE faults, GET and POST clock, GET and DELETE log.',
      );
  }
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
