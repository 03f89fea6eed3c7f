import { describe, expect, test } from 'vitest';
import { brief, check, createContract, description, inRequest, taking, type Json } from './support.ts';

const form = 'application/x-www-form-urlencoded';
const image = {
  type: 'object',
  required: ['image_file'],
  properties: {
    image_file: { type: 'string', format: 'binary', maxLength: 8 },
    description: { type: 'string', maxLength: 5 },
    sort_order: { type: 'integer' },
    tags: { type: 'array', items: { type: 'string', minLength: 2 } },
    info: { type: 'object', properties: { a: { type: 'integer' } } },
  },
};

function send(
  schema: unknown,
  type: string,
  body: string | Uint8Array,
  contentType: string | null = type,
  media: Json = {},
): string[] {
  const headers: [string, string][] = contentType === null ? [] : [['Content-Type', contentType]];
  return brief(check(taking(schema, {}, type, media), { method: 'POST', headers, body, status: 204 }));
}

describe('JSON request bodies', () => {
  const schema = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } };

  test.each<[name: string, body: unknown, findings: string[]]>([
    ['right', { name: 'a' }, []],
    ['a wrong type', { name: 5 }, ['invalid-request-body /name']],
    ['a missing property', {}, ['invalid-request-body /name']],
    ['an unknown one', { name: 'a', colour: 1 }, ['undocumented-request-field /colour']],
    ['no JSON', 'name=a', ['malformed-request-body']],
    ['cut off', '{"name":"a"', ['malformed-request-body']],
    ['nothing', '', ['missing-request-body']],
  ])('%s', (_name, body, findings) => {
    expect(inRequest(schema, body)).toEqual(findings);
  });

  test('another content type, and none', () => {
    expect(send(schema, 'application/json', 'a', 'text/plain')).toEqual(['request-content-type']);
    expect(send(schema, 'application/json', '{"name":"a"}', null)).toEqual(['request-content-type']);
  });

  test('a body whose presence nobody recorded', () => {
    expect(brief(check(taking(schema), { method: 'POST', body: undefined, status: 204 }))).toEqual([]);
  });

  test('a body where none is described, and no body where one may be', () => {
    const responses = { 204: { description: 'done' } };
    const contract = createContract(
      description({
        '/none': { post: { responses } },
        '/maybe': { post: { requestBody: { content: { 'application/json': { schema } } }, responses } },
      }),
    );
    expect(brief(check(contract, { method: 'POST', url: '/none', body: 'x', status: 204 }))).toEqual([
      'undocumented-request-body',
    ]);
    expect(brief(check(contract, { method: 'POST', url: '/maybe', body: '', status: 204 }))).toEqual([]);
  });
});

describe('form bodies', () => {
  const schema = {
    type: 'object',
    required: ['name'],
    properties: {
      name: { type: 'string' },
      age: { type: 'integer' },
      tags: { type: 'array', items: { type: 'integer' } },
      info: { type: 'object', properties: { a: { type: 'integer' } } },
    },
  };

  test.each<[name: string, body: string, findings: string[], media?: Json]>([
    ['right', 'name=A+B&age=5', []],
    ['missing', 'age=5', ['invalid-request-body /name']],
    ['ill-typed', 'name=a&age=x', ['invalid-request-body /age']],
    ['unknown', 'name=a&colour=x', ['undocumented-request-field /colour']],
    ['repeated', 'name=a&tags=1&tags=x', ['invalid-request-body /tags/1']],
    ['brackets', 'name=a&tags[]=1&tags[]=x', ['invalid-request-body /tags/1']],
    ['commas', 'name=a&tags=1,2', [], { encoding: { tags: { style: 'form', explode: false } } }],
    [
      'deep',
      'name=a&info[a]=x',
      ['invalid-request-body /info/a'],
      { encoding: { info: { style: 'deepObject', explode: true } } },
    ],
    ['JSON in a field', 'name=a&info=%7B%22a%22%3A%22x%22%7D', ['invalid-request-body /info/a']],
  ])('%s', (_name, body, findings, media) => {
    expect(send(schema, form, body, form, media)).toEqual(findings);
  });
});

