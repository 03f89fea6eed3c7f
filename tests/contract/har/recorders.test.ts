import * as zlib from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createEntryChecker } from '../../../scripts/contract/har/check-entry.ts';
import { packedReason } from '../../../scripts/contract/report/collector.ts';
import { createContract } from '../../../scripts/engine/contract.ts';

/** From Node 22.15 on. */
const { zstdCompressSync } = zlib as { zstdCompressSync?: (bytes: Buffer) => Buffer };

const json = {
  'application/json': { schema: { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } } },
};
const fields = {
  type: 'object',
  required: ['name', 'age'],
  properties: { name: { type: 'string' }, age: { type: 'integer' } },
};
const taking = (content: object): object => ({
  post: { requestBody: { required: true, content }, responses: { 201: { description: 'Done', content: json } } },
});
const page = { name: 'page', in: 'query', required: true, schema: { type: 'integer' } };

const description = {
  openapi: '3.1.0',
  info: { title: 'Recorded', version: '1' },
  servers: [{ url: 'https://api.example/v1' }, { url: 'http://api.example/v1' }],
  paths: {
    '/rows': {
      ...taking(json),
      get: { parameters: [page], responses: { 200: { description: 'Rows', content: json } } },
    },
    '/form': taking({ 'application/x-www-form-urlencoded': { schema: fields } }),
    '/multi': taking({ 'multipart/form-data': { schema: fields } }),
    '/upload': taking({ 'image/png': { schema: { type: 'string', format: 'binary', maxLength: 4 } } }),
    '/moved': {
      get: {
        responses: {
          302: { description: 'Moved', headers: { Location: { required: true, schema: { type: 'string' } } } },
        },
      },
    },
    '/cookies': {
      get: {
        parameters: [{ name: 'tier', in: 'cookie', required: true, schema: { type: 'string' } }],
        responses: {
          200: {
            description: 'Cookies',
            headers: { 'Set-Cookie': { required: true, schema: { type: 'string' } } },
            content: json,
          },
        },
      },
    },
    '/keyed': {
      get: {
        parameters: [
          { name: 'X-Key', in: 'header', required: true, schema: { type: 'string' } },
          { name: 'tier', in: 'cookie', required: true, schema: { type: 'string' } },
        ],
        responses: {
          200: {
            description: 'Keyed',
            headers: { 'X-Left': { required: true, schema: { type: 'integer' } } },
            content: json,
          },
        },
      },
    },
  },
};

type Header = readonly [name: string, value: string];
const headers = (...lines: Header[]): object[] => lines.map(([name, value]) => ({ name, value }));
const ofJson: Header = ['Content-Type', 'application/json'];
const answer = {
  status: 201,
  headers: headers(ofJson),
  content: { mimeType: 'application/json', size: 8, text: '{"id":1}' },
};
const post = (path: string, request: object, response: object = answer): object => ({
  request: { method: 'POST', url: `https://api.example/v1${path}`, headers: headers(ofJson), ...request },
  response,
});
const get = (response: object, request: object = {}): object => ({
  request: { method: 'GET', url: 'https://api.example/v1/rows?page=1', headers: [], bodySize: 0, ...request },
  response: { status: 200, headers: headers(ofJson), ...response },
});

/** What is told of one entry: `kind pointer` of each finding, or why it was left out. */
function tell(entry: unknown): string[] {
  const outcome = createEntryChecker({ contracts: [createContract(description)] })(entry, 0);
  if (outcome?.kind !== 'checked') return outcome ? [outcome.reason] : [];
  const told = outcome.findings.map(({ kind, pointer }) => `${kind} ${pointer}`);
  return outcome.isPacked ? [...told, packedReason] : told;
}

const multipart = (...parts: string[]): string =>
  `${parts.map((part) => `--b\r\nContent-Disposition: form-data; ${part}\r\n`).join('')}--b--\r\n`;
const ofMultipart: Header = ['Content-Type', 'multipart/form-data; boundary=b'];

