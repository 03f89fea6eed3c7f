import { fullFormats, type FormatName } from 'ajv-formats/dist/formats.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formats } from '../../scripts/engine/schema/formats.ts';

const samples: Readonly<Record<string, readonly string[]>> = {
  date: ['2014-07-30', '2014-02-29', '2016-02-29', '2014-13-01', '2014-00-10', '2014-1-1', '0000-01-01', '2014-07-30T'],
  time: ['10:32:37Z', '10:32:37.5+01:00', '24:00:00Z', '10:60:00Z', '23:59:60Z', '10:59:60Z', '10:32:37', '10:32Z'],
  'date-time': [
    '2014-07-30T10:32:37Z',
    '2014-07-30t10:32:37z',
    '2014-07-30 10:32:37Z',
    '2014-07-30T10:32:37',
    '2014-07-30',
  ],
  'iso-time': ['10:32:37', '10:32:37+0100', '10:32:37+01', '10:32:37+24:00', '22:59:60-01:00', '23:59:60-00:30'],
  'iso-date-time': ['2014-07-30T10:32:37', '2014-07-30 10:32:37+0000', '2014-02-30T10:32:37'],
  duration: ['P1Y2M3DT4H5M6S', 'P', 'PT', 'P2W', 'P1Y2W', 'PT1S', 'P1S', 'P1H', 'p1y'],
  'uri-reference': [
    ...['', '/a', 'a/b', 'a:b', '1:b', '//host:80/a', '?q=1', '#f', 'a b', '%zz', '%20', 'http://[::1]:8080/x?y#z'],
    ...['http://user:pw@host', 'a#b#c', 'http://h/ä', 'mailto:a@b.c', '\\a', 'http://h:x/', '//', ':a'],
  ],
  'uri-template': ['/a/{b}', '{?a,b*}', '{+a:3}', '{', '{}', 'a b', '%2', "it's", '{a:0}'],
  email: ['a@b.c', 'a.b+c@d-e.fg', 'a@b', '@b.c', 'a..b@c.d', '.a@b.c', 'a@-b.c', 'a@b..c', 'a b@c.d', 'a_b@c.de'],
  hostname: ['a', 'a.b', 'a.', '-a', 'a-', 'a..b', '', 'a_b', `${'a'.repeat(64)}.b`, `${'a'.repeat(63)}.b`],
  ipv4: ['1.2.3.4', '256.1.1.1', '1.2.3', '01.2.3.4', '1.2.3.4.5', '255.255.255.255', '0.0.0.0'],
  ipv6: [
    ...[
      '::',
      '::1',
      '1::',
      '1:2:3:4:5:6:7:8',
      '1:2:3:4:5:6:7',
      '1:2:3:4:5:6:7:8:9',
      '1::2::3',
      'g::1',
      '::ffff:1.2.3.4',
    ],
    ...[
      '1:2:3:4:5:6:1.2.3.4',
      '1:2:3:4:5:6:7:1.2.3.4',
      '1.2.3.4',
      '12345::',
      '1:2:3:4:5:6:7::',
      ':1',
      '1:',
      '1.2.3.4::',
    ],
  ],
  regex: ['^a$', '(', 'a\\Z', '[a', '\\d+', 'a\\\\Z'],
  'json-pointer': ['', '/a', '/a~0b', '/a~2', 'a', '/', '//a'],
  'json-pointer-uri-fragment': ['#', '#/a', '#/a%20b', '#/%zz', '/a', '#a'],
  'relative-json-pointer': ['0', '1/a', '0#', '01', '/a', '1#a', '10/a/b'],
  byte: ['', 'aGk=', 'aGk', 'a===', 'aGkh', 'aG==', '****'],
};

/** What both must say of the texts above, and of such texts changed at one place. */
test.each(Object.entries(samples))('%s: as ajv-formats', (name, texts) => {
  const theirs = fullFormats[name as FormatName];
  const other = (text: string): boolean => {
    const validate = typeof theirs === 'object' && 'validate' in theirs ? theirs.validate : theirs;
    if (!(validate instanceof RegExp)) return (validate as (value: string) => boolean)(text);
    validate.lastIndex = 0;
    return validate.test(text);
  };
  const own = formats.get(name)?.test as unknown as (text: string) => boolean;
  // Where they differ on purpose, we follow the standards: a numeric zone has a colon, a variable may have dots, a host two
  // slashes and no colon but that of its port, and that of an address for mail may be one label.
  const isMeant = (text: string): boolean =>
    (/time/.test(name) && /[+-]\d\d(?:\d\d)?$/.test(text)) ||
    (name === 'uri-template' && text.includes('.')) ||
    (name === 'uri-reference' && /^[a-z]*:?\/(?:[^/]*\[|\/)/i.test(text)) ||
    (name === 'email' && !text.slice(text.lastIndexOf('@')).includes('.'));
  const compare = (text: string): void => {
    if (!isMeant(text) && !/[\r\n]/.test(text)) expect(own(text), JSON.stringify(text)).toBe(other(text));
  };
  texts.forEach(compare);
  const some = fc.constantFrom(...texts.filter((text) => text !== ''));
  const changed = fc.tuple(some, fc.nat(), fc.constantFrom(...'0159afzZ:./-+@# %~T', ''));
  fc.assert(
    fc.property(changed, ([text, at, put]) => {
      const place = at % text.length;
      compare(text.slice(0, place) + put + text.slice(place + 1));
      compare(text.slice(0, place) + put + text.slice(place));
    }),
    { numRuns: 500, seed: 20140730 },
  );
});

test.each<[format: string, text: string, valid: boolean]>([
  ['uri', 'app:', true],
  ['uri', 'http://localhost:3000', true],
  ['uri', '/a', false],
  ['url', 'https://a.example/b?c=d#e', true],
  ['email', '"a b"@c.example', true],
  ['email', 'a@[127.0.0.1]', true],
  ['email', 'a@[127.0.0.300]', false],
  ['email', 'a@localhost', true],
  ['email', 'a@', false],
  ['email', 'a@-b', false],
  ['uri', 'http://a.example:80/b', true],
  ['uri', 'http://a.example:b/c', false],
  ['uri', 'http://a:b:80/c', false],
  ['uri', 'http://u:p@a.example/b//c', true],
  ['email', 'a@[IPv6:::1]', true],
  ['uuid', 'b5f3c5ab-1d8a-4b9c-9c3e-2f7f0d1e2a3b', true],
  ['uuid', 'urn:uuid:b5f3c5ab-1d8a-4b9c-9c3e-2f7f0d1e2a3b', false],
  ['date-time', '2014-07-30T10:32:37+0530', false],
  ['date-time', '2014-07-30T10:32:37+05:30', true],
  ['uri-template', '/a/{b.c}', true],
  ['byte', 'aGk=\n!', false],
])('%s: %s', (format, text, valid) => {
  expect((formats.get(format)?.test as unknown as (value: string) => boolean)(text)).toBe(valid);
});
