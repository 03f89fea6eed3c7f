import { describe, expect, test } from 'vitest';
import type { Finding } from '../../scripts/engine/contract.ts';
import { answering, brief, check, createContract, description, searching, taking } from './support.ts';

const price = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'integer' }, price: { type: ['number', 'null'] }, kind: { enum: ['A', 'B'] } },
};
const list = { type: 'object', properties: { items: { type: 'array', items: price } } };

describe('a finding', () => {
  test('has the fields that reports are made of', () => {
    const contract = createContract(
      description({
        '/items/{id}': {
          get: {
            operationId: 'getItem',
            externalDocs: { url: 'https://docs.example/get-item' },
            responses: { 200: { description: 'ok', content: { 'application/json': { schema: price } } } },
          },
        },
      }),
    );
    expect(
      check(contract, { url: 'https://api.example/items/5?x', answer: { id: '5' }, exchange: 7 })[1],
    ).toEqual<Finding>({
      kind: 'invalid-response-body',
      severity: 'breaking',
      operationId: 'getItem',
      method: 'GET',
      path: '/items/{id}',
      status: 200,
      pointer: '/id',
      expected: 'an integer',
      actual: 'the string "5"',
      message: 'In the response body, `/id` must be an integer, but is the string "5".',
      docs: 'https://docs.example/get-item',
      exchange: 7,
    });
  });

  test('has nulls where nothing is known', () => {
    const contract = createContract(description({ '/a': { get: { responses: {} } } }));
    expect(check(contract, { url: '/a', status: 200 })[0]).toMatchObject({
      operationId: null,
      docs: null,
      exchange: null,
    });
    expect(check(contract, { url: '/b?token=secret', status: 0 })[0]).toMatchObject({
      operationId: null,
      path: '/b',
      status: null,
    });
  });

  test('reads as a sentence', () => {
    const sentences = (findings: Finding[]): string[] => findings.map(({ message }) => message);
    expect(
      sentences(check(answering(list), { answer: { items: [{ price: '9.99', kind: 'C', colour: {} }] } })),
    ).toEqual([
      'In the response body, the required property `/items/0/id` is missing.',
      'In the response body, `/items/0/price` must be a number or null, but is the string "9.99".',
      'In the response body, `/items/0/kind` must be one of "A", "B", but is the string "C".',
      'In the response body, `/items/0/colour` is not in the description.',
    ]);
    const limit = { name: 'limit', in: 'query', required: true, schema: { type: 'integer', maximum: 100 } };
    expect(sentences(check(searching([limit]), { url: '/search?limit=500&x=1', status: 200 }))).toEqual([
      'In the query parameter "limit", the value must be at most 100, but is 500.'.replace(
        'In the query parameter "limit", the value',
        'The query parameter "limit"',
      ),
      'The query parameter "x" is not in the description.',
      'The response has the status 200, but the description has only 204.',
    ]);
    expect(sentences(check(searching([limit]), { url: '/search', status: 204 }))).toEqual([
      'The required query parameter "limit" is missing.',
    ]);
    expect(sentences(check(answering(list), { answer: '<html>', type: 'text/html' }))).toEqual([
      "The response's content type is text/html, but must be application/json.",
    ]);
    expect(sentences(check(answering(list), { answer: '{"items":[' }))).toEqual([
      'The response body is cut off, although its content type is application/json.',
    ]);
    for (const message of sentences(check(answering(list), { url: '/else' }))) expect(message).toMatch(/^[A-Z].*\.$/);
  });
});

describe('one fault is one finding', () => {
  const branches = Array.from({ length: 20 }, (_, i) => ({
    type: 'object',
    required: ['type', 'value'],
    properties: {
      type: { const: `t${i}` },
      value: { type: i % 2 ? 'string' : 'integer' },
      [`only${i}`]: { type: 'string' },
    },
  }));

  test('in the branch that a tag names', () => {
    expect(brief(check(answering({ oneOf: branches }), { answer: { type: 't4', value: 'x' } }))).toEqual([
      'invalid-response-body /value',
    ]);
  });

  test('in the branch whose members are there, without a tag', () => {
    const untagged = branches.map(({ properties: { type: _, ...properties } }) => ({
      type: 'object',
      required: Object.keys(properties),
      properties,
    }));
    expect(brief(check(answering({ anyOf: untagged }), { answer: { value: 3, only6: 5 } }))).toEqual([
      'invalid-response-body /only6',
    ]);
  });

  test('in the branch that a discriminator names', () => {
    const schemas = {
      A: { properties: { kind: { type: 'string' }, a: { type: 'string' } }, required: ['a', 'kind'] },
      B: { properties: { kind: { type: 'string' }, b: { type: 'string' } }, required: ['b', 'kind'] },
    };
    const schema = {
      oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }],
      discriminator: { propertyName: 'kind', mapping: { bee: '#/components/schemas/B' } },
    };
    const contract = answering(schema, { components: { schemas } });
    expect(brief(check(contract, { answer: { kind: 'bee' } }))).toEqual(['invalid-response-body /b']);
    expect(brief(check(contract, { answer: { kind: 'A' } }))).toEqual(['invalid-response-body /a']);
  });

  test('names all that would do when no branch has the type', () => {
    const [finding] = check(answering({ oneOf: [{ type: 'integer' }, { enum: ['all', 'none'] }, { type: 'null' }] }), {
      answer: { a: 1 },
    });
    expect(finding).toMatchObject({
      pointer: '',
      expected: 'an integer, null or one of "all", "none"',
      actual: 'an object',
    });
  });

  test('names all kinds that there are when no branch has the given one', () => {
    const kinds = ['cat', 'dog', 'owl'].map((kind) => ({
      type: 'object',
      properties: { kind: { const: kind } },
      required: ['kind', 'age'],
    }));
    expect(check(answering({ oneOf: kinds }), { answer: { kind: 'cow' } })).toMatchObject([
      { pointer: '/kind', expected: 'one of "cat", "dog", "owl"', actual: 'the string "cow"' },
    ]);
  });

  test('in nested choices', () => {
    const schema = {
      oneOf: [
        { type: 'array', items: { anyOf: [...branches, { type: 'null' }] } },
        { type: 'object', oneOf: branches },
      ],
    };
    expect(brief(check(answering(schema), { answer: [null, { type: 't1', value: 1 }] }))).toEqual([
      'invalid-response-body /1/value',
    ]);
  });

  const faulty = (length: number): string => {
    const items = Array.from({ length }, (_, i) => ({ id: i, price: i % 2 ? '1' : 1, colour: 'red' }));
    return JSON.stringify({ items });
  };

  test('in 10,000 items, with their number', () => {
    const findings = check(answering(list), { answer: faulty(10_000) });
    expect(findings.map(({ pointer, count }) => [pointer, count])).toEqual([
      ['/items/1/price', 5_000],
      ['/items/0/colour', 10_000],
    ]);
  });

  test('at a cost that grows with their number only', () => {
    const contract = answering(list);
    const cost = (answer: string): number => {
      const costs = Array.from({ length: 3 }, () => {
        const before = process.cpuUsage().user;
        check(contract, { answer });
        return process.cpuUsage().user - before;
      });
      return Math.min(...costs);
    };
    const few = faulty(4_000);
    check(contract, { answer: few });
    // Eight times the items: were every item compared with every other, it would be 64 times the cost.
    expect(cost(faulty(32_000)) / cost(few)).toBeLessThan(24);
  });

  test('in 10,000 items of a choice', () => {
    const items = Array.from({ length: 10_000 }, () => ({ type: 't3', value: 3 }));
    expect(check(answering({ type: 'array', items: { oneOf: branches } }), { answer: items })).toMatchObject([
      { pointer: '/0/value', count: 10_000 },
    ]);
  });
});