describe('a request body that the recording does not hold is not judged', () => {
  it.each<[string, object]>([
    ['no size and no text (Playwright without bodies)', { bodySize: -1 }],
    ['no size at all', {}],
    ['an empty text and no size', { bodySize: -1, postData: { mimeType: 'application/json', text: '', params: [] } }],
    [
      'kept in another file (Playwright)',
      { bodySize: 0, postData: { mimeType: 'application/json', text: '', _file: 'a.json' } },
    ],
    ['a size only (omitted bodies)', { bodySize: 8, postData: { mimeType: 'application/json', text: '', params: [] } }],
    [
      'a Content-Length beside a size of 0 (Chrome, beacons)',
      { bodySize: 0, headers: headers(ofJson, ['Content-Length', '8']) },
    ],
    [
      'sent in chunks (mitmproxy, streamed)',
      { bodySize: 0, headers: headers(ofJson, ['Transfer-Encoding', 'chunked']) },
    ],
    [
      'text of null (mitmproxy, HTTP/2)',
      { bodySize: 0, postData: { mimeType: 'application/json', text: null, params: [] } },
    ],
    [
      'left out with a comment (Firefox)',
      { bodySize: 0, postData: { text: '', comment: 'Request bodies are not included' } },
    ],
    ['a text that is an object', { bodySize: 8, postData: { mimeType: 'application/json', text: { id: 1 } } }],
    [
      'packed by an unknown coding',
      {
        bodySize: 4,
        headers: headers(ofJson, ['Content-Encoding', 'x-own']),
        postData: {
          mimeType: 'application/json',
          text: Buffer.from([0xff, 1, 2]).toString('base64'),
          encoding: 'base64',
        },
      },
    ],
  ])('%s', (name, request) => {
    expect(tell(post('/rows', request))).toEqual(name.startsWith('packed') ? [packedReason] : []);
  });

  it('bytes that were spoilt when they were written as text (Chrome)', () => {
    const text = 'a\ufffd\ufffdb\ufffd';
    expect(
      tell(post('/upload', { headers: headers(['Content-Type', 'image/png']), bodySize: 9, postData: { text } })),
    ).toEqual([]);
  });

  it('a form without its files (Chrome)', () => {
    const text = multipart('name="name"\r\n\r\nann');
    const request = { headers: headers(ofMultipart, ['Content-Length', '4000']), bodySize: 4000, postData: { text } };
    expect(tell(post('/multi', request))).toEqual([]);
  });

  it('fields of a form with a file', () => {
    const params = [
      { name: 'name', value: 'ann' },
      { name: 'pic', fileName: 'a.png' },
    ];
    const request = { headers: [], postData: { mimeType: 'multipart/form-data', params } };
    expect(tell(post('/multi', request))).toEqual([]);
  });
});

describe('a request body that was not sent is missing', () => {
  it.each<[string, object]>([
    ['a size of 0', { bodySize: 0 }],
    ['an empty text', { postData: { mimeType: 'application/json', text: '' } }],
    ['an empty text of size 0 (Firefox)', { bodySize: 0, postData: { mimeType: '', params: [], text: '' } }],
    ['a Content-Length of 0', { bodySize: -1, headers: headers(ofJson, ['content-length', '0']) }],
  ])('%s', (_, request) => {
    expect(tell(post('/rows', request))).toEqual(['missing-request-body ']);
  });
});

