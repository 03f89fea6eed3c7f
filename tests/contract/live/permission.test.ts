import { mkdtempSync, rmSync, writeFileSync, appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createContract } from '../../../scripts/engine/contract.ts';
import { openJournal, readJournal } from '../../../scripts/contract/live/writes/journal.ts';
import { decide } from '../../../scripts/contract/live/writes/permission.ts';
import { planUndo } from '../../../scripts/contract/live/writes/undo.ts';
import { readOperations, type PlannedOperation } from '../../../scripts/contract/plan/description.ts';
import { readShop } from '../fixtures/shop.ts';

const description = readShop();
const operations = readOperations(description, createContract(description).operations);
const operation = (id: string): PlannedOperation => operations.find(({ contract }) => contract.operationId === id)!;
const made = new Set(['/products/3']);

describe('decide', () => {
  it.each([
    ['getProduct', '/products/1', 'harmless'],
    ['createProduct', '/products', 'creation'],
    ['updateProduct', '/products/3', 'own'],
    ['deleteProduct', '/products/3', 'own'],
    ['uploadProductImage', '/products/3/image', 'own'],
    ['updateProduct', '/products/1', 'refused'],
    ['deleteProduct', '/products/33', 'refused'],
    ['uploadProductImage', '/products/1/image', 'refused'],
    ['updateProfile', '/profile', 'refused'],
    ['deleteProducts', '/products', 'refused'],
    ['getPages', '/pages', 'refused'],
  ])('%s %s is %s', (id, path, kind) => {
    expect(decide({ operation: operation(id), path, made, operations }).kind).toBe(kind);
  });

  it('refuses what nothing can take away again', () => {
    const without = operations.filter(({ contract }) => contract.operationId !== 'deleteProduct');
    const permission = decide({ operation: operation('createProduct'), path: '/products', made, operations: without });
    expect(permission).toEqual({
      kind: 'refused',
      reason: 'the description has no DELETE that takes away what it makes',
    });
  });

  it('refuses what must never be sent, whatever was made', () => {
    expect(
      decide({ operation: operation('deleteProducts'), path: '/products', made: new Set(['/products']), operations })
        .kind,
    ).toBe('refused');
  });
});

describe('planUndo', () => {
  const context = (body: unknown): Parameters<NonNullable<ReturnType<typeof planUndo>>['targetOf']>[0] => ({
    url: 'https://shop.example/api/v3/1003/products',
    method: 'POST',
    status: 200,
    request: { path: {}, query: new URLSearchParams(), headers: [], body: undefined },
    response: { headers: [], body },
  });
  const bare = { ...operation('createProduct'), responses: [] };

  it.each([
    ['the links of the answer', operation('createProduct'), { id: 12 }, '/products/12'],
    ['the convention, without links', bare, { id: 12 }, '/products/12'],
    ['the convention, in an envelope', bare, { data: { id: 12 } }, '/products/12'],
    ['no id with a slash in it', bare, { id: 'a/b' }, undefined],
    ['nothing when the answer names no id', operation('createProduct'), { ok: true }, undefined],
    ['nothing when there is no body', bare, undefined, undefined],
  ])('follows %s', (_, creation, body, target) => {
    expect(planUndo(creation, operations)?.targetOf(context(body))).toBe(target);
  });
});

describe('the journal', () => {
  it('says what is still there and what is uncertain, also when its last line is cut off', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'journal-'));
    const file = path.join(folder, 'deep', 'journal.ndjson');
    try {
      expect(readJournal(file)).toBeUndefined();
      const journal = openJournal(file, 'mine');
      journal.append({ event: 'run', run: 'mine', baseUrl: 'https://shop.example', pid: 7, at: '2026-01-01' });
      journal.append({ event: 'intended', id: 1, what: 'POST /products' });
      journal.append({ event: 'made', id: 1, target: '/products/1' });
      journal.append({ event: 'intended', id: 2, what: 'POST /products' });
      journal.append({ event: 'made', id: 2, target: '/products/2' });
      journal.append({ event: 'gone', target: '/products/1' });
      journal.append({ event: 'intended', id: 3, what: 'POST /orders' });
      journal.append({ event: 'void', id: 3 });
      journal.append({ event: 'intended', id: 4, what: 'POST /customers' });
      journal.close();
      appendFileSync(file, '{"event":"made","id":4,"tar');
      expect(readJournal(file)).toEqual({
        baseUrl: 'https://shop.example',
        run: 'mine',
        made: ['/products/2'],
        uncertain: ['POST /customers'],
      });
      openJournal(file, 'another').remove();
      expect(readJournal(file)).toBeDefined();
      openJournal(file, 'mine').remove();
      expect(readJournal(file)).toBeUndefined();
      writeFileSync(file, '');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