describe('multipart bodies', () => {
  const part = (headers: string, content: string): string =>
    `--XX\r\nContent-Disposition: form-data; ${headers}\r\n\r\n${content}\r\n`;
  const file = (content: string): string =>
    part('name="image_file"; filename="a.png"\r\nContent-Type: image/png', content);
  const type = 'multipart/form-data';
  const post = (body: string | Uint8Array): string[] => send(image, type, body, `${type}; boundary=XX`);

  test.each<[name: string, body: string, findings: string[]]>([
    ['right', `${file('\x89PNG\r\n\n')}${part('name="description"', 'Tea')}--XX--\r\n`, []],
    ['a missing part', `${part('name="description"', 'Tea')}--XX--`, ['invalid-request-body /image_file']],
    ['too large a file', `${file('123456789')}--XX--`, ['invalid-request-body /image_file']],
    [
      'an ill-typed part',
      `${file('1')}${part('name="sort_order"', 'first')}--XX--`,
      ['invalid-request-body /sort_order'],
    ],
    ['an unknown part', `${file('1')}${part('name="alt"', 'x')}--XX--`, ['undocumented-request-field /alt']],
    [
      'repeated parts',
      `${file('1')}${part('name="tags"', 'ab')}${part('name="tags"', 'c')}--XX--`,
      ['invalid-request-body /tags/1'],
    ],
    ['one part of a list', `${file('1')}${part('name="tags"', 'ab')}--XX--`, []],
    [
      'a JSON part',
      `${file('1')}${part('name="info"\r\nContent-Type: application/json', '{"a":"x"}')}--XX--`,
      ['invalid-request-body /info/a'],
    ],
    ['UTF-8', `${file('1')}${part('name="description"', 'Tée!!')}--XX--`, []],
    ['another boundary', '--YY\r\n\r\n--YY--', ['malformed-request-body']],
    ['cut off', file('1'), ['malformed-request-body']],
  ])('%s', (_name, body, findings) => {
    expect(post(body)).toEqual(findings);
    expect(post(new TextEncoder().encode(body))).toEqual(findings);
  });
});

describe('binary bodies', () => {
  const anything = (body: string | Uint8Array, contentType: string | null, schema: unknown = {}): string[] => {
    const contract = createContract(
      description({
        '/thing': {
          post: {
            requestBody: { required: true, content: { 'image/*': { schema }, 'application/octet-stream': { schema } } },
            responses: { 204: { description: 'done' } },
          },
        },
      }),
    );
    return brief(
      check(contract, {
        method: 'POST',
        headers: contentType === null ? [] : [['Content-Type', contentType]],
        body,
        status: 204,
      }),
    );
  };

  test('of a described type, or of no named one', () => {
    expect(anything(new Uint8Array([1, 2]), 'image/png')).toEqual([]);
    expect(anything(new Uint8Array([1, 2]), null)).toEqual([]);
  });
  test('under a content type that says something else, where any will do', () => {
    const contract = createContract(
      description({
        '/thing': {
          post: {
            requestBody: { content: { '*/*': { schema: { type: 'string', format: 'binary', maxLength: 8 } } } },
            responses: { 204: { description: 'done' } },
          },
        },
      }),
    );
    const send = (contentType: string, body: Uint8Array): string[] =>
      brief(check(contract, { method: 'POST', headers: [['Content-Type', contentType]], body, status: 204 }));
    for (const type of [
      'application/json;charset="utf-8"',
      'text/plain',
      'application/x-www-form-urlencoded',
      'video/mp4',
    ]) {
      expect(send(type, new Uint8Array([0x89, 0x50])), type).toEqual([]);
      expect(send(type, new Uint8Array(9)), type).toEqual(['invalid-request-body']);
    }
  });
  test('of another type', () => {
    expect(anything('x', 'video/mp4')).toEqual(['request-content-type']);
  });
  test('too long', () => {
    expect(anything(new Uint8Array(9), 'image/png', { type: 'string', maxLength: 8 })).toEqual([
      'invalid-request-body',
    ]);
  });
  test('missing', () => {
    expect(anything('', 'image/png')).toEqual(['missing-request-body']);
  });
});
