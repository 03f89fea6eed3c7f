import { request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bigcommerce, ecwid } from '../../scripts/package/entries/apis.ts';
import { startMock, type Mock } from '../../scripts/package/entries/store.ts';
import { toMatchContract } from '../../scripts/package/matcher/to-match-contract.ts';
import { findApi } from '../../scripts/apis.ts';
import { readBundleSync } from '../../scripts/description/read-bundle.ts';

let mock: Mock;
beforeAll(async () => {
  mock = await startMock();
});
afterAll(() => mock.close());

const authorization = { Authorization: 'Bearer any' };
const json = { 'Content-Type': 'application/json' };
const address = 'https://app.ecwid.com/api/v3/1003';

/** What is wrong with what a test holds; empty when nothing is. */
async function told(...parameters: Parameters<typeof toMatchContract>): Promise<string> {
  const { pass, message } = await toMatchContract(...parameters);
  return pass ? '' : message();
}

describe('toMatchContract', () => {
  it('takes an answer of fetch, whose body can be read afterwards', async () => {
    const answer = await fetch(`${mock.baseUrl}/products?limit=1`, { headers: authorization });
    expect(await told(answer, ecwid)).toBe('');
    expect(await answer.json()).toMatchObject({ count: 1 });
  });

  it('takes an answer of Playwright', async () => {
    const context = await request.newContext();
    const answer = await context.get(`${mock.baseUrl}/profile`, { headers: authorization });
    expect(await told(answer, ecwid)).toBe('');
    expect(await told(answer, bigcommerce)).toContain('/profile is not in the description');
    await context.dispose();
  });

  it('says what is wrong, and where', async () => {
    const response = { status: 200, url: `${address}/orders/K8XTQ`, body: { id: 'K8XTQ', total: 'much' } };
    expect(await told(response, ecwid)).toMatch(/GET \/orders\/\{orderId\} {2}getOrder[^]*`\/total` must be a number/);
  });

  it('checks the request that is given with its answer, and only then', async () => {
    const url = `${mock.baseUrl}/products?limit=many`;
    const response = (): Response =>
      new Response('{"total":0,"count":0,"offset":0,"limit":0,"items":[]}', { headers: json });
    expect(await told({ request: { url }, response: response() }, ecwid)).toContain('"limit" must be an integer');
    expect(await told({ request: new Request(url), response: response() }, ecwid)).toContain('"limit" must be');
    const posted = { method: 'POST', url: `${address}/products`, body: { name: 5 } };
    const answer = { status: 200, body: { id: 1 } };
    expect(await told({ request: posted, response: answer }, ecwid)).toMatch(/request body, `\/name` must be a string/);
  });

  it('lets unknown fields pass unless it is told otherwise', async () => {
    const response = { status: 200, url: `${address}/products/1`, body: { id: 1, carbon: 3 } };
    expect(await told(response, ecwid)).toBe('');
    expect(await told(response, ecwid, { failOn: 'additive' })).toContain('`/carbon` is not in the description');
  });

  it('takes the description itself', async () => {
    const response = { status: 200, url: `${address}/products/1`, body: { id: 'one' } };
    expect(await told(response, readBundleSync(findApi('ecwid')))).toContain('`/id` must be an integer');
  });

  it('takes the method that is given, else the only one, else GET', async () => {
    const url = `${address}/products/1`;
    expect(await told({ status: 200, url, body: { updateCount: 'x' } }, ecwid, { method: 'PUT' })).toContain(
      'updateCount',
    );
    const onlyPost = {
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      paths: { '/a': { post: { responses: { '201': { description: 'Made.' } } } } },
    };
    expect(await told({ status: 200, url: '/a' }, onlyPost)).toContain('POST /a');
    const two = { ...onlyPost, paths: { '/a': { ...onlyPost.paths['/a'], put: onlyPost.paths['/a'].post } } };
    await expect(told({ status: 200, url: '/a' }, two)).rejects.toThrow('whether it answers PUT or POST');
  });

  it.each([
    ['nothing', () => undefined, 'toMatchContract takes a Response'],
    ['an answer of nowhere', () => new Response('{}'), 'does not say where it comes from'],
    ['a number', () => ({ url: '/a' }), 'The response has to be'],
  ])('says what to give in place of %s', async (_, received, message) => {
    await expect(told(received() as never, ecwid)).rejects.toThrow(message);
  });

  it('says that a body is gone, and never shows a token', async () => {
    const read = new Response('{}', { headers: json });
    await read.text();
    await expect(told({ request: { url: `${address}/profile` }, response: read }, ecwid)).rejects.toThrow(
      'read already',
    );
    const request = { url: `${address}/products/1`, headers: { Authorization: 'Bearer secret_abcdef' } };
    const message = await told({ request, response: { status: 200, body: { id: 'secret_abcdef' } } }, ecwid);
    expect(message).toContain('`/id` must be');
    expect(message).not.toContain('abcdef');
  });
});
