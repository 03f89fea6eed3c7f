import type { Description } from '../read.ts';
import { isRecord } from '../../../engine/json.ts';
import type { SourceFile, Trail } from '../source-file.ts';
import { defineRule } from '../rule.ts';

/**
 * What carries `x-source` is accounted for below `evidence` in sources.yaml, by operation, schema or webhook.
 */
export const evidence = defineRule('evidence', (description, report) => {
  const known = namesInSources(description);
  for (const { file, trail, subject } of findMarks(description)) {
    const value = valueAt(file.value, trail);
    if (value !== 'client' && value !== 'observed') report(file, trail, '`x-source` is `client` or `observed`.');
    if (subject === undefined) continue;
    if (!known.has(subject))
      report(file, trail, `\`evidence\` of sources.yaml does not say where ${subject} is known from.`);
  }
});

interface Mark {
  readonly file: SourceFile;
  readonly trail: Trail;
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
    const name = file.path.replace(/^.*\//, '').replace(/\.yaml$/, '');
    for (const trail of trailsOf(file.value, [])) {
      const operation = operationAt.get(`${file.path} ${String(trail[0])}`);
      const subject =
        folder === 'components/schemas/'
          ? `schema ${name}`
          : folder === 'webhooks/'
            ? `webhook ${name}`
            : operation && `operation ${operation}`;
      yield { file, trail, subject };
    }
  }
}

/** Every place that has `x-source`. */
function* trailsOf(value: unknown, trail: Trail): Generator<Trail> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* trailsOf(item, [...trail, index]);
  } else if (isRecord(value)) {
    for (const [key, item] of Object.entries(value)) {
      if (key === 'x-source') yield [...trail, key];
      else yield* trailsOf(item, [...trail, key]);
    }
  }
}

function namesInSources({ files }: Description): ReadonlySet<string> {
  const value = files.get('sources.yaml')?.value;
  const entries = isRecord(value) && Array.isArray(value['evidence']) ? value['evidence'].filter(isRecord) : [];
  return new Set(
    entries.flatMap((entry) => [
      ...[entry['operationId'] ?? []].flat().map((id) => `operation ${String(id)}`),
      ...[entry['schema'] ?? []].flat().map((name) => `schema ${String(name)}`),
      ...[entry['webhook'] ?? []].flat().map((name) => `webhook ${String(name)}`),
    ]),
  );
}

function valueAt(value: unknown, trail: Trail): unknown {
  return trail.reduce<unknown>((node, step) => (node as Record<string | number, unknown>)[step], value);
}
