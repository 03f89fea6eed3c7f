import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findApi } from '../../../scripts/apis.ts';
import { root } from '../../../scripts/cli/root.ts';
import { readBundle } from '../../../scripts/description/read-bundle.ts';

const prefix = 'https://app.example/hooks/ecwid';
let folder: string;
let deliveries: [name: string, body: Record<string, unknown>][];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'deliveries-'));
  const document = (await readBundle(findApi('ecwid'))) as unknown as {
    webhooks: Record<string, { post?: { operationId: string } }>;
    components: { examples: Record<string, { value: Record<string, unknown> }> };
  };
  deliveries = Object.entries(document.webhooks).flatMap(([name, { post }]) => {
    const example = document.components.examples[`${post?.operationId}.request`]?.value;
    return example && 'eventType' in example ? [[name, example] as [string, Record<string, unknown>]] : [];
  });
});
afterAll(() => rm(folder, { recursive: true }));

/** What a recorder in front of an app writes of a delivery. */
function entryOf(body: unknown, query = ''): object {
  return {
    request: {
      method: 'POST',
      url: `${prefix}${query}`,
      headers: [
        { name: 'Content-Type', value: 'application/json; charset=UTF-8' },
        { name: 'X-Ecwid-Webhook-Signature', value: 'c2lnbmF0dXJl' },
      ],
      postData: { mimeType: 'application/json', text: JSON.stringify(body) },
    },
    response: { status: 200, headers: [], content: { size: 0, text: '' } },
  };
}

interface Report {
  exchanges: number;
  findings: { kind: string; pointer: string; operationId?: string }[];
}

async function check(entries: readonly object[], ...options: string[]): Promise<{ code: number; report: Report }> {
  const file = path.join(folder, 'app.har');
  await writeFile(file, JSON.stringify({ log: { entries } }));
  const args = ['scripts/cli/run-bundled.mjs', 'scripts/contract.ts', 'har', file, '--reporter', 'json', ...options];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: root, maxBuffer: 1e8 }, (error, stdout) =>
      resolve({ code: (error?.code as number | undefined) ?? 0, report: JSON.parse(stdout || '{}') as Report }),
    );
  });
}

it('judges what an app was sent by the event that its body names', async () => {
  expect(deliveries).toHaveLength(45);
  const right = deliveries.map(([name, body]) => entryOf(body, `?eventtype=${name}`));
  expect(await check(right, '--api', 'ecwid', '--webhooks', prefix)).toMatchObject({
    code: 0,
    report: { findings: [] },
  });
});

it('finds a changed payload, an event that nobody described, and takes both spellings of a name', async () => {
  const [, created] = deliveries.find(([name]) => name === 'order.created')!;
  const [, changed] = deliveries.find(([name]) => name === 'application.storageChanged')!;
  const { data: _, ...without } = created;
  const { code, report } = await check(
    [
      entryOf({ ...created, eventCreated: 'yesterday' }),
      entryOf(without),
      entryOf({ ...changed, eventType: 'application.storage_changed' }),
      entryOf({ ...created, eventType: 'order.vanished' }),
    ],
    '--api',
    'ecwid',
    '--webhooks',
    `${prefix}/`,
  );
  expect(code).toBe(1);
  expect(report.findings.map(({ kind, pointer }) => `${kind} ${pointer}`.trim()).sort()).toEqual([
    'invalid-request-body /data',
    'invalid-request-body /eventCreated',
    'undocumented-path',
  ]);
});

it('needs a description with webhooks', async () => {
  expect((await check([], '--api', 'bigcommerce', '--webhooks', prefix)).code).toBe(2);
});