describe('tokens', () => {
  const token = 'secret_Zx81kd93ns72bq';
  const echo = { type: 'object', properties: { note: { type: 'integer' }, accessToken: { type: 'integer' } } };
  const seen = (findings: Finding[]): string => JSON.stringify(findings);

  test.each<[name: string, url: string, headers: [string, string][]]>([
    ['in the header', '/thing', [['Authorization', `Bearer ${token}`]]],
    ['in the query', `/thing?token=${token}`, []],
    ['encoded in the query', `/thing?token=${token.replace('_', '%5F')}`, []],
    ['in a header of their own', '/thing', [['X-Auth-Token', token]]],
    ['in a cookie', '/thing', [['Cookie', `session=${token}`]]],
  ])('never show: %s', (_name, url, headers) => {
    const findings = check(answering(echo), { url, headers, answer: { note: `your token is ${token}` } });
    expect(findings.find(({ pointer }) => pointer === '/note')?.actual).toBe('the string "your token is [redacted]"');
    expect(seen(findings)).not.toContain(token.slice(7));
  });

  test('never show where they were cut short, or in a path', () => {
    const long = `secret_${'ab12'.repeat(40)}`;
    const contract = answering(echo);
    const headers: [string, string][] = [['Authorization', `Bearer ${long}`]];
    expect(seen(check(contract, { headers, answer: { note: `x${long}` } }))).not.toContain('ab12');
    expect(seen(check(contract, { url: `/nowhere/${long}`, headers }))).not.toContain('ab12');
  });

  test('never show where a name says that they are secret', () => {
    const findings = check(answering(echo), { answer: { accessToken: 'something new' } });
    expect(findings).toMatchObject([{ pointer: '/accessToken', actual: '[redacted]' }]);
    expect(seen(findings)).not.toContain('something new');
    const inBody = taking({ type: 'object', properties: { password: { type: 'integer' } } });
    expect(
      seen(
        check(inBody, {
          method: 'POST',
          headers: [['content-type', 'application/json']],
          body: '{"password":"hunter2!"}',
          status: 204,
        }),
      ),
    ).not.toContain('hunter2');
  });

  test('an ill-typed token parameter', () => {
    const parameter = { name: 'token', in: 'query', schema: { type: 'string', maxLength: 3 } };
    const findings = check(searching([parameter]), { url: `/search?token=${token}`, status: 204 });
    expect(brief(findings)).toEqual(['invalid-parameter /query/token']);
    expect(seen(findings)).not.toContain(token.slice(7));
  });
});

describe('whatever the peer sends', () => {
  const contract = answering(
    { $ref: '#/components/schemas/Node' },
    {
      components: {
        schemas: { Node: { type: 'object', properties: { next: { $ref: '#/components/schemas/Node' } } } },
      },
    },
  );

  test.each([5_000, 200_000])('a body nested %d deep is checked or given up, without an exception', (depth) => {
    const answer = `${'{"next":'.repeat(depth)}{}${'}'.repeat(depth)}`;
    expect(() => check(contract, { answer })).not.toThrow();
  });

  test('members that JavaScript treats specially', () => {
    expect(brief(check(contract, { answer: '{"__proto__":{"x":1},"next":{"hasOwnProperty":1}}' }))).toEqual([
      'undocumented-response-field /__proto__',
      'undocumented-response-field /next/hasOwnProperty',
    ]);
  });

  test('a URL that is none', () => {
    expect(() => check(contract, { url: 'http://[::1' })).not.toThrow();
    expect(() => check(contract, { url: '' })).not.toThrow();
  });
});