describe('a request body is found where the recorder keeps it', () => {
  const wrong = ['invalid-request-body /id'];
  it.each<[string, object, string[]]>([
    ['text', { postData: { mimeType: 'application/json', text: '{"id":"a"}' } }, wrong],
    [
      'base64 (Playwright, mitmproxy)',
      { postData: { text: Buffer.from('{"id":"a"}').toString('base64'), encoding: 'base64' } },
      wrong,
    ],
    [
      '"_content" (HTTP Toolkit)',
      { _content: { text: Buffer.from('{"id":"a"}').toString('base64'), encoding: 'base64' } },
      wrong,
    ],
    [
      'packed, in base64',
      {
        headers: headers(ofJson, ['Content-Encoding', 'gzip']),
        postData: { text: zlib.gzipSync('{"id":"a"}').toString('base64'), encoding: 'base64' },
      },
      wrong,
    ],
    [
      'packed, written as text',
      {
        headers: headers(ofJson, ['Content-Encoding', 'gzip']),
        postData: { text: zlib.gzipSync('{"id":"a"}').toString('latin1') },
      },
      wrong,
    ],
    [
      'the type beside it, headers not kept',
      { headers: [], postData: { mimeType: 'application/json', text: '{"id":"a"}' } },
      wrong,
    ],
  ])('%s', (_, request, expected) => {
    expect(tell(post('/rows', request))).toEqual(expected);
  });

  const params = [
    { name: 'name', value: 'å&b=' },
    { name: 'age', value: 'old' },
    { name: 'age', value: '3', disabled: true },
  ];
  it.each([
    ['/form', 'application/x-www-form-urlencoded'],
    ['/form', 'application/x-www-form-urlencoded; charset=utf-8'],
    ['/multi', 'multipart/form-data'],
    ['/multi', 'multipart/form-data; boundary=lost'],
  ])('fields of %s as %s (Insomnia, Postman, Fiddler, Charles)', (path, mimeType) => {
    const request = { headers: [], bodySize: -1, postData: { mimeType, params } };
    expect(tell(post(path, request))).toEqual(['invalid-request-body /age']);
    const right = { ...request, postData: { mimeType, params: params.with(1, { name: 'age', value: '3' }) } };
    expect(tell(post(path, right))).toEqual([]);
  });

  it('the boundary of a multipart body is named beside it (mitmproxy), where the header line was written without', () => {
    const text = multipart('name="name"\r\n\r\nann\r\n', 'name="age"\r\n\r\nold\r\n');
    const lines = headers(['Content-Type', 'multipart/form-data']);
    expect(tell(post('/multi', { headers: lines, postData: { mimeType: ofMultipart[1], text } }))).toEqual([
      'invalid-request-body /age',
    ]);
  });

  it('behind the header lines of a form (Firefox)', () => {
    const type = 'application/x-www-form-urlencoded';
    const text = `Content-Type: ${type}\r\nContent-Length: 14\r\n\r\nname=a&age=old`;
    const request = { headers: headers(['Content-Type', type]), postData: { mimeType: type, text, params: [] } };
    expect(tell(post('/form', request))).toEqual(['invalid-request-body /age']);
  });

  it('names of fields are what they are', () => {
    const named = params.with(1, { name: 'größe "x"', value: '3' });
    expect(tell(post('/multi', { headers: [], postData: { mimeType: 'multipart/form-data', params: named } }))).toEqual(
      ['invalid-request-body /age', 'undocumented-request-field /größe "x"'],
    );
  });
});

describe('a response body', () => {
  it.each<[string, object]>([
    [
      'text of null beside a Content-Length (mitmproxy, streamed)',
      { content: { size: 0, text: null }, headers: headers(ofJson, ['Content-Length', '52']) },
    ],
    [
      'an empty text of chunks (mitmproxy)',
      { content: { size: 0, text: '' }, headers: headers(ofJson, ['Transfer-Encoding', 'chunked']) },
    ],
    ['text of null (mitmproxy, HTTP/2)', { content: { size: 0, text: null } }],
    ['zeros (Safari)', { bodySize: 0, content: { size: 0, compression: 0, mimeType: 'application/json' } }],
    ['sizes of -1 (Playwright, Firefox)', { bodySize: -1, content: { size: -1, mimeType: 'application/json' } }],
    ['a size only (Chrome, forgotten)', { bodySize: 10, content: { size: 8, mimeType: 'application/json' } }],
    ['kept in another file (Playwright)', { content: { size: 8, text: '', _file: 'a.json' } }],
    [
      'left out with a comment (Firefox)',
      { content: { size: 0, text: '', comment: 'Response bodies are not included.' } },
    ],
    ['no content', {}],
    ['content of null', { content: null }],
    [
      'bytes that happen to be UTF-8, of an unknown coding, packed',
      {
        content: { text: Buffer.from([1, 2, 3]).toString('base64'), encoding: 'base64' },
        headers: headers(ofJson, ['Content-Encoding', 'dcb']),
      },
    ],
    ['a text that is an object', { content: { size: 0, text: { id: 1 } } }],
    ['cut off by the recorder (Firefox)', { content: { size: 5000, text: '{"id":1,"more":"te' } }],
    [
      'bytes written as text',
      {
        content: { text: '\ufffdPNG\ufffd', mimeType: 'image/png' },
        headers: headers(['Content-Type', 'image/png'], ['X-Own', '1']),
      },
    ],
    [
      'cut off while packed',
      {
        content: {
          text: zlib.gzipSync('{"id":1,"more":"text"}').subarray(0, 18).toString('base64'),
          encoding: 'base64',
        },
        headers: headers(ofJson, ['Content-Encoding', 'gzip']),
      },
    ],
  ])('that is not held is not judged: %s', (name, response) => {
    const packed = name.endsWith('packed') ? [packedReason] : [];
    const expected = name.startsWith('bytes written') ? ['response-content-type '] : packed;
    expect(tell(get(response))).toEqual(expected);
  });

  it.each<[string, object]>([
    ['an empty text', { content: { size: 0, mimeType: 'application/json', text: '' } }],
    ['a Content-Length of 0', { headers: headers(ofJson, ['Content-Length', '0']), content: { size: 0 } }],
    ['neither type nor size', { headers: [], content: { size: 0, mimeType: 'x-unknown' } }],
  ])('that was empty is missing: %s', (_, response) => {
    expect(tell(get(response))).toEqual(['missing-response-body ']);
  });

  it('that is no base64 is read as it is, whatever its encoding says (Firefox)', () => {
    expect(tell(get({ content: { text: '{"id":"a"}', encoding: 'base64' } }))).toEqual(['invalid-response-body /id']);
  });

  it('that the server cut off is told of', () => {
    expect(tell(get({ content: { text: '{"id":1,"more":"te' } }))).toEqual(['truncated-response-body ']);
  });

  it('packed as Zstandard is read where Node can, and said not to be where it cannot', () => {
    const packed = Buffer.from(
      typeof zstdCompressSync === 'function'
        ? zstdCompressSync(Buffer.from('{"id":"a"}'))
        : [0x28, 0xb5, 0x2f, 0xfd, 0xff],
    );
    const response = {
      content: { text: packed.toString('base64'), encoding: 'base64' },
      headers: headers(ofJson, ['Content-Encoding', 'zstd']),
    };
    const expected = zstdCompressSync ? ['invalid-response-body /id'] : [packedReason];
    expect(tell(get(response))).toEqual(expected);
  });
});

