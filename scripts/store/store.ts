import { isJson, parseMediaType } from '../engine/http/media-type.ts';
import { createRateLimit, type RateLimit } from './access/rate-limit.ts';
import { identify, type Tokens } from './access/tokens.ts';
import { ApiError } from './answer/api-error.ts';
import { headerText, orRefusal, toResponse, type Answer } from './answer/answer.ts';
import { cutDown } from './answer/response-fields.ts';
import type { Call } from './call.ts';
import { createCallLog, withoutToken, type CallLog } from './control/call-log.ts';
import { createFaults, cutOff, failBefore, type Faults } from './control/faults.ts';
import { readDescription, type DescribedOperation } from './description.ts';
import { judgementOf } from './judge.ts';
import { operationsOf } from './operations.ts';
import { imageAnswer } from './resources/images.ts';
import { examples, resources, singleOperations } from './resources/index.ts';
import { changesOfExamples } from './resources/latest-stats.ts';
import { createClock, type Clock } from './state/clock.ts';
import type { Json } from './state/rows.ts';
import { shopOfExamples, type Shop } from './state/shop.ts';
import { createState, type State } from './state/state.ts';
import { createDelivery, type WebhookOptions } from './webhooks/deliver.ts';
import { eventsOf, type Change } from './webhooks/events.ts';

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
  /** Delivers an event for each change, as the description of the webhooks says. */
  readonly webhook?: WebhookOptions;
  /** Called after each call that has changed something, whose answer waits for it: keeps the store elsewhere. */
  readonly keep?: () => Promise<void>;
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
  /** What goes wrong with the next calls. */
  readonly faults: Faults;
  /** The latest calls. */
  readonly log: CallLog;
  /** The shop of the description's examples, which a shop that is read fills its gaps from. */
  readonly examples: Shop;
  readonly operationIds: readonly string[];
  /** Goes back to what the store began with, at once; resolves when that is kept as well. */
  reset(): Promise<void>;
  /** Begins anew with another shop, which `reset` goes back to from now on; resolves when that is kept as well. */
  seed(shop: Shop): Promise<void>;
  snapshot(): Shop;
  /** Puts a snapshot in place of what the store holds; `reset` still goes back to what it began with. */
  restore(snapshot: Shop): Promise<void>;
}

export type Support = 'stateful' | 'example' | '501';

