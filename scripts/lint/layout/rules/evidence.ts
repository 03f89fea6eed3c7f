import type { Description } from '../read.ts';
import { isRecord } from '../../../engine/json.ts';
import { baseName, listOf, memberOf, type SourceFile, type Trail } from '../source-file.ts';
import { defineRule } from '../rule.ts';

/**
 * What carries `x-source` is accounted for below `evidence` in sources.yaml, by operation, schema or webhook.
 */
export const evidence = defineRule('evidence', (description, report) => {
  const known = namesInSources(description);
  for (const { file, trail, value, subject } of findMarks(description)) {
    if (value !== 'client' && value !== 'observed') report(file, trail, '`x-source` is `client` or `observed`.');
    if (subject === undefined) continue;
    if (!known.has(subject))
      report(file, trail, `\`evidence\` of sources.yaml does not say where ${subject} is known from.`);
  }
});

interface Mark {
  readonly file: SourceFile;
  readonly trail: Trail;
  readonly value: unknown;
  /** `operation getProduct`, `schema Product`, `webhook order.created`; undefined in what several operations share. */
  readonly subject: string | undefined;
}

function* findMarks({ files, operations }: Description): Generator<Mark> {
  const operationAt = new Map(
    operations.map(({ file, method, operationId }) => [`${file.path} ${method}`, operationId]),
  );
  for (const file of files.values()) {
    const folder = /^(?:components\/(?:schemas|parameters)|paths|webhooks)\//.exec(file.path)?.[0];
    if (!folder) continue;
    const name = baseName(file.path);
    for (const [trail, value] of marksIn(file.value, [])) {
      const operation = operationAt.get(`${file.path} ${String(trail[0])}`);
      const subject =
        folder === 'components/schemas/'
          ? `schema ${name}`
          : folder === 'webhooks/'
            ? `webhook ${name}`
            : operation && `operation ${operation}`;
      yield { file, trail, value, subject };
    }
  }
}

/** Every place that has `x-source`. */
function* marksIn(value: unknown, trail: Trail): Generator<[trail: Trail, value: unknown]> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* marksIn(item, [...trail, index]);
  } else if (isRecord(value)) {
    for (const [key, item] of Object.entries(value)) {
      if (key === 'x-source') yield [[...trail, key], item];
      else yield* marksIn(item, [...trail, key]);
    }
  }
}

function namesInSources({ files }: Description): ReadonlySet<string> {
  const named = (kind: string, names: unknown) => [names ?? []].flat().map((name) => `${kind} ${String(name)}`);
  return new Set(
    listOf(files.get('sources.yaml')?.value, 'evidence').flatMap((entry) => [
      ...named('operation', memberOf(entry, 'operationId')),
      ...named('schema', memberOf(entry, 'schema')),
      ...named('webhook', memberOf(entry, 'webhook')),
    ]),
  );
}
