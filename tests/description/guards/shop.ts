import { asObject, type PlannedOperation } from '../../../scripts/contract/plan/description.ts';
import { atPointer } from '../../../scripts/engine/json.ts';
import { isSuccess, type Guard } from './described.ts';
import { followedLinks } from './follow.ts';

/**
 * The examples are of one shop: an identifier that a link hands on to a GET is one that its examples answer for, in one of the
 * examples at least, and what two operations tell of the same thing is the same, as far as both tell it.
 */
export const examplesAgree: Guard = (described) =>
  followedLinks(described).flatMap(({ place, target, name, expression, values }) => {
    const parameter = target.parameters.find((candidate) => candidate.name === name);
    if (parameter?.in !== 'path' || target.contract.method !== 'GET' || !expression.startsWith(inBody)) return [];
    const answers = answersOf(target);
    // A file is found below a product: what stands in the path may be known to the operation of the product alone.
    const known = described.operations
      .filter(
        ({ contract, parameters }) =>
          contract.method === 'GET' && parameters.some((one) => one.name === name && one.in === 'path'),
      )
      .flatMap((operation) => [...samplesOf(operation, name), ...answersOf(operation).flatMap(scalarsOf)])
      .map(String);
    if (values.length > 0 && !values.some(({ value }) => known.includes(String(value)))) {
      const handed = values.map(({ value }) => JSON.stringify(value)).join(', ');
      return [`${place}: ${name} is ${handed}, which no example of ${target.contract.key} has`];
    }
    const pointer = expression.slice(inBody.length);
    const key = pointer.slice(pointer.lastIndexOf('/') + 1);
    return values.flatMap(({ value, body }) => {
      const thing = atPointer(body, pointer.slice(0, pointer.lastIndexOf('/')));
      const same = answers.filter((answer) => asObject(answer)[key] === value);
      return same
        .slice(0, 1)
        .flatMap((answer) => differences(thing, answer))
        .filter((path) => !spelledOtherwise.has(`${target.contract.key} ${path}`))
        .map((path) => `${place}: ${path} of ${value} differs from ${target.contract.key}`);
    });
  });

/** A list of reviews names the order by its code, a review alone by its number. */
const spelledOtherwise: ReadonlySet<string> = new Set(['getProductReview /orderId']);

const inBody = '$response.body#';

function samplesOf({ parameters }: PlannedOperation, name: string): readonly unknown[] {
  return parameters.find((parameter) => parameter.name === name)?.samples ?? [];
}

/** Bodies of the successful answers; of those that wrap the thing itself in `data`, what is inside. */
function answersOf({ responses }: PlannedOperation): unknown[] {
  return responses
    .filter(({ status }) => isSuccess(status))
    .flatMap(({ content }) => content.flatMap(({ examples }) => examples.map(({ value }) => value)))
    .map((value) => asObject(value).data ?? value);
}

function scalarsOf(value: unknown): unknown[] {
  return Object.values(asObject(value)).filter((member) => typeof member === 'string' || typeof member === 'number');
}

/** Places where two values that tell of one thing contradict each other. A member that only one has is no contradiction. */
function differences(a: unknown, b: unknown, path = ''): string[] {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b ? [] : [path];
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return [path];
    return a.flatMap((item, index) => differences(item, b[index], `${path}/${index}`));
  }
  return Object.entries(a).flatMap(([key, value]) => {
    const other = (b as Record<string, unknown>)[key];
    return other === undefined ? [] : differences(value, other, `${path}/${key}`);
  });
}

/** Pairs of members that tell one moment twice: as text, and as UNIX time in seconds or milliseconds. */
const moments = [
  ['createDate', 'createTimestamp'],
  ['updateDate', 'updateTimestamp'],
  ['created', 'createTimestamp'],
  ['updated', 'updateTimestamp'],
] as const;

/** Dates and their timestamps are the same moment, and the sums of orders add up. */
export const figuresAddUp: Guard = ({ operations }) =>
  operations.flatMap((operation) =>
    [...(operation.requestBody?.content ?? []), ...operation.responses.flatMap(({ content }) => content)].flatMap(
      ({ examples }) =>
        examples.flatMap(({ name, value }) =>
          figureFaults(value, '').map((fault) => `${operation.contract.key}, example ${name}: ${fault}`),
        ),
    ),
  );

function figureFaults(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const members = Object.entries(value).flatMap(([key, member]) => figureFaults(member, `${path}/${key}`));
  if (Array.isArray(value)) return members;
  const thing = value as Record<string, unknown>;
  const wrong = [...moments.flatMap(([text, stamp]) => momentFaults(thing, text, stamp)), ...sumFaults(thing)];
  return [...wrong.map((fault) => `${path || 'the whole'} ${fault}`), ...members];
}

function momentFaults(thing: Readonly<Record<string, unknown>>, text: string, stamp: string): string[] {
  const date = thing[text];
  const seconds = thing[stamp];
  if (typeof date !== 'string' || typeof seconds !== 'number') return [];
  const time = Date.parse(date.replace(' ', 'T').replace(/ ([+-]\d\d)(\d\d)$/, '$1:$2'));
  return time === seconds * 1000 || time === seconds ? [] : [`has ${text} ${date} beside ${stamp} ${seconds}`];
}

function sumFaults(order: Readonly<Record<string, unknown>>): string[] {
  const { subtotal, total, items } = order;
  if (typeof subtotal !== 'number' || typeof total !== 'number' || !Array.isArray(items)) return [];
  const amount = (holder: unknown, key: string): number => {
    const found = asObject(holder)[key];
    return typeof found === 'number' ? found : 0;
  };
  const ofItems = items.reduce((sum: number, item) => sum + amount(item, 'price') * amount(item, 'quantity'), 0);
  const surcharges = Array.isArray(order.customSurcharges) ? order.customSurcharges : [];
  const due =
    subtotal +
    amount(order.shippingOption, 'shippingRate') +
    amount(order.handlingFee, 'value') +
    amount(order, 'tax') +
    surcharges.reduce((sum: number, surcharge) => sum + amount(surcharge, 'total'), 0) -
    amount(order, 'discount') -
    amount(order, 'couponDiscount') -
    amount(order, 'giftCardRedemption');
  const cents = (value: number): number => Math.round(value * 100);
  return [
    ...(cents(ofItems) === cents(subtotal) ? [] : [`has items for ${ofItems} and subtotal ${subtotal}`]),
    ...(cents(due) === cents(total) ? [] : [`comes to ${due}, and total is ${total}`]),
  ];
}
