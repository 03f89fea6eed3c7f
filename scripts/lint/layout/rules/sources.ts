import type { SourceOperation } from '../operations.ts';
import type { Description } from '../read.ts';
import { isRecord } from '../../../engine/json.ts';
import { defineRule, type Report } from '../rule.ts';
import { isText, listOf, memberOf } from '../source-file.ts';

const pageKeys = ['page', 'title', 'operationId', 'webhook', 'reason', 'url', 'read', 'settled'];
const settledKeys = ['fact', 'decision', 'reason'];
const evidenceKeys = ['source', 'operationId', 'schema', 'webhook', 'from', 'settled'];

/**
 * sources.yaml accounts for every documented page: the operation or webhook that describes it, or the reason why none does, where it
 * was read, and what was settled where documents are wrong. What no page has stands below `evidence`, with the class, test or
 * recording that shows it. Every operation and webhook comes from at least one page or one piece of evidence.
 * With `complete: true` at its top, every operation that a page names exists.
 */
export const sources = defineRule('sources', ({ files, entry: root, operations }, report) => {
  const file = files.get('sources.yaml');
  if (!file) return report({ path: 'sources.yaml' }, 1, 'The file is missing: it lists every documented page.');
  if (!Array.isArray(memberOf(file.value, 'pages'))) return report(file, 1, 'It has a list `pages`.');
  const known = new Set(operations.map(subjectOf));
  const named = new Set<string>();
  const pageNames = new Set<string>();
  const checkEntries = (list: 'pages' | 'evidence', form: string, check: Check, mustExist: boolean): void =>
    listOf(file.value, list).forEach((entry, index) => {
      const fail = (key: string, message: string): void => report(file, [list, index, key], message);
      if (!isRecord(entry)) return report(file, [list, index], form);
      check(entry, fail);
      for (const { name, key } of subjectsOf(entry)) {
        named.add(name);
        if (mustExist && !known.has(name)) fail(key, `There is no ${name} in ${root.path}.`);
      }
    });
  const checkPageOnce: Check = (page, fail) => {
    checkPage(page, fail);
    const name = String(page['page']);
    if (pageNames.has(name)) fail('page', `Page ${name} is listed twice.`);
    pageNames.add(name);
  };
  // Until the whole documentation is described, a page may name an operation that is still to come.
  const isComplete = memberOf(file.value, 'complete') === true;
  checkEntries('pages', 'A page is a map with `page`, `title`, `url`, `read`.', checkPageOnce, isComplete);
  if (!Array.isArray(memberOf(file.value, 'evidence') ?? []))
    return report(file, ['evidence'], '`evidence` is a list.');
  checkEntries('evidence', 'A piece of evidence is a map with `source` and `from`.', checkEvidence, true);
  reportUnnamed(operations, named, report);
});

type Fail = (key: string, message: string) => void;
type Check = (entry: Record<string, unknown>, fail: Fail) => void;

/** Operations that pages name and nothing describes yet, sorted. */
export function pendingOperations({ files, operations }: Description): string[] {
  const known = new Set(operations.map(({ operationId }) => operationId));
  const named = listOf(files.get('sources.yaml')?.value, 'pages').flatMap((page) =>
    textsOf(memberOf(page, 'operationId')),
  );
  return [...new Set(named)].filter((id) => !known.has(id)).sort();
}

function reportUnnamed(operations: readonly SourceOperation[], named: ReadonlySet<string>, report: Report): void {
  for (const operation of operations) {
    const subject = subjectOf(operation);
    if (operation.operationId === '' || named.has(subject)) continue;
    report(
      operation.file,
      [operation.method, 'operationId'],
      `Nothing in sources.yaml names the ${subject}: neither a page nor a piece of evidence.`,
    );
  }
}

/** What sources.yaml names an operation by: a webhook by the name of its event, since that is what pages print. */
function subjectOf({ section, name, operationId }: SourceOperation): string {
  return section === 'webhooks' ? `webhook \`${name}\`` : `operation \`${operationId}\``;
}

/** What a page or a piece of evidence is about, in the same form. */
function subjectsOf(entry: Record<string, unknown>): { name: string; key: string }[] {
  return [
    ...textsOf(entry['operationId']).map((id) => ({ name: `operation \`${id}\``, key: 'operationId' })),
    ...textsOf(entry['webhook']).map((name) => ({ name: `webhook \`${name}\``, key: 'webhook' })),
  ];
}

/** One text, or a list when one page documents several things. */
function textsOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((text): text is string => typeof text === 'string');
}

function checkPage(page: Record<string, unknown>, fail: Fail): void {
  checkKeys(page, 'a page', pageKeys, fail);
  for (const key of ['page', 'title', 'url', 'read']) if (!isText(page[key])) fail(key, `A page has \`${key}\`.`);
  if (subjectsOf(page).length > 0 === (typeof page['reason'] === 'string')) {
    fail('operationId', 'A page has an `operationId` or a `webhook`, or the `reason` why nothing describes it.');
  }
  if (typeof page['url'] === 'string' && !page['url'].startsWith('https://'))
    fail('url', 'A `url` begins with https://.');
  if (typeof page['read'] === 'string' && !['current', 'legacy'].includes(page['read'])) {
    fail('read', '`read` is `current` or `legacy`: the documentation that the page is in.');
  }
  checkSettled(page['settled'], fail);
}

function checkEvidence(entry: Record<string, unknown>, fail: Fail): void {
  checkKeys(entry, 'a piece of evidence', evidenceKeys, fail);
  if (!['client', 'observed'].includes(String(entry['source']))) {
    fail('source', "`source` is `client` (the vendor's client) or `observed` (real traffic).");
  }
  if (!isText(entry['from'])) fail('from', 'Evidence has `from`: the class, test or recording that shows it.');
  const subjects = ['operationId', 'schema', 'webhook'].filter((key) => entry[key] !== undefined);
  if (subjects.length !== 1) fail('from', 'Evidence is about one of `operationId`, `schema`, `webhook`.');
  checkSettled(entry['settled'], fail);
}

function checkKeys(entry: object, what: string, known: readonly string[], fail: Fail): void {
  for (const key of Object.keys(entry))
    if (!known.includes(key)) fail(key, `\`${key}\` is no key of ${what}; the keys are ${known.join(', ')}.`);
}

function checkSettled(settled: unknown, fail: Fail): void {
  if (settled === undefined) return;
  if (!Array.isArray(settled)) return fail('settled', '`settled` is a list.');
  for (const entry of settled as unknown[]) {
    const isWhole = isRecord(entry) && settledKeys.every((key) => typeof entry[key] === 'string' && entry[key] !== '');
    if (!isWhole || Object.keys(entry).length !== settledKeys.length) {
      fail('settled', `What was settled has ${settledKeys.map((key) => `\`${key}\``).join(', ')}.`);
    }
  }
}
