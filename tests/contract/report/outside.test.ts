import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { XMLValidator } from 'fast-xml-parser';
import { afterAll, describe, expect, it } from 'vitest';
import { reporters } from '../../../scripts/contract/report/render.ts';
import { runInProcess } from '../live/in-process.ts';

/** ESC sequences, OSC with its end, C1, line breaks, a change of direction, markup: in whatever comes from outside. */
const evil = '\u001b[31m\u001b]0;owned\u0007\u009b2J\r\n\u2028\u202e<script>&"\'';
const long = 'L'.repeat(50_000);
const token = 'tok_Zx81kd93ns72bqPq44';
const folder = mkdtempSync(path.join(tmpdir(), 'contract-outside-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const description = {
  openapi: '3.1.0',
  info: { title: `Shop ${evil}`, version: '1' },
  servers: [{ url: 'https://shop.example' }],
  paths: {
    [`/things/${evil}`]: { get: { operationId: `get${evil}${long}`, responses: { 200: { description: 'OK' } } } },
    '/rows': {
      get: {
        operationId: `list${evil}`,
        externalDocs: { url: `https://docs.example/${evil}` },
        parameters: [{ name: 'by', in: 'query', schema: { type: 'integer' } }],
        responses: {
          200: {
            description: 'OK',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: {
                    broken: { $ref: `#/components/schemas/Nowhere${evil}` },
                    state: { enum: ['NEW', evil, 'OLD'] },
                    ['note' + evil]: { type: 'integer' },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
};
const entry = (method: string, url: string, body: unknown): object => ({
  request: { method, url, headers: [{ name: 'Authorization', value: `Bearer ${token}` }] },
  response: {
    status: 200,
    headers: [
      { name: 'Content-Type', value: 'application/json' },
      { name: 'Set-Cookie', value: 'sid=c00kieValue77; Path=/' },
    ],
    content: { mimeType: 'application/json', text: JSON.stringify(body) },
  },
});
const entries = [
  entry('GET', `https://shop.example/rows?by=${long}&${encodeURIComponent(evil)}=1&api_key=k3yOfTheApi99`, {
    state: 'NEW',
    ['note' + evil]: `${token} c00kieValue77 ada@mail.example`,
    [evil]: long,
    [long]: evil,
  }),
  entry(`PUT${evil}`, `https://shop.example/rows/${evil}`, {}),
  entry('GET', `https://shop.example/none/${evil}/${token}/${long}`, {}),
];
const recording = path.join(folder, 'traffic.har');
writeFileSync(recording, JSON.stringify({ log: { entries } }));
const descriptionFile = path.join(folder, 'description.json');
writeFileSync(descriptionFile, JSON.stringify(description));
const args = ['har', recording, '--description', descriptionFile];

describe.each(reporters)('the %s report of hostile traffic by a hostile description', (reporter) => {
  it('has no control character, no part of a secret, and nothing without bounds', async () => {
    const { code, stdout, stderr } = await runInProcess([...args, '--reporter', reporter], { GITHUB_ACTIONS: 'true' });
    expect(code).toBe(1);
    for (const text of [stdout, stderr]) {
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e]/);
      for (const secret of [token, 'c00kieValue77', 'k3yOfTheApi99', 'ada@mail'])
        for (let at = 0; at + 6 <= secret.length; at += 1) expect(text).not.toContain(secret.slice(at, at + 6));
    }
    expect(stdout.length + stderr.length).toBeLessThan(40_000);
    expect(stdout).not.toContain('L'.repeat(700));
    if (reporter === 'html' || reporter === 'junit') expect(stdout).not.toContain('<script');
    if (reporter === 'json' || reporter === 'sarif') JSON.parse(stdout);
    if (reporter === 'junit') expect(XMLValidator.validate(stdout)).toBe(true);
  });

  it('says which part of the description could not be used', async () => {
    const { stdout } = await runInProcess([...args, '--reporter', reporter]);
    expect(stdout).toMatch(
      /A part of the description could not be used: The reference .{1,9}#\/components\/schemas\/Nowhere/,
    );
  });

  it('shows what was seen of the description', async () => {
    const { stdout } = await runInProcess([...args, '--reporter', reporter]);
    const wanted = {
      text: /Seen +statuses +parameters +fields +values\n +1 of 2 operations +1\/1 +1\/1 +2\/3 +1\/3\n/,
      json: /"values":\{"seen":\["200 \/state \\"NEW\\""\],"unseen":\[".*","200 \/state \\"OLD\\""\]\}/,
      junit: /<property name="coverage.values" value="1\/3"\/>/,
      html: /<td>1 \/ 3<\/td>/,
      sarif: /"values": \{\s*"seen": 1,\s*"total": 3\s*\}/,
    };
    expect(stdout).toMatch(wanted[reporter]);
  });
});

describe('a report on GitHub', () => {
  it('is annotated with each kind of finding, beside the report', async () => {
    const { stdout } = await runInProcess(args, { GITHUB_ACTIONS: 'true' });
    const annotations = stdout.split('\n').filter((line) => line.startsWith('::'));
    expect(annotations.length).toBeGreaterThan(3);
    expect(annotations.every((line) => /^::(?:error|warning) title=[^:,]*::/.test(line))).toBe(true);
    expect((await runInProcess(args)).stdout).not.toMatch(/^::/m);
  });
});