it('the target of a redirect may be in a field of its own', () => {
  const request = { url: 'https://api.example/v1/moved' };
  const moved = { status: 302, headers: [], content: { size: 0, mimeType: '' } };
  expect(tell(get({ ...moved, redirectURL: '/v1/rows' }, request))).toEqual([]);
  expect(tell(get({ ...moved, redirectURL: '' }, request))).toEqual(['missing-response-header /header/Location']);
});

describe('query and cookies', () => {
  const content = { content: { text: '{"id":1}' } };
  const url = 'https://api.example/v1/rows';
  it.each<[string, object, string[]]>([
    ['in a field of its own (Insomnia, Postman)', { url, queryString: [{ name: 'page', value: '1' }] }, []],
    ['as a number', { url, queryString: [{ name: 'page', value: 1 }] }, []],
    [
      'wrong in a field of its own',
      { url, queryString: [{ name: 'page', value: 'å&b' }] },
      ['invalid-parameter /query/page'],
    ],
    [
      'switched off',
      { url, queryString: [{ name: 'page', value: '1', disabled: true }] },
      ['missing-parameter /query/page'],
    ],
    [
      'partly in the URL',
      {
        url: `${url}?a=1#top`,
        queryString: [
          { name: 'a', value: '1' },
          { name: 'page', value: '2' },
        ],
      },
      ['undocumented-query-parameter /query/a'],
    ],
    ['in the URL and beside it', { url: `${url}?page=1`, queryString: [{ name: 'page', value: 'other' }] }, []],
    [
      'in the URL once, encoded there',
      {
        url: `${url}?p%61ge=1`,
        queryString: [
          { name: 'page', value: '1' },
          { name: 'page', value: '1' },
        ],
      },
      [],
    ],
  ])('%s', (_, request, expected) => {
    expect(tell(get(content, request))).toEqual(expected);
  });

  const keyed = 'https://api.example/v1/keyed';
  const left = { headers: headers(ofJson, ['X-Left', '1']), ...content };
  it('cookies in a field of their own', () => {
    const cookies = [{ name: 'tier', value: 'gold' }];
    expect(tell(get(left, { url: keyed, cookies, headers: headers(['X-Key', '1']) }))).toEqual([]);
  });

  it('cookies that Chrome leaves out are unknown', () => {
    const request = { url: 'https://api.example/v1/cookies', headers: headers(['Accept', '*/*']) };
    const missing = ['missing-parameter /cookie/tier', 'missing-response-header /header/Set-Cookie'];
    expect(tell(get(content, request))).toEqual(missing);
    expect(tell({ ...get(content, request), _initiator: { type: 'script' } })).toEqual([]);
    const others = { ...get(content, { ...request, headers: headers(['Cookie', 'a=1']) }), _initiator: {} };
    expect(tell(others)).toEqual(missing.slice(0, 1));
  });

  it('cookies of an answer in a field of their own', () => {
    const request = { url: 'https://api.example/v1/cookies', headers: headers(['Cookie', 'tier=1']) };
    expect(tell(get({ ...content, cookies: [{ name: 'sid', value: '1' }] }, request))).toEqual([]);
  });

  it('headers that nobody recorded are unknown, those that are not in the list are missing', () => {
    const request = { url: keyed, headers: null };
    expect(tell(get({ ...content, headers: undefined }, request))).toEqual([]);
    expect(tell(get(content, { url: keyed }))).toEqual([
      'missing-parameter /header/X-Key',
      'missing-parameter /cookie/tier',
      'missing-response-header /header/X-Left',
    ]);
  });

  it('values that are written as numbers are values', () => {
    const [contentType] = headers(ofJson);
    const cookies = [{ name: 'tier', value: true }];
    const request = { url: keyed, cookies, headers: [{ name: 'X-Key', value: 5 }] };
    expect(tell(get({ ...content, headers: [contentType, { name: 'X-Left', value: 1 }] }, request))).toEqual([]);
  });

  it('what was scrubbed from the recording is unknown (Cloudflare)', () => {
    const request = { url: `${url}?page=[page redacted]` };
    const scrubbed = { mimeType: 'application/json', text: '[application/json redacted]' };
    expect(tell(get({ content: scrubbed }, request))).toEqual([]);
    expect(tell(get({ ...content, headers: headers(['Content-Type', '[content-type redacted]']) }))).toEqual([]);
    expect(tell(get(content, { url: `${url}?page=[redacted by hand]` }))).toEqual(['invalid-parameter /query/page']);
    const unknown = `${url}?page=1&other=[other redacted]`;
    expect(tell(get(content, { url: unknown }))).toEqual(['undocumented-query-parameter /query/other']);
  });

  it('HTTP/2 pseudo headers are none, and lines joined by a line break are several', () => {
    const lines = headers([':method', 'GET'], ['X-Key', '1'], ['cookie', 'a=1\ntier=gold']);
    expect(tell(get(left, { url: keyed, headers: lines }))).toEqual([]);
  });
});

