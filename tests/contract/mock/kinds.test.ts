import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createMockPlanner, withPlannedAnswers } from '../../../scripts/contract/mock/plan.ts';
import { runMock } from '../../../scripts/contract/mock/run.ts';
import { basePathOf, readOperations, type JsonObject } from '../../../scripts/contract/plan/description.ts';
import { createCollector } from '../../../scripts/contract/report/collector.ts';
import { createContract } from '../../../scripts/engine/contract.ts';
import { startMock } from '../../../scripts/mock/server.ts';

const ok = { description: 'Done', content: { 'application/json': { schema: { type: 'integer' } } } };
const answering = (schema: unknown, more: object = {}): object => ({
  get: { responses: { 200: { description: 'Done', content: { 'application/json': { schema } } } }, ...more },
});
const asking = (...parameters: object[]): { get: object } => ({ get: { parameters, responses: { 200: ok } } });
const query = (schema: object, more: object = {}): object => ({
  name: 'q',
  in: 'query',
  required: true,
  schema,
  ...more,
});
const within = (place: string, schema: object, more: object = {}): object => ({
  name: 'p',
  in: place,
  required: true,
  schema,
  ...more,
});
const taking = (content: object): object => ({
  post: { requestBody: { required: true, content }, responses: { 200: ok } },
});
const form = (schema: object, more: object = {}): object =>
  taking({ 'application/x-www-form-urlencoded': { schema: { type: 'object', ...schema }, ...more } });
const multipart = (schema: object, more: object = {}): object =>
  taking({ 'multipart/form-data': { schema: { type: 'object', ...schema }, ...more } });
const secured = (...security: object[]): object => ({ get: { security, responses: { 200: ok } } });

const list = { type: 'array', minItems: 2, items: { type: 'integer' } };
const object = { type: 'object', required: ['a', 'b'], properties: { a: { type: 'integer' }, b: { type: 'string' } } };
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });

/** Path items by what is odd about them; each is right by itself. */
const odd: Record<string, object> = {
  // Values
  pattern: answering({ type: 'string', pattern: '^[A-Z]{2}\\d{4}-[a-f]+$' }),
  'pattern and length': answering({ type: 'string', pattern: '^[a-z]+$', minLength: 20, maxLength: 22 }),
  'pattern with a look-ahead': answering({ type: 'string', pattern: '^(?=.*[A-Z])(?=.*\\d).{8,}$' }),
  'pattern without anchors': answering({ type: 'string', pattern: 'x\\d', maxLength: 10 }),
  'pattern of letters of any script': answering({ type: 'string', pattern: '^\\p{L}{3,5}$' }),
  'two patterns': answering({ allOf: [{ type: 'string', pattern: '^a' }, { pattern: 'z$' }] }),
  'long text': answering({ type: 'string', minLength: 300 }),
  'multiples of a cent': answering({ type: 'number', multipleOf: 0.01, minimum: 19.985, maximum: 20 }),
  'multiples of 7': answering({ type: 'integer', multipleOf: 7, minimum: 100 }),
  'whole multiples of a half': answering({ type: 'integer', multipleOf: 2.5 }),
  'below zero': answering({ type: 'integer', maximum: -5 }),
  'between, both out': answering({ type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 }),
  'unique items': answering({ type: 'array', minItems: 5, uniqueItems: true, items: { type: 'string', maxLength: 2 } }),
  'unique items of an enum': answering({
    type: 'array',
    minItems: 3,
    uniqueItems: true,
    items: { enum: ['a', 'b', 'c'] },
  }),
  'unique objects': answering({ type: 'array', minItems: 3, uniqueItems: true, items: object }),
  'unique booleans': answering({ type: 'array', minItems: 2, uniqueItems: true, items: { type: 'boolean' } }),
  'no items': answering({ type: 'array', maxItems: 0, items: { type: 'integer' } }),
  constants: answering({ type: 'object', required: ['kind'], properties: { kind: { const: 'x' } } }),
  formats: answering({
    type: 'object',
    required: ['date', 'date-time', 'time', 'email', 'uuid', 'uri', 'ipv4', 'ipv6', 'hostname', 'duration', 'byte'],
    properties: Object.fromEntries(
      ['date', 'date-time', 'time', 'email', 'uuid', 'uri', 'ipv4', 'ipv6', 'hostname', 'duration', 'byte'].map(
        (format) => [format, { type: 'string', format }],
      ),
    ),
  }),
  'many members': answering({ type: 'object', minProperties: 4, additionalProperties: { type: 'integer' } }),
  'few members': answering({
    type: 'object',
    maxProperties: 1,
    properties: { a: { type: 'integer' }, b: { type: 'integer' } },
  }),
  'no other members': answering({ ...object, additionalProperties: false }),
  'all of several': answering({
    allOf: [object, { type: 'object', required: ['c'], properties: { a: { minimum: 9 }, c: { type: 'boolean' } } }],
  }),
  'one of several': answering({ oneOf: [{ type: 'string', minLength: 3 }, { type: 'integer' }] }),
  'one of overlapping objects': answering({
    oneOf: [
      { type: 'object', required: ['a'], properties: { a: { type: 'integer' } }, additionalProperties: false },
      { type: 'object', required: ['a', 'b'], properties: { a: { type: 'integer' }, b: { type: 'integer' } } },
    ],
  }),
  'any of several': answering({ anyOf: [{ type: 'array', items: { type: 'null' }, minItems: 1 }, { type: 'string' }] }),
  'not a word': answering({ type: 'string', not: { const: 'a' } }),
  'example that breaks its schema, in a component': answering({
    type: 'array',
    minItems: 1,
    items: { type: 'integer', default: 'x' },
  }),
  'read-only and write-only': answering({
    type: 'object',
    required: ['id', 'secret'],
    properties: { id: { type: 'integer', readOnly: true }, secret: { type: 'string', writeOnly: true } },
  }),
  'a circle through a list': answering(ref('Tree')),
  'a circle through an optional member': answering(ref('Chain')),
  'a circle through a choice': answering(ref('Expression')),
  'one of two by the type of a member': answering({
    oneOf: [
      { type: 'object', properties: { a: { type: 'integer' } } },
      { type: 'object', properties: { a: { type: 'string' } } },
    ],
  }),
  'a number that is no integer': answering({ oneOf: [{ type: 'number' }, { type: 'integer' }] }),
  'all of two choices': answering({
    allOf: [{ oneOf: [{ type: 'integer' }, { type: 'string' }] }, { oneOf: [{ type: 'string' }, { type: 'boolean' }] }],
  }),
  'anything but text': answering({ not: { type: 'string' } }),
  'e-mail of a length': answering({ type: 'array', items: { type: 'string', format: 'email', maxLength: 10 } }),
  'address of a length': answering({ type: 'string', format: 'uri', minLength: 100 }),
  'date of a pattern': answering({ type: 'string', format: 'date', pattern: '-01$' }),
  'date-time with microseconds': answering({
    type: 'string',
    format: 'date-time',
    pattern: '^[\\d-]+T[\\d:]+\\.\\d{6}\\+00:00$',
  }),
  'address of a network': answering({ type: 'string', format: 'ipv4', pattern: '^10\\.' }),
  'look-aheads before a length': answering({ type: 'string', pattern: '^(?=.*\\d)(?!0+$)[a-z\\d]{12,16}$' }),
  'look-aheads in the middle': answering({ type: 'string', pattern: '^(?!(000|9))\\d{3}-(?!00)\\d{2}$' }),
  'a word between boundaries': answering({ type: 'string', pattern: '\\bword\\b' }),
  'a long part of a length': answering({ type: 'string', pattern: '^[A-Za-z0-9 ]{1,500}$', minLength: 255 }),
  'classes of POSIX': answering({ type: 'string', pattern: '^[[:alpha:]]{2}[[:digit:]]$' }),
  'groups of Python': answering({ type: 'string', pattern: '^(?P<year>\\d{4})$' }),
  'flags within': answering({ type: 'string', pattern: '^(?i:abc)$' }),
  'quotes of Java': answering({ type: 'string', pattern: '^\\Q.\\E$' }),
  'base64 of a length': answering({ type: 'string', format: 'byte', maxLength: 4 }),
  'date-time with milliseconds': answering({ type: 'string', format: 'date-time', pattern: '\\.\\d{3}Z$' }),
  'many different dates': answering({
    type: 'array',
    minItems: 25,
    uniqueItems: true,
    items: { type: 'string', format: 'date' },
  }),
  'pattern with flags of another language': answering({ type: 'string', pattern: '(?i)^abc$' }),
  'integers of 53 bits': answering({ type: 'integer', minimum: 9007199254740991 }),
  'told apart by a name that is not its own': answering({
    oneOf: [ref('Kilo'), ref('Gram')],
    discriminator: { propertyName: 'unit' },
  }),
  'no schema': { get: { responses: { 200: { description: 'Done', content: { 'application/json': {} } } } } },
  'integers of 64 bits': answering({ type: 'integer', format: 'int64', minimum: 1 }),

  // Parameters
  'query list': asking(query(list)),
  'query list, not exploded': asking(query(list, { explode: false })),
  'query list of texts with commas, not exploded': asking(
    query({ type: 'array', minItems: 2, items: { enum: ['a,b', 'c|d', 'e f'] } }, { explode: false }),
  ),
  'query object in an object, not exploded': asking(
    query({ type: 'object', required: ['o'], properties: { o: object } }, { explode: false }),
  ),
  'query list by spaces': asking(query(list, { style: 'spaceDelimited', explode: false })),
  'query list by pipes': asking(query(list, { style: 'pipeDelimited', explode: false })),
  'query object': asking(query(object)),
  'query object, not exploded': asking(query(object, { explode: false })),
  'query deep object': asking(query(object, { style: 'deepObject', explode: true })),
  'query deep object with more in it': asking(
    query(
      { type: 'object', required: ['in'], properties: { in: object, list } },
      { style: 'deepObject', explode: true },
    ),
  ),
  'query content': asking({
    name: 'q',
    in: 'query',
    required: true,
    content: { 'application/json': { schema: object } },
  }),
  'query pattern': asking(query({ type: 'string', pattern: '^\\d{3}&=$' })),
  'query enum': asking(query({ type: 'string', enum: ['b c', 'd'] })),
  'query date': asking(query({ type: 'string', format: 'date-time' })),
  'query boolean': asking(query({ type: 'boolean' })),
  'query by reference': asking({ $ref: '#/components/parameters/Page' }),
  'query list of objects': asking(query({ type: 'array', minItems: 1, items: object })),
  'query with a name to be encoded': asking({ ...query({ type: 'integer' }), name: 'a[b] &c' }),
  'query of half a character': asking(query({ type: 'string' }, { example: '\ud800' })),
  'query of any object': asking(query({ type: 'object' })),
  'query of any list': asking(query({ type: 'array' })),
  'query of a list whose example is empty': asking(
    query({ type: 'array', items: { type: 'integer' } }, { example: [] }),
  ),
  'query content that is text': asking({
    name: 'q',
    in: 'query',
    required: true,
    content: { 'application/json': { schema: { type: 'string', minLength: 2 } } },
  }),
  'query in the path?action=list': asking(query({ type: 'integer' })),
  'fragment in the path#list': asking(query({ type: 'integer' })),
  'query that may be empty': asking(query({ type: 'string', maxLength: 0 }, { allowEmptyValue: true })),
  ...Object.fromEntries(
    ['simple', 'label', 'matrix'].flatMap((style) =>
      [true, false].flatMap((explode) =>
        (
          [
            ['value', { type: 'integer' }],
            ['list', list],
            ['object', object],
          ] as const
        ).map(([kind, schema]) => [
          `path ${style} ${kind} ${explode}/{p}`,
          asking(within('path', schema, { style, explode })),
        ]),
      ),
    ),
  ),
  'path text/{p}': asking(within('path', { type: 'string', pattern: '^[a-z]/[a-z]$' })),
  'path up/{p}': asking(within('path', { type: 'string' }, { example: '..' })),
  'path here/{p}/x': asking(within('path', { type: 'string' }, { example: '.' })),
  'path empty/{p}/x': asking(within('path', { type: 'string', enum: ['', 'a'] })),
  'path among/others': { get: { responses: { 200: { ...ok, content: { 'text/plain': { schema: {} } } } } } },
  'path among/{p}': asking(within('path', { type: 'string' }, { example: 'others' })),
  'path dot/{p.id}': asking({ ...within('path', { type: 'integer' }), name: 'p.id' }),
  'path brackets/{p[]}': asking({ ...within('path', list), name: 'p[]' }),
  'path dollar/{$p}': asking({ ...within('path', { type: 'integer' }), name: '$p' }),
  'path content/{p}': asking({
    name: 'p',
    in: 'path',
    required: true,
    content: { 'application/json': { schema: object } },
  }),
  'header list': asking(within('header', list)),
  'header object': asking(within('header', object)),
  'header object, exploded': asking(within('header', object, { explode: true })),
  'header of other scripts': asking(within('header', { type: 'string', minLength: 1 }, { example: '日本' })),
  'header of two lines': asking(within('header', { type: 'string' }, { example: 'a\nb' })),
  'cookie with a name of signs': asking({ ...within('cookie', { type: 'integer' }), name: '$x.y' }),
  'header content': asking({
    name: 'p',
    in: 'header',
    required: true,
    content: { 'application/json': { schema: object } },
  }),
  cookie: asking(within('cookie', { type: 'string', enum: ['gold'] })),
  'two cookies': asking(within('cookie', { type: 'integer' }), { ...within('cookie', { type: 'boolean' }), name: 'r' }),

  // Bodies
  'JSON body': taking({
    'application/json': {
      schema: { type: 'object', required: ['code'], properties: { code: { type: 'string', pattern: '^[A-Z]{3}$' } } },
    },
  }),
  'JSON patch': taking({ 'application/json-patch+json': { schema: { type: 'array', minItems: 1, items: object } } }),
  'any type': taking({ '*/*': { schema: object } }),
  'any type of application': taking({ 'application/*': { schema: object } }),
  'any other type': taking({ '*/*': { schema: { type: 'string' } }, 'application/json': { schema: object } }),
  'form without a schema': taking({ 'application/x-www-form-urlencoded': {} }),
  'form whose example is text': taking({
    'application/x-www-form-urlencoded': { schema: { ...object }, example: 'a=1&b=x' },
  }),
  'multipart whose example is text': taking({ 'multipart/form-data': { schema: { ...object }, example: '--x' } }),
  text: taking({ 'text/plain': { schema: { type: 'string', pattern: '^\\d{4}$' } } }),
  xml: taking({ 'application/xml': { schema: { type: 'string' } } }),
  bytes: taking({ 'application/octet-stream': { schema: { type: 'string', format: 'binary', maxLength: 10 } } }),
  'form list': form({ required: ['l'], properties: { l: list } }),
  'form list, not exploded': form(
    { required: ['l'], properties: { l: list } },
    { encoding: { l: { style: 'form', explode: false } } },
  ),
  'form list by pipes': form(
    { required: ['l'], properties: { l: list } },
    { encoding: { l: { style: 'pipeDelimited', explode: false } } },
  ),
  'form list of objects': form({ required: ['l'], properties: { l: { type: 'array', minItems: 1, items: object } } }),
  'form object': form({ required: ['o'], properties: { o: object } }),
  'form deep object': form(
    { required: ['o'], properties: { o: object } },
    { encoding: { o: { style: 'deepObject', explode: true } } },
  ),
  'form object as JSON': form(
    { required: ['o'], properties: { o: object } },
    { encoding: { o: { contentType: 'application/json' } } },
  ),
  'multipart list': multipart({ required: ['l'], properties: { l: list } }),
  'multipart object': multipart({ required: ['o'], properties: { o: object } }),
  'multipart file': multipart(
    { required: ['f', 'n'], properties: { f: { type: 'string', format: 'binary' }, n: { type: 'integer' } } },
    { encoding: { f: { contentType: 'image/*' } } },
  ),
  'multipart files': multipart({
    required: ['f'],
    properties: { f: { type: 'array', minItems: 2, items: { type: 'string', format: 'binary' } } },
  }),
  'multipart part with a header': multipart(
    { required: ['f'], properties: { f: { type: 'string' } } },
    { encoding: { f: { headers: { 'X-Id': { required: true, schema: { type: 'string' } } } } } },
  ),
  'multipart file, short': multipart({
    required: ['f'],
    properties: { f: { type: 'string', format: 'binary', maxLength: 5 } },
  }),
  'multipart by reference': multipart({ allOf: [ref('Upload')] }),
  'example of a request that is refused': {
    post: {
      requestBody: {
        content: {
          'application/json': {
            schema: object,
            examples: { wrong: { value: { a: 'x' } }, right: { value: { a: 1, b: '' } } },
          },
        },
      },
      responses: {
        200: ok,
        400: {
          description: 'Wrong',
          content: { 'application/json': { schema: {}, examples: { wrong: { value: 'No.' } } } },
        },
      },
    },
  },
  'DELETE with a body': {
    delete: {
      requestBody: { content: { 'application/json': { schema: object } } },
      responses: { 204: { description: 'Gone' } },
    },
  },

  // Answers
  'XML answer': {
    get: {
      responses: { 200: { description: 'Done', content: { 'application/xml': { schema: { type: 'string' } } } } },
    },
  },
  'JSON that is called text': {
    get: { responses: { 200: { description: 'Done', content: { 'text/json': { schema: { type: 'string' } } } } } },
  },
  'form answer whose example is an object': {
    get: {
      responses: {
        200: {
          description: 'Done',
          content: { 'application/x-www-form-urlencoded': { schema: object, example: { a: 1, b: 'x y' } } },
        },
      },
    },
  },
  'line break\nin the path': { get: { responses: { 200: ok } } },
  'text answer': {
    get: { responses: { 200: { description: 'Done', content: { 'text/plain': { schema: { type: 'integer' } } } } } },
  },
  'any answer': { get: { responses: { 200: { description: 'Done', content: { '*/*': { schema: object } } } } } },
  'any other answer': {
    get: {
      responses: {
        200: {
          description: 'Done',
          content: { '*/*': { schema: { type: 'string' } }, 'application/json': { schema: object } },
        },
      },
    },
  },
  'form answer': {
    get: {
      responses: { 200: { description: 'Done', content: { 'application/x-www-form-urlencoded': { schema: object } } } },
    },
  },
  'headers of the connection': {
    get: {
      responses: {
        200: {
          ...ok,
          headers: {
            'Content-Length': { required: true, schema: { type: 'integer' }, example: 3495 },
            'Content-Encoding': { schema: { type: 'string' }, example: 'gzip' },
            'Transfer-Encoding': { schema: { type: 'string' }, example: 'chunked' },
            Trailer: { schema: { type: 'string' } },
            'X-Title': { schema: { type: 'string' }, example: '日本' },
            'X Y': { schema: { type: 'string' } },
          },
        },
      },
    },
  },
  'answer of a type with parameters': {
    get: {
      responses: { 200: { description: 'Done', content: { 'application/json; charset=utf-8': { schema: object } } } },
    },
  },
  'answer of a vendor type': {
    get: {
      responses: { 200: { description: 'Done', content: { 'application/vnd.shop.v2+json': { schema: object } } } },
    },
  },
  'two types': {
    get: {
      responses: {
        200: {
          description: 'Done',
          content: { 'application/json': { schema: object }, 'text/csv': { schema: { type: 'string' } } },
        },
      },
    },
  },
  headers: {
    get: {
      responses: {
        200: {
          ...ok,
          headers: {
            'X-Rate': { required: true, schema: { type: 'integer', minimum: 5 } },
            'X-Code': { required: true, schema: { type: 'string', pattern: '^[A-Z]{4}$' } },
            'X-List': { required: true, schema: list },
          },
        },
      },
    },
  },
  'ranges in small letters': { get: { responses: { '2xx': ok } } },
  ranges: { get: { responses: { '2XX': ok, '4XX': ok, default: ok } } },
  redirect: {
    get: {
      responses: {
        302: {
          description: 'Elsewhere',
          headers: { Location: { required: true, schema: { type: 'string', format: 'uri' } } },
        },
      },
    },
  },
  'not modified': { get: { responses: { 200: ok, 304: { description: 'As before' } } } },
  'example that is the text of JSON': {
    post: {
      requestBody: { content: { 'application/json': { schema: object, example: '{"a": 1, "b": "c"}' } } },
      responses: {
        200: {
          description: 'Done',
          content: { 'application/json': { schema: object, examples: { text: { value: ' {"a": 1, "b": "c"}' } } } },
        },
      },
    },
  },
  'examples with odd names': {
    get: {
      responses: {
        200: {
          description: 'Done',
          content: {
            'application/json': {
              schema: { type: 'integer' },
              examples: { 'one, two; "three"': { value: 1 }, 'für dich': { value: 2 } },
            },
          },
        },
      },
    },
  },
  'example elsewhere': {
    get: {
      responses: {
        200: {
          description: 'Done',
          content: {
            'application/json': {
              schema: { type: 'integer' },
              examples: { there: { externalValue: 'http://127.0.0.1:9/x' } },
            },
          },
        },
      },
    },
  },
  'no example, written as null': {
    get: {
      responses: { 200: { description: 'Done', content: { 'application/json': { schema: object, example: null } } } },
    },
  },
  'example of null': {
    get: {
      responses: { 200: { description: 'Done', content: { 'application/json': { schema: {}, example: null } } } },
    },
  },
  HEAD: { head: { responses: { 200: { description: 'There' } } } },
  callbacks: {
    post: {
      callbacks: {
        done: { 'http://127.0.0.1:9/{$request.body#/id}': { post: { responses: { 200: { description: 'Ok' } } } } },
      },
      responses: { 200: ok },
    },
  },
  deprecated: { get: { deprecated: true, responses: { 200: ok } } },

  // Security
  'key in the query': secured({ inQuery: [] }),
  'key in a cookie': secured({ inCookie: [] }),
  'key in a header': secured({ inHeader: [] }),
  'key in a cookie, beside a cookie': {
    get: { ...asking(within('cookie', { type: 'integer' })).get, security: [{ inCookie: [] }] },
  },
  'all of several keys': secured({ inQuery: [], inHeader: [], inCookie: [] }),
  'one of several keys': secured({ inCookie: [] }, { bearer: [] }),
  basic: secured({ basic: [] }),
  digest: secured({ digest: [] }),
  bearer: secured({ bearer: [] }),
  oauth: secured({ oauth: ['read'] }),
  'a certificate of the client': secured({ mutual: [] }),
  'a certificate or a key': secured({ mutual: [] }, { inHeader: [] }),
  'a scheme that is not described': secured({ nothing: [] }),
  'a form that the mock does not know': secured({ hoba: [] }),
  'two schemes for one header': secured({ basic: [], bearer: [] }),
  'a key that is a parameter': {
    get: { ...asking({ ...query({ type: 'string', minLength: 8 }), name: 'key' }).get, security: [{ inQuery: [] }] },
  },
  'authorization as a parameter': {
    get: {
      ...asking({ ...within('header', { type: 'string' }), name: 'Authorization' }).get,
      security: [{ bearer: [] }],
    },
  },
  'a key or none': secured({}, { bearer: [] }),
  'a server of its own': {
    servers: [
      {
        url: 'https://{region}.other.example/{version}',
        variables: { region: { default: 'eu' }, version: { default: 'v2' } },
      },
    ],
    get: { responses: { 200: ok } },
  },
};