/** Makes a store from a description. Everything it does is in the tables of `resources/`. */
export function createStore(options: StoreOptions): Store {
  const { tokens = new Map(), strict = false, clock = createClock(), download } = options;
  const description = readDescription(options.description);
  const operations = new Map([...operationsOf(resources), ...Object.entries(singleOperations)]);
  const rateLimit: RateLimit | undefined =
    options.rateLimit === undefined ? undefined : createRateLimit(options.rateLimit);
  const examplesShop = exampleShop(options.description);
  const faults = createFaults();
  const log = createCallLog();
  const deliver = options.webhook && createDelivery(options.webhook, clock);
  let shop = options.shop ?? examplesShop;
  let changes: Change[] = [];
  let state: State = begin(shop);

  function begin(from: Shop): State {
    const begun = createState(from, clock);
    begun.watch((change) => void changes.push(change));
    return begun;
  }

  /** Tells of what has changed since the last time. Its row counts as it was before all that and as it is after it. */
  async function settle(storeId: string): Promise<void> {
    if (changes.length === 0) return;
    const settled = new Map<string, Change>();
    for (const change of changes) {
      const key = `${change.collection}/${(change.after ?? change.before)!.id}`;
      settled.set(key, { ...change, before: settled.has(key) ? settled.get(key)!.before : change.before });
    }
    changes = [];
    if (deliver) for (const event of eventsOf(settled.values(), Number(storeId))) deliver(event, Number(storeId));
    await options.keep?.();
  }

  /** What is answered in place of a rule. */
  const exampleOf = ({ key, example }: DescribedOperation): DescribedOperation['example'] =>
    examples.has(key) ? example : undefined;
  const supportOf = (operation: DescribedOperation): Support =>
    operations.has(operation.key) ? 'stateful' : exampleOf(operation) ? 'example' : '501';

  async function answer(request: Request): Promise<Answered> {
    const told: Told = { headers: { 'x-answered-by': 'store' }, operation: undefined, isCut: false };
    return { answer: await orRefusal(carryOut(request, told)), ...told };
  }

  async function carryOut(request: Request, told: Told): Promise<Answer> {
    const url = new URL(request.url);
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const image = imageAnswer(method, url.pathname, state);
    if (image) return image;
    const { operation, path } = description.find(method, request.url);
    told.operation = operation.operationId;
    const caller = identify({ headers: request.headers, query: url.searchParams }, tokens, operation.scopes);
    rateLimit?.count(caller.token, clock.now());
    const fault = faults.take(operation.operationId);
    told.isCut = fault?.kind === 'cut';
    if (fault) await failBefore(fault, clock);
    const bytes = method === 'GET' ? noBytes : await readBody(request, operation.maximumBytes);
    const asked = { method, url: request.url, headers: [...request.headers], body: bytes };
    const findings = description.contract.checkExchange(asked, { status: 0, headers: [] }, { only: 'request' });
    const { refusal, unknown } = judgementOf(findings, operation.key);
    if (refusal) throw refusal;
    if (unknown.length > 0) {
      if (strict) throw new ApiError(400, `The description does not know ${unknown.join(', ')}.`);
      told.headers['x-unknown'] = headerText(unknown.join(', '), 1000);
    }
    const rule = operations.get(operation.key);
    if (!rule) {
      const example = exampleOf(operation);
      if (!example) throw notDone(operation);
      told.headers['x-answered-by'] = 'example';
      return cutDown(example, method, url.searchParams);
    }
    const contentType = parseMediaType(request.headers.get('content-type') ?? '').essence;
    const current = state;
    const storeId = path['storeId'] ?? storeIdOf(url);
    const call: Call = {
      state: current,
      path,
      query: url.searchParams,
      body: parseJson(bytes, contentType),
      bytes,
      contentType,
      isPublic: caller.isPublic,
      origin: url.origin,
      storeId,
      now: clock.now(),
      clock,
      send: (inner) => sendInside(request, operation, inner),
      isCurrent: () => current === state,
      download,
    };
    try {
      return cutDown(await rule.run(call), method, url.searchParams);
    } finally {
      await settle(storeId);
    }
  }

  /** Another call below the same address, with the token of the first one. */
  async function sendInside(
    outer: Request,
    { key }: DescribedOperation,
    { method, path, body }: Parameters<Call['send']>[0],
  ): ReturnType<Call['send']> {
    const base = outer.url.slice(0, outer.url.lastIndexOf(key.slice(key.indexOf('/'))));
    const token = new URL(outer.url).searchParams.get('token') ?? '';
    const headers = new Headers({ authorization: outer.headers.get('authorization') ?? `Bearer ${token}` });
    if (body !== undefined) headers.set('content-type', 'application/json');
    const request = new Request(`${base}/${path.replace(/^\/+/, '')}`, {
      method,
      headers,
      ...(body !== undefined && { body }),
    });
    const { answer: found } = await answer(request);
    const response = toResponse(found, {});
    return { status: response.status, body: await response.text() };
  }

  /** Begins anew with a shop, at once; resolves when that is kept as well. */
  async function beginWith(other: Shop): Promise<void> {
    state = begin(other);
    await options.keep?.();
  }

  return {
    async fetch(request) {
      const { answer: found, headers, operation, isCut } = await answer(request);
      log.add({
        at: clock.now(),
        method: request.method,
        path: withoutToken(request.url),
        operation,
        status: found.status ?? 200,
        answeredBy: headers['x-answered-by'] ?? 'store',
      });
      const response = toResponse(found, headers);
      return isCut ? cutOff(response) : response;
    },
    support: new Map(description.operations.map((operation) => [operation.key, supportOf(operation)])),
    clock,
    faults,
    log,
    examples: examplesShop,
    operationIds: description.operations.map(({ operationId }) => operationId),
    reset: () => beginWith(shop),
    seed: (other) => beginWith((shop = other)),
    snapshot: () => state.snapshot(),
    restore: beginWith,
  };
}

/** The shop of a description's examples. */
export function exampleShop(description: object): Shop {
  return shopOfExamples(description, resources, changesOfExamples);
}

/** What is told of an answer, and done to it. */
interface Told {
  readonly headers: Record<string, string>;
  operation: string | undefined;
  isCut: boolean;
}

interface Answered extends Told {
  readonly answer: Answer;
}

function notDone({ operationId, key }: DescribedOperation): ApiError {
  return new ApiError(
    501,
    `The store does not do ${operationId} (${key}); ask for an example with "Prefer: code=200".`,
  );
}

/** The store's id in the address, where the path has none: `/api/v3/1003/products`. */
function storeIdOf({ pathname }: URL): string {
  return /^\/api\/v\d+\/(\d+)(?=\/|$)/.exec(pathname)?.[1] ?? '1003';
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

/** The judge has found out before whether it is JSON, where JSON is asked for. */
function parseJson(bytes: Uint8Array, contentType: string): Json | undefined {
  if (bytes.length === 0 || !isJson(contentType)) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as Json;
  } catch {
    return undefined;
  }
}
