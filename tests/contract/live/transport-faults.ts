import { createServer, type AddressInfo, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

const closing: (() => void)[] = [];

/** Ends what {@link listen} has started. */
export function closeAll(): void {
  for (const close of closing.splice(0)) close();
}

/** Answers each request of a connection by itself. */
export async function listen(answer: Answer): Promise<string> {
  let requests = 0;
  const server = createServer((socket) => {
    closing.push(() => socket.destroy());
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      const [, target = ''] = /^\S+ (\S+)/.exec(data.toString('latin1')) ?? [];
      requests += 1;
      answer(socket, requests, target);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export const ok = '{"name":"Shop"}';
const json = 'Content-Type: application/json\r\n';
export const head = (status: string, headers = ''): string => `HTTP/1.1 ${status}\r\n${json}${headers}`;
export const whole = (body: string, status = '200 OK', headers = ''): string =>
  `${head(status, headers)}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const say =
  (text: string | Buffer, end = false) =>
  (socket: Socket): void =>
    void (end ? socket.end(text) : socket.write(text));
const drip =
  (start: string, piece: string, everyMs = 20) =>
  (socket: Socket): void => {
    socket.write(start);
    const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : socket.write(piece)), everyMs);
    socket.on('close', () => clearInterval(timer));
  };
const flood =
  (start: string) =>
  (socket: Socket): void => {
    socket.write(start);
    const piece = Buffer.alloc(1024 * 1024, 'x');
    const pour = (): void => {
      while (!socket.destroyed && socket.write(piece));
    };
    socket.on('drain', pour);
    pour();
  };
const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024));

export type Answer = (socket: Socket, request: number, target: string) => void;

/** What servers may do in place of an answer, each with what the report of a live run says of it. */
export const faults: [name: string, answer: Answer, said: RegExp][] = [
  ['closed at once', (socket) => void socket.end(), /connection was closed before an answer came/],
  ['reset at once', (socket) => void socket.resetAndDestroy(), /connection was closed before an answer came/],
  ['silent', () => undefined, /no answer within 0\.5 s/],
  ['half a status line, then silent', say('HTTP/1.1 2'), /no answer within 0\.5 s/],
  ['half a status line, then closed', say('HTTP/1.1 2', true), /closed before an answer|does not speak HTTP/],
  ['headers that never end', drip('HTTP/1.1 200 OK\r\n', 'X-A: b\r\n'), /no answer within 0\.5 s/],
  ['a status line that drips', drip('', 'H', 50), /no answer within|does not speak HTTP/],
  [
    'headers without a body, then silent',
    say(head('200 OK', 'Content-Length: 9\r\n\r\n')),
    /not complete within 0\.5 s; 0 bytes/,
  ],
  [
    'half a body, then silent',
    say(head('200 OK', 'Content-Length: 99\r\n\r\n') + '{"na'),
    /not complete within 0\.5 s; 4 bytes/,
  ],
  [
    'half a body, then closed',
    say(head('200 OK', 'Content-Length: 99\r\n\r\n') + '{"na', true),
    /broke off after 4 bytes/,
  ],
  [
    'half a body, then reset',
    (socket) => void socket.write(head('200 OK', 'Content-Length: 99\r\n\r\n{"na'), () => socket.resetAndDestroy()),
    /broke off|closed before/,
  ],
  ['a body that drips', drip(head('200 OK', 'Content-Length: 9999\r\n\r\n'), ' '), /not complete within 0\.5 s/],
  [
    'chunks that drip',
    drip(head('200 OK', 'Transfer-Encoding: chunked\r\n\r\n'), '1\r\n \r\n'),
    /not complete within 0\.5 s/,
  ],
  [
    'chunks without an end, then closed',
    say(head('200 OK', 'Transfer-Encoding: chunked\r\n\r\n') + '4\r\n{"na\r\n', true),
    /broke off after 4 bytes/,
  ],
  ['a chunk that is none', say(head('200 OK', 'Transfer-Encoding: chunked\r\n\r\n') + 'zz\r\n', true), /broke off/],
  [
    'a chunk of 2^60 bytes',
    say(head('200 OK', 'Transfer-Encoding: chunked\r\n\r\n') + 'fffffffffffffff\r\nx', true),
    /broke off/,
  ],
  [
    'two lengths that differ',
    say(head('200 OK', 'Content-Length: 1\r\nContent-Length: 15\r\n\r\n') + ok, true),
    /does not speak HTTP/,
  ],
  ['a length that is none', say(head('200 OK', 'Content-Length: abc\r\n\r\n') + ok, true), /does not speak HTTP/],
  [
    'a length and chunks',
    say(head('200 OK', 'Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n') + '0\r\n\r\n', true),
    /does not speak HTTP|closed before/,
  ],
  ['another protocol', say('SSH-2.0-OpenSSH_9.6\r\n', true), /does not speak HTTP/],
  ['HTTP/0.9', say(ok, true), /does not speak HTTP/],
  ['a status of two digits', say('HTTP/1.1 20 OK\r\n\r\n', true), /does not speak HTTP|closed before/],
  [
    'a header line without a colon',
    say(head('200 OK', 'Broken\r\nContent-Length: 0\r\n\r\n'), true),
    /does not speak HTTP/,
  ],
  [
    '100,000 bytes of headers',
    say(head('200 OK', `X-A: ${'a'.repeat(100_000)}\r\nContent-Length: 0\r\n\r\n`), true),
    /closed before an answer|does not speak HTTP/,
  ],
  [
    'interim answers for ever',
    drip('', 'HTTP/1.1 103 Early Hints\r\n\r\n'),
    /no answer within|closed before an answer/,
  ],
  [
    'an announced body of 65 MB',
    say(head('200 OK', `Content-Length: ${65 * 1024 * 1024}\r\n\r\n`)),
    /larger than 64 MB, and was left where it is/,
  ],
  [
    'a body without an end',
    flood(head('200 OK', '\r\n')),
    /larger than 64 MB, and was left where it is|not complete within|Nothing came/,
  ],
  [
    'a gzip bomb',
    say(
      Buffer.concat([
        Buffer.from(head('200 OK', `Content-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`)),
        bomb,
      ]),
    ),
    /larger than 64 MB, and was left where it is|not complete within|Nothing came/,
  ],
  ['gzip that is none', say(whole(ok, '200 OK', 'Content-Encoding: gzip\r\n')), /broke off after 0 bytes/],
  [
    'a redirect to itself',
    (socket, _, target) => say(whole('', '302 Found', `Location: ${target}\r\n`))(socket),
    /sent in a circle/,
  ],
  [
    'redirects without an end',
    (socket, request) => say(whole('', '302 Found', `Location: /api/v3/1003/r${request}\r\n`))(socket),
    /sent in a circle/,
  ],
  [
    'a redirect elsewhere',
    say(whole('', '302 Found', 'Location: http://other.invalid/\r\n')),
    /sent to another host \(other\.invalid\)/,
  ],
  [
    '429 with Retry-After for ever',
    say(whole('{}', '429 Too Many Requests', 'Retry-After: 59\r\n')),
    /Nothing came for 6 s/,
  ],
  ['429 without Retry-After for ever', say(whole('{}', '429 Too Many Requests')), /kept answering 429/],
  [
    '503 with Retry-After: a day',
    say(whole('{}', '503 Unavailable', 'Retry-After: 86400\r\n')),
    /was answered with 503/,
  ],
  ['500 for ever', say(whole('{}', '500 Oops')), /was answered with 500/],
];