for (const url of ['urn:x', './v1', '../v1', 'v1', '', 'https://a.example//v1', 'https://a.example/my api', '{s}'])
  odd[`served from ${url}`.replaceAll(/[:/{}. ]/g, '-')] = { servers: [{ url }], get: { responses: { 200: ok } } };

const components = {
  schemas: {
    Tree: { type: 'object', required: ['children'], properties: { children: { type: 'array', items: ref('Tree') } } },
    Chain: { type: 'object', required: ['id'], properties: { id: { type: 'integer' }, next: ref('Chain') } },
    Expression: {
      oneOf: [{ type: 'object', required: ['not'], properties: { not: ref('Expression') } }, { type: 'string' }],
    },
    Kilo: { type: 'object', required: ['unit'], properties: { unit: { enum: ['kg'] } } },
    Gram: { type: 'object', required: ['unit'], properties: { unit: { enum: ['g'] } } },
    Marked: { type: 'integer', readOnly: true },
    Upload: { type: 'object', required: ['f'], properties: { f: { type: 'string', format: 'binary' } } },
    Cat: {
      type: 'object',
      required: ['kind', 'lives'],
      properties: { kind: { type: 'string' }, lives: { type: 'integer', maximum: 9 } },
    },
    Dog: { type: 'object', required: ['kind', 'tricks'], properties: { kind: { type: 'string' }, tricks: list } },
    Pet: {
      oneOf: [ref('Cat'), ref('Dog')],
      discriminator: {
        propertyName: 'kind',
        mapping: { cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog' },
      },
    },
    Nullable: {
      type: 'object',
      required: ['child'],
      properties: { child: { nullable: true, allOf: [ref('Nullable')] } },
    },
    Endless: { type: 'object', required: ['next'], properties: { next: ref('Endless') } },
    Ended: { type: 'object', required: ['next'], properties: { next: { oneOf: [ref('Ended'), { type: 'null' }] } } },
  },
  parameters: { Page: { name: 'page', in: 'query', required: true, schema: { type: 'integer', minimum: 3 } } },
  securitySchemes: {
    inQuery: { type: 'apiKey', in: 'query', name: 'key' },
    inCookie: { type: 'apiKey', in: 'cookie', name: 'sid' },
    inHeader: { type: 'apiKey', in: 'header', name: 'X-Key' },
    basic: { type: 'http', scheme: 'basic' },
    digest: { type: 'http', scheme: 'digest' },
    bearer: { type: 'http', scheme: 'bearer' },
    mutual: { type: 'mutualTLS' },
    hoba: { type: 'http', scheme: 'hoba' },
    oauth: {
      type: 'oauth2',
      flows: { clientCredentials: { tokenUrl: 'https://api.example/token', scopes: { read: 'Read' } } },
    },
  },
};

/** Only in 3.1: `null` as a type, `prefixItems`, and what else came with JSON Schema 2020-12. */
const only31: Readonly<Record<string, object>> = {
  'dependent schemas': answering({
    type: 'object',
    required: ['a'],
    dependentSchemas: { a: { required: ['b'], properties: { b: { type: 'integer' } } } },
  }),
  'several conditions': answering({
    type: 'object',
    required: ['kind'],
    properties: { kind: { enum: ['a', 'b'] } },
    allOf: ['a', 'b'].map((kind) => ({
      if: { properties: { kind: { const: kind } }, required: ['kind'] },
      then: { required: [`of ${kind}`] },
    })),
  }),
  tuple: answering({
    type: 'array',
    prefixItems: [{ type: 'integer' }, { type: 'string', pattern: '^x' }],
    items: false,
    minItems: 2,
  }),
  contains: answering({ type: 'array', items: { type: 'integer' }, contains: { minimum: 100 }, minContains: 2 }),
  'dependent members': answering({
    type: 'object',
    required: ['a'],
    properties: { a: { type: 'integer' }, b: { type: 'integer' } },
    dependentRequired: { a: ['b'] },
  }),
  'names of members': answering({
    type: 'object',
    minProperties: 2,
    propertyNames: { pattern: '^[a-z]{3}$' },
    additionalProperties: { type: 'integer' },
  }),
  'patterns of members': answering({
    type: 'object',
    minProperties: 2,
    patternProperties: { '^x-': { type: 'integer' } },
    additionalProperties: false,
  }),
  'closed from outside': answering({
    allOf: [object],
    properties: { c: { type: 'integer' } },
    unevaluatedProperties: false,
  }),
  'types in a list': answering({ type: ['null', 'integer'], minimum: 4 }),
  'null alone': answering({ type: 'null' }),
  'a condition': answering({
    type: 'object',
    required: ['kind'],
    properties: { kind: { enum: ['a', 'b'] } },
    if: { properties: { kind: { const: 'a' } } },
    then: { required: ['x'], properties: { x: { type: 'integer' } } },
  }),
  'members of a reference': answering({ ...ref('Chain'), required: ['next'], properties: { id: { minimum: 50 } } }),
  'a circle that null ends': answering(ref('Ended')),
  'number limits': answering({ type: 'number', exclusiveMinimum: 5 }),
  'query list or null': asking(query({ anyOf: [{ ...list, minItems: 1 }, { type: 'null' }] })),
  'base64 text': answering({ type: 'string', contentEncoding: 'base64' }),
};

const only30: Readonly<Record<string, object>> = {
  nullable: answering({ type: 'string', nullable: true, minLength: 3 }),
  'a circle that null ends': answering(ref('Nullable')),
  'exclusive limits': answering({ type: 'integer', minimum: 5, exclusiveMinimum: true }),
  'query nullable': asking(query({ type: 'integer', nullable: true })),
};

const discriminated = { 'told apart by a member': answering(ref('Pet')) };

async function run(
  openapi: string,
  items: Readonly<Record<string, object>>,
): Promise<{ findings: string[]; noted: string[]; skipped: string[]; exchanges: number }> {
  const paths = Object.fromEntries(
    Object.entries(items).map(([name, item]) => [`/${name.replaceAll(' ', '-')}`, item]),
  );
  const servers = [
    {
      url: 'https://{tenant}.api.example/{base}/v1',
      variables: { tenant: { default: 'a' }, base: { default: 'api' } },
    },
  ];
  const description: JsonObject = { openapi, info: { title: 'Odd', version: '1' }, servers, paths, components };
  const contract = createContract(description, { serverBases: ['http://127.0.0.1'] });
  const collector = createCollector({ title: 'Odd', operations: contract.operations, notReached: 'Not reached.' });
  const plan = createMockPlanner({ description, contract });
  const operations = readOperations(description, contract.operations);
  const plans = operations.map((operation) => plan(operation, basePathOf(operation.server)));
  const mock = await startMock({ description: withPlannedAnswers(description, plans), errorShape: 'ecwid' });
  try {
    await runMock({ contract, plans, mockUrl: mock.url, collector });
  } finally {
    await mock.close();
  }
  const { summary, operations: told, skipped } = collector.report();
  const messages = (isWanted: (severity: string) => boolean): string[] =>
    told.flatMap(({ title, groups }) =>
      groups.filter(({ finding }) => isWanted(finding.severity)).map(({ finding }) => `${title}: ${finding.message}`),
    );
  return {
    findings: messages((severity) => severity === 'breaking'),
    noted: messages((severity) => severity !== 'breaking'),
    skipped: skipped.map(({ operationId, reason }) => `${operationId}: ${reason}`),
    exchanges: summary.exchanges,
  };
}

describe('a mock of a right description is right', { timeout: 60_000 }, () => {
  it.each([
    ['3.1.0', { ...odd, ...only31, ...discriminated }],
    ['3.0.3', { ...odd, ...only30, ...discriminated }],
  ])('in OpenAPI %s', async (openapi, items) => {
    const { findings, skipped, exchanges } = await run(openapi, items);
    expect({ findings, skipped }).toEqual({ findings: [], skipped: [] });
    expect(exchanges).toBeGreaterThanOrEqual(Object.keys(items).length);
  });

  it('says why a part cannot be asked for', async () => {
    const { findings, skipped } = await run('3.1.0', {
      impossible: answering({ type: 'string', minLength: 5, maxLength: 2 }),
      'endless circle': answering({ $ref: '#/components/schemas/Endless' }),
      'unknown reference': asking(query({ type: 'string', pattern: '(?<=a)\\b(?<!a)^$', minLength: 1 })),
      'text without end': answering({ type: 'string', minLength: 1e9 }),
      'names of no pattern': answering({
        type: 'object',
        minProperties: 1,
        patternProperties: { '[': { type: 'integer' } },
      }),
      'status 407': { get: { responses: { 407: ok } } },
      'header of the connection': asking({ ...within('header', { type: 'integer' }), name: 'Content-Length' }),
      'header of no name': asking({ ...within('header', { type: 'integer' }), name: 'a b' }),
      'packed answer': {
        get: {
          responses: {
            200: { ...ok, headers: { 'Content-Encoding': { required: true, schema: { type: 'string' } } } },
          },
        },
      },
      'answer in another charset': {
        get: {
          responses: {
            200: {
              description: 'Done',
              content: { 'text/plain; charset=iso-8859-1': { schema: { type: 'string', pattern: '^é$' } } },
            },
          },
        },
      },
      'length of no body': {
        head: {
          responses: {
            200: {
              description: 'There',
              headers: { 'Content-Length': { required: true, schema: { type: 'integer' } } },
            },
          },
        },
      },
      'parts as an answer': {
        get: {
          responses: {
            200: { description: 'Done', content: { 'multipart/form-data': { schema: object, example: { a: 1 } } } },
          },
        },
      },
      'several media types in one': taking({
        'application/json, text/json': { schema: { ...object }, example: { a: 1 } },
      }),
      'media type of two lines': taking({ 'application/json\n': { schema: object } }),
      './here': { get: { responses: { 200: ok } } },
      'header that tells the mock': asking({ ...within('header', { enum: ['return=minimal'] }), name: 'Prefer' }),
      'no media type': taking({ json: { schema: object } }),
      'no content': { post: { requestBody: { required: true }, responses: { 200: ok } } },
      OPTIONS: { options: { responses: { 200: ok } } },
      TRACE: { trace: { responses: { 200: ok } } },
      'body of GET': {
        get: {
          requestBody: { required: true, content: { 'application/json': { schema: object } } },
          responses: { 200: ok },
        },
      },
    });
    expect(findings).toEqual([]);
    expect(skipped.map((line) => line.replace(/^null: |^[A-Z]+ \/[^:]*: /, ''))).toMatchInlineSnapshot(`
      [
        "The answer 200 (application/json) is left out: its schema allows no value that can be made.",
        "The answer 200 (application/json) is left out: its schema allows no value that can be made.",
        "No value was found for query parameter "q": its schema allows none that can be made.",
        "The answer 200 (application/json) is left out: its schema allows no value that can be made.",
        "The answer 407 is left out: what asks the mock does not show it.",
        "The header parameter "Content-Length" cannot be sent: what sends a request writes that header itself.",
        "The header parameter "a b" cannot be sent: no header can have such a name.",
        "The answer 200 is left out: its header "Content-Encoding" cannot be written here.",
        "The answer 200 (text/plain; charset=iso-8859-1) is left out: The response body must be a string that matches ^é$, but is the string "Ã©".",
        "The answer 200 is left out: its header "Content-Length" cannot be written here.",
        "The answer 200 (multipart/form-data) is left out: the mock writes no answer of several parts.",
        "No application/json, text/json body was found: no type falls under it alone.",
        "No application/json  body was found: no type falls under it alone.",
        "Clients take the segment "." out of its path.",
        "The header parameter "Prefer" cannot be sent: the mock is told by it what to answer.",
        "No json body was found: no type falls under it alone.",
        "It takes a body, and no content is described for it.",
        "The mock answers OPTIONS by itself, since browsers ask that before they call.",
        "TRACE cannot be sent from here.",
        "A GET request cannot be sent with a body from here.",
      ]
    `);
  });

  it('makes values of which nothing is told', async () => {
    const both = {
      type: 'object',
      required: ['id', 'name'],
      properties: {
        id: { type: 'integer', readOnly: true },
        name: { type: 'string' },
        secret: { type: 'string', writeOnly: true },
      },
    };
    const given = { ...both, example: { id: 1, name: 'Ann', secret: 'x' } };
    const flagged = {
      type: 'object',
      required: ['id'],
      properties: { id: ref('Marked'), other: { allOf: [ref('Marked')] }, name: { type: 'string' } },
    };
    const { findings, noted } = await run('3.1.0', {
      'answer that an example gives': answering(given),
      'body that an example gives': taking({ 'application/json': { schema: given } }),
      'body with what a reference marks': taking({ 'application/json': { schema: flagged } }),
      'answer told apart by what nobody describes': answering({
        oneOf: [ref('Ended'), ref('Upload')],
        discriminator: { propertyName: 'kind' },
      }),
    });
    expect({ findings, noted }).toEqual({ findings: [], noted: [] });
  });

  it('is not stopped by slips: empty keywords, and `required` as Swagger 1 had it', async () => {
    const slip = { type: 'object', properties: null, patternProperties: null, required: true };
    const { findings, skipped } = await run('3.0.3', { slips: answering({ allOf: [slip, object, slip] }) });
    expect({ findings, skipped }).toEqual({ findings: [], skipped: [] });
  });

  it('finds an example that breaks the contract all the same', async () => {
    const { findings } = await run('3.1.0', {
      answer: {
        get: {
          responses: {
            200: {
              description: 'Done',
              content: { 'application/json': { schema: { type: 'integer' }, example: 'x' } },
            },
          },
        },
      },
      question: asking(query({ type: 'integer' }, { example: 'x' })),
      // The status is the one that the mock refuses with, and the body is not the one that is described.
      refused: {
        get: {
          ...asking(query({ type: 'integer' }, { example: 'x' })).get,
          responses: { 400: { ...ok, content: { 'application/json': { schema: { type: 'integer' } } } } },
        },
      },
    });
    expect(findings.map((line) => line.replace(/:? (?:when|but is) .*/s, ''))).toEqual([
      'GET /answer: The response body must be an integer,',
      'GET /question: The mock refused GET /question with 400',
      'GET /refused: The mock refused GET /refused with 400',
    ]);
  });

  it('asks no host and opens no file, whatever refers to one', async () => {
    const asked: string[] = [];
    const host = createServer((message, response) => {
      asked.push(message.url ?? '');
      response.end('{}');
    });
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
    const there = `http://127.0.0.1:${(host.address() as AddressInfo).port}/there.json`;
    const content = {
      'application/json': { schema: { $ref: there }, example: { $ref: there, list: [{ $ref: there }] } },
    };
    const { findings } = await run('3.1.0', {
      schema: answering({ $ref: there }),
      example: { get: { responses: { 200: { description: 'Done', content } } } },
      response: { get: { responses: { 200: { $ref: there } } } },
      parameter: asking({ $ref: there }, { $ref: 'file:///etc/passwd' }, { $ref: '/etc/passwd' }),
      item: { $ref: there },
    });
    host.close();
    expect({ asked, findings }).toEqual({ asked: [], findings: [] });
  });
});
