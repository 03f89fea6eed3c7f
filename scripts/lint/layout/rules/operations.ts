import { isRecord } from '../../../engine/json.ts';
import { defineRule } from '../rule.ts';
import { isText, listOf, mapOf, memberOf } from '../source-file.ts';

/** The extensions of operations: those that we know, in the shape that our scripts read. */
export const operationExtensions = defineRule('operation-extensions', ({ operations }, report) => {
  for (const { file, method, value, statuses } of operations) {
    const fail = (key: string, message: string): void => report(file, [method, key], message);
    for (const key of Object.keys(value)) {
      if (key.startsWith('x-') && !known.includes(key))
        fail(key, `No script reads \`${key}\`; known are ${known.join(', ')}.`);
    }
    for (const [key, isRight, message] of shapes) if (key in value && !isRight(value[key])) fail(key, message);
    if ((value['x-never-live'] === true) !== isText(value['x-never-live-reason']))
      fail('x-never-live', '`x-never-live: true` and `x-never-live-reason` (a sentence) stand together.');
    listOf(value, 'x-error-codes').forEach((entry, index) => {
      const fault = errorCodeFault(entry, statuses);
      if (fault) report(file, [method, 'x-error-codes', index], fault);
    });
  }
});

const known = [
  'x-source',
  'x-required-scopes',
  'x-optional-scopes',
  'x-token-scopes',
  'x-never-live',
  'x-never-live-reason',
  'x-error-codes',
];

const shapes: readonly (readonly [key: string, isRight: (value: unknown) => boolean, message: string])[] = [
  ['x-never-live', (value) => value === true, '`x-never-live` is `true`, or left out.'],
  ['x-required-scopes', isScopeList, '`x-required-scopes` is a list of the scopes that an app must have been granted.'],
  ['x-optional-scopes', isTextMap, '`x-optional-scopes` is a map of scope to a sentence that says what it opens.'],
  ['x-token-scopes', isScopeList, '`x-token-scopes` is a list of scopes.'],
  [
    'x-error-codes',
    (value) => Array.isArray(value) && value.length > 0,
    '`x-error-codes` is a list of `status`, `code` and `description`.',
  ],
];

function isScopeList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((scope) => /^[a-z_]+$/.test(String(scope)));
}

/** Whether a value is a map of names to sentences. */
function isTextMap(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const texts = Object.values(value);
  return texts.length > 0 && texts.every(isSentence);
}

function isSentence(value: unknown): boolean {
  return typeof value === 'string' && /\.\s*$/.test(value);
}

const errorCodeKeys = ['status', 'code', 'description'];

function errorCodeFault(entry: unknown, statuses: readonly string[]): string | undefined {
  if (!isRecord(entry) || Object.keys(entry).join() !== errorCodeKeys.join()) {
    return 'An error code has `status`, `code` and `description`, in this order.';
  }
  if (typeof entry['status'] !== 'number') return 'The `status` of an error code is a number.';
  if (!statuses.includes(String(entry['status'])))
    return `Status ${entry['status']} is not among the responses of the operation.`;
  if (typeof entry['code'] !== 'string') return 'The `code` of an error code is text.';
  return isSentence(entry['description'])
    ? undefined
    : 'The `description` of an error code is a sentence and ends with a full stop.';
}

/** What is called is an event, `onOrderCreated`, and nothing else is: so code tells from the name who calls whom. */
export const webhookOperation = defineRule('webhook-operation', ({ operations }, report) => {
  for (const { section, file, method, operationId } of operations) {
    if (operationId === '' || /^on[A-Z]/.test(operationId) === (section === 'webhooks')) continue;
    report(
      file,
      [method, 'operationId'],
      section === 'webhooks'
        ? 'The operationId of a webhook begins with `on` and says what has happened.'
        : 'An operationId that begins with `on` belongs to a webhook.',
    );
  }
});

/** The values of a link's parameters are text: the schema of OpenAPI 3.1 wants it so, though its prose allows any constant. */
export const linkParameters = defineRule('link-parameters', ({ operations }, report) => {
  for (const { file, method, value } of operations) {
    for (const [status, response] of Object.entries(mapOf(value, 'responses'))) {
      for (const [name, link] of Object.entries(mapOf(response, 'links'))) {
        for (const [parameter, given] of Object.entries(mapOf(link, 'parameters'))) {
          if (typeof given === 'string') continue;
          const trail = [method, 'responses', status, 'links', name, 'parameters', parameter];
          report(file, trail, `The value of a link's parameter is text: '${String(given)}'.`);
        }
      }
    }
  }
});

/** Path parameters, and they alone, stand at the path item, once: by reference where several paths share them. */
export const pathParameters = defineRule('path-parameters', ({ operations, files }, report) => {
  for (const file of new Set(operations.map((operation) => operation.file))) {
    listOf(file.value, 'parameters').forEach((parameter, index) => {
      if (!isRecord(parameter) || parameter['$ref'] !== undefined || parameter['in'] === 'path') return;
      const message = 'A parameter of a path item is one of its path; others stand at the operation.';
      report(file, ['parameters', index], message);
    });
  }
  for (const { file, method } of operations) {
    for (const { target, trail } of file.references) {
      const value = files.get(target ?? '')?.value;
      if (trail[0] !== method || trail[1] !== 'parameters' || memberOf(value, 'in') !== 'path') continue;
      const name = String(memberOf(value, 'name'));
      report(file, trail, `Path parameter \`${name}\` belongs to the parameters of the path item.`);
    }
  }
});