describe('what is no exchange with the API is left out', () => {
  const url = 'http://api.example/v1/rows?page=1';
  const secure = 'https://api.example/v1/rows?page=1';
  const redirects = 'they are redirects that the browser made by itself, before anything was sent';
  it.each<[string, object, string]>([
    [
      'a tunnel (mitmproxy, Charles, Fiddler)',
      { request: { method: 'CONNECT', url: 'https://api.example:443' }, response: { status: 200 } },
      'they open tunnels through a proxy',
    ],
    [
      'HSTS (Chrome)',
      get(
        {
          status: 307,
          statusText: 'Internal Redirect',
          headers: headers(['Location', secure], ['Non-Authoritative-Reason', 'HSTS']),
        },
        { url },
      ),
      redirects,
    ],
    [
      'HSTS (Firefox)',
      get({ status: 307, statusText: '', redirectURL: secure, headers: headers(['Location', secure]) }, { url }),
      redirects,
    ],
    [
      'a preflight without its headers',
      { request: { method: 'OPTIONS', url: secure }, response: { status: 204 }, _resourceType: 'preflight' },
      'they are CORS preflights, which the browser sends for itself',
    ],
    [
      'an address that a browser makes',
      get({}, { url: 'blob:https://api.example/1' }),
      'they are not requests over HTTP',
    ],
    [
      'a change of protocol',
      get({ status: 101 }),
      'they were answered for now only (1xx); the answer itself came later, or by another protocol',
    ],
    ['a request that was blocked', get({ status: -1 }), 'they were never answered'],
    ['no answer', { request: { method: 'GET', url: secure }, response: null }, 'they were never answered'],
  ])('%s', (_, entry, reason) => {
    expect(tell(entry)).toEqual([reason]);
  });

  it('a redirect by the server is none of these', () => {
    const lines = headers(['Location', secure], ['Date', 'Thu, 01 Jan 2026 12:00:00 GMT']);
    expect(tell(get({ status: 307, headers: lines, content: { size: 0, text: '' } }, { url }))).toEqual([
      'undocumented-status ',
    ]);
  });
});
