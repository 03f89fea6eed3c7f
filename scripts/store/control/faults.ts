import type { Clock } from '../state/clock.ts';
import { waited } from '../state/clock.ts';
import { ApiError } from '../answer/api-error.ts';

/** What goes wrong with the next calls of an operation: so many of them, one after the other, never by chance. */
export interface Fault {
  /** Its operationId (`getProduct`); that of any operation when absent. */
  readonly operation?: string;
  /** `slow` answers later, `cut` breaks off in the middle of the answer; a number is the status that is answered in place of all else. */
  readonly kind: 'slow' | 'cut' | 429 | 500;
  /** Calls that it happens to; 1 when absent. */
  readonly times?: number;
  /** How much later, in milliseconds of the store's clock; 1000 when absent. */
  readonly delay?: number;
}

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** Those that are still to come, with the calls that are left of each. */
  list(): readonly Fault[];
  /** The fault of this call, which counts as one of its times. */
  take(operation: string): Fault | undefined;
}

export function createFaults(): Faults {
  let pending: (Fault & { times: number })[] = [];
  return {
    add: (fault) => void pending.push({ ...fault, times: fault.times ?? 1 }),
    clear: () => void (pending = []),
    list: () => pending.map((fault) => ({ ...fault })),
    take(operation) {
      const fault = pending.find((one) => (one.operation ?? operation) === operation);
      if (!fault) return undefined;
      fault.times -= 1;
      pending = pending.filter(({ times }) => times > 0);
      return fault;
    },
  };
}

/** Throws or waits before the call is carried out, as the fault says. Whatever is refused has changed nothing. */
export async function failBefore(fault: Fault, clock: Clock): Promise<void> {
  const { kind, delay = 1000 } = fault;
  if (kind === 'slow') await waited(clock, delay);
  if (kind === 429)
    throw new ApiError(429, 'Too many requests, by a fault of the store.', undefined, { 'retry-after': '1' });
  if (kind === 500) throw new ApiError(500, 'Internal error, by a fault of the store.');
}

const broken = new WeakSet<Response>();

/** Whether an answer breaks off on purpose: who sends it on need not be surprised by its end. */
export function isCutOff(response: Response): boolean {
  return broken.has(response);
}

/** The answer, broken off in the middle of its body. */
export async function cutOff(response: Response): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const headers = new Headers(response.headers);
  headers.set('content-length', String(bytes.length));
  let isBegun = false;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (!isBegun) {
        isBegun = true;
        controller.enqueue(bytes.slice(0, Math.ceil(bytes.length / 2)));
        return;
      }
      // A server shall have sent the first half by then, and not answer with an error of its own.
      await new Promise((resolve) => setTimeout(resolve, 20));
      controller.error(new TypeError('The connection was cut off, by a fault of the store.'));
    },
  });
  const cut = new Response(body, { status: response.status, headers });
  broken.add(cut);
  return cut;
}

/** Reads a fault from JSON. Throws a 400 that says what would be right. */
export function readFault(value: unknown, operationIds: ReadonlySet<string>): Fault {
  const { operation, kind, times = 1, delay = 1000 } = (value ?? {}) as Record<string, unknown>;
  if (operation !== undefined && !operationIds.has(operation as string)) {
    throw new ApiError(400, `There is no operation '${String(operation)}'; write an operationId such as getProduct.`);
  }
  if (kind !== 'slow' && kind !== 'cut' && kind !== 429 && kind !== 500) {
    throw new ApiError(400, 'The kind of a fault is "slow", "cut", 429 or 500.');
  }
  if (!Number.isInteger(times) || (times as number) < 1) throw new ApiError(400, 'times is a whole number from 1 on.');
  if (typeof delay !== 'number' || !(delay >= 0)) throw new ApiError(400, 'delay is a number of milliseconds.');
  return { kind, times: times as number, delay, ...(operation !== undefined && { operation: operation as string }) };
}
