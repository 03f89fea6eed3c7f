import { expect, test } from 'vitest';
import type { FindingKind, Severity } from '../../scripts/engine/contract.ts';
import { check, createContract, description, type Brief } from './support.ts';

const schema = {
  type: 'object',
  required: ['name'],
  properties: {
    id: { type: 'integer', readOnly: true },
    name: { type: 'string' },
    password: { type: 'string', writeOnly: true },
    code: { type: 'string', pattern: '^(?=a)(a+)+$' },
  },
};
const json = { 'application/json': { schema } };
const headers = { 'X-Total': { required: true, schema: { type: 'integer' } } };
const contract = createContract(
  description({
    '/things': {
      get: {
        parameters: [{ name: 'limit', in: 'query', required: true, schema: { type: 'integer' } }],
        responses: { 200: { description: 'ok', headers, content: json } },
      },
      post: {
        requestBody: { required: true, content: json },
        responses: { 201: { description: 'made' }, 204: { description: 'made' } },
      },
    },
  }),
);

const get: Brief = { url: '/things?limit=5', responseHeaders: [['X-Total', '1']], answer: { name: 'Tea' } };
const post: Brief = {
  method: 'POST',
  url: '/things',
  headers: [['Content-Type', 'application/json']],
  body: '{"name":"Tea"}',
  status: 204,
};

/** One exchange for every kind of finding there is: the type insists on it. */
const kinds: Record<FindingKind, [Severity, Brief]> = {
  'undocumented-path': ['breaking', { ...get, url: '/nothing' }],
  'undocumented-method': ['breaking', { ...get, method: 'PATCH' }],
  'undocumented-status': ['breaking', { ...get, status: 202 }],
  'missing-parameter': ['breaking', { ...get, url: '/things' }],
  'invalid-parameter': ['breaking', { ...get, url: '/things?limit=x' }],
  'undocumented-query-parameter': ['additive', { ...get, url: '/things?limit=5&offset=1' }],
  'request-content-type': ['breaking', { ...post, headers: [['Content-Type', 'text/plain']] }],
  'missing-request-body': ['breaking', { ...post, body: '' }],
  'undocumented-request-body': ['additive', { ...get, body: '{}' }],
  'malformed-request-body': ['breaking', { ...post, body: '{"name":' }],
  'invalid-request-body': ['breaking', { ...post, body: '{"name":5}' }],
  'undocumented-request-field': ['additive', { ...post, body: '{"name":"Tea","colour":"green"}' }],
  'read-only-request-field': ['additive', { ...post, body: '{"name":"Tea","id":1}' }],
  'missing-response-header': ['breaking', { ...get, responseHeaders: [] }],
  'invalid-response-header': ['breaking', { ...get, responseHeaders: [['X-Total', 'some']] }],
  'response-content-type': ['breaking', { ...get, type: 'text/html' }],
  'missing-response-body': ['breaking', { ...get, answer: '' }],
  'undocumented-response-body': ['additive', { ...post, status: 201, answer: { id: 1 } }],
  'malformed-response-body': ['breaking', { ...get, answer: '<html>' }],
  'truncated-response-body': ['breaking', { ...get, answer: '{"name":"T' }],
  'invalid-response-body': ['breaking', { ...get, answer: { name: null } }],
  'undocumented-response-field': ['additive', { ...get, answer: { name: 'Tea', colour: 'green' } }],
  'not-judged': ['breaking', { ...get, answer: { name: 'Tea', code: `${'a'.repeat(50)}!` } }],
  'write-only-response-field': ['additive', { ...get, answer: { name: 'Tea', password: 'x' } }],
};

test('nothing is found where nothing is wrong', () => {
  expect([check(contract, get), check(contract, post)]).toEqual([[], []]);
});

test.each(Object.entries(kinds))('%s', (kind, [severity, exchange]) => {
  expect(check(contract, exchange)).toEqual([expect.objectContaining({ kind, severity })]);
});
