import type { HttpRequest } from '../engine/contract.ts';
import { createRateLimit, type RateLimit } from './access/rate-limit.ts';
import { identify, type Tokens } from './access/tokens.ts';
import { ApiError } from './answer/api-error.ts';
import { errorAnswer, toResponse, type Answer } from './answer/answer.ts';
import type { Call } from './call.ts';
import { readDescription, type DescribedOperation } from './description.ts';
import { judgementOf } from './judge.ts';
import { operationsOf } from './operations.ts';
import { imageAnswer } from './resources/images.ts';
import { examples, resources, singleOperations } from './resources/index.ts';
import { changesOfExamples } from './resources/latest-stats.ts';
import { createClock, type Clock } from './state/clock.ts';
import type { Fields, Json } from './state/rows.ts';
import { shopOfExamples, type Shop } from './state/shop.ts';
import { createState, type State } from './state/state.ts';

export interface StoreOptions {
  /** The bundled description of the Ecwid REST API as a JavaScript value; it must not be changed later. */
  readonly description: object;
  /** What the store starts with; the shop of the description's examples when absent. */
  readonly shop?: Shop;
  /** Tokens that are let in, with their scopes. Without any, every token is, with all scopes; those that begin with `public_` see less. */
  readonly tokens?: Tokens;
  /** Calls a minute and token before 429; as many as come when absent. */
  readonly rateLimit?: number;
  /** Whether parameters and fields that the description does not know are refused, and not only named in `X-Unknown`. */
  readonly strict?: boolean;
  readonly clock?: Clock;
  /** Gets files by `externalUrl`. Without it the store reaches out to nobody and puts a small image or text in their place. */
  readonly download?: Call['download'];
}

/** An Ecwid store that remembers. */
export interface Store {
  /** Answers a request as the API would, whatever its host and store id are: hand it to a client as its `fetch`. */
  fetch(request: Request): Promise<Response>;
  /** What an operation does, by its method and path: answered with state, from an example, or not at all. */
  readonly support: ReadonlyMap<string, Support>;
  readonly clock: Clock;
  /** Goes back to what the store began with. */
  reset(): void;
  /** Begins anew with another shop, which `reset` goes back to from now on. */
  seed(shop: Shop): void;
  snapshot(): Shop;
}

export type Support = 'stateful' | 'example' | '501';

/** Makes a store from a description. Everything it does is in the tables of `resources/`. */
export function createStore(options: StoreOptions): Store {
  const { tokens = new Map(), strict = false, clock = createClock(), download } = options;
  const document = options.description as Fields;
  const description = readDescription(document);
  const operations = new Map([...operationsOf(resources), ...Object.entries(singleOperations)]);
  const rateLimit: RateLimit | undefined =
    options.rateLimit === undefined ? undefined : createRateLimit(options.rateLimit);
  let shop = options.shop ?? shopOfExamples(document, resources, changesOfExamples);
  let state: State = createState(shop, clock);

  const supportOf = ({ key, example }: DescribedOperation): Support => {
    if (operations.has(key)) return 'stateful';
    return examples.has(key) && example ? 'example' : '501';
  };

  async function answer(
    request: Request,
  ): Promise<{ readonly answer: Answer; readonly headers: Record<string, string> }> {
    const url = new URL(request.url);
    const headers: Record<string, string> = { 'x-answered-by': 'store' };
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    try {
      const image = imageAnswer(method, url.pathname, state);
      if (image) return { answer: image, headers };
      const { operation, path } = description.find(method, request.url);
      const caller = identify({ headers: request.headers, query: url.searchParams }, tokens, operation.scopes);
      rateLimit?.count(caller.token, clock.now());
      const bytes = method === 'GET' ? noBytes : await readBody(request, operation.maximumBytes);
      const { refusal, unknown } = judgementOf(description.judge(toHttp(request, method, bytes)), operation.key);
      if (refusal) throw refusal;
      if (unknown.length > 0) {
        if (strict) throw new ApiError(400, `The description does not know ${unknown.join(', ')}.`);
        headers['x-unknown'] = toHeader(unknown.join(', '));
      }
      const rule = operations.get(operation.key);
      if (!rule) return { answer: withoutRule(operation, headers), headers };
      const contentType = (request.headers.get('content-type') ?? '').split(';', 1)[0]!.trim().toLowerCase();
      const call: Call = {
        state,
        path,
        query: url.searchParams,
        body: parseJson(bytes, contentType),
        bytes,
        contentType,
        isPublic: caller.isPublic,
        origin: url.origin,
        storeId: path['storeId'] ?? '1003',
        now: clock.now(),
        download,
      };
      return { answer: await rule.run(call), headers };
    } catch (error) {
      if (error instanceof ApiError) return { answer: errorAnswer(error), headers };
      throw error;
    }
  }

  function withoutRule(operation: DescribedOperation, headers: Record<string, string>): Answer {
    if (!examples.has(operation.key) || !operation.example) {
      throw new ApiError(
        501,
        `The store does not do ${operation.operationId} (${operation.key}); ask for an example with "Prefer: code=200".`,
      );
    }
    headers['x-answered-by'] = 'example';
    return { status: operation.example.status, json: operation.example.json };
  }

  return {
    async fetch(request) {
      const { answer: found, headers } = await answer(request);
      return toResponse(found, headers);
    },
    support: new Map(description.operations.map((operation) => [operation.key, supportOf(operation)])),
    clock,
    reset: () => void (state = createState(shop, clock)),
    seed(other) {
      shop = other;
      state = createState(shop, clock);
    },
    snapshot: () => state.snapshot(),
  };
}

const noBytes = new Uint8Array();

async function readBody(request: Request, maximum: number | undefined): Promise<Uint8Array> {
  const bytes = request.body ? new Uint8Array(await request.arrayBuffer()) : noBytes;
  if (maximum !== undefined && bytes.length > maximum) {
    const message = `The file has ${bytes.length} bytes, but may have ${maximum} at most.`;
    throw (request.headers.get('content-type') ?? '').startsWith('image/')
      ? new ApiError(400, message, 'INCORRECT_IMAGE_SIZE')
      : new ApiError(413, message);
  }
  return bytes;
}

function toHttp(request: Request, method: string, body: Uint8Array): HttpRequest {
  return { method, url: request.url, headers: [...request.headers], body };
}

/** The judge has found out before whether it is JSON, where JSON is asked for. */
function parseJson(bytes: Uint8Array, contentType: string): Json | undefined {
  if (bytes.length === 0 || !/^application\/([\w.-]+\+)?json$/.test(contentType)) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as Json;
  } catch {
    return undefined;
  }
}

/** Header values hold visible ASCII characters alone, and clients limit their length. */
function toHeader(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 1000);
}
