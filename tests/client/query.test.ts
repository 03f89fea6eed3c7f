import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDate } from '../../scripts/client/date.ts';
import { fillPath } from '../../scripts/client/path.ts';
import { serializeQuery } from '../../scripts/client/query.ts';

describe('serializeQuery', () => {
  it.each([
    ['nothing', {}, ''],
    ['text', { keyword: 'linen & oak' }, 'keyword=linen%20%26%20oak'],
    ['numbers and booleans', { limit: 10, price: 0.5, enabled: false }, 'limit=10&price=0.5&enabled=false'],
    ['what is absent', { a: undefined, b: null, c: '', d: 0, e: [] }, 'c=&d=0'],
    ['a list', { categories: [1, 2, 3] }, 'categories=1,2,3'],
    ['a list of texts with commas', { ids: ['a,b', 'c'] }, 'ids=a%2Cb,c'],
    ['a date', { createdFrom: new Date('2026-03-02T09:15:00.999Z') }, 'createdFrom=1772442900'],
    ['a date before 1970', { createdFrom: new Date(-1500) }, 'createdFrom=-2'],
    ['dates in a list', { days: [new Date(1000), 'x'] }, 'days=1,x'],
    ['null in a list', { a: [null, 1] }, 'a=null,1'],
    ['names that are not known beforehand', { attribute_Größe: ['S', 'L'] }, 'attribute_Gr%C3%B6%C3%9Fe=S,L'],
    ['braces in names', { 'field{Color}': 'Red' }, 'field%7BColor%7D=Red'],
    ['all but what the path takes', { id: 7, limit: 1 }, 'limit=1'],
  ])('writes %s', (_, query, text) => {
    expect(serializeQuery('GET /products/{id}', query)).toBe(text);
  });

  it('can be read back: every name with its values, and nothing else', () => {
    const text = fc.string({ unit: 'grapheme' });
    const single = fc.oneof(text, fc.integer(), fc.boolean(), fc.double({ noNaN: true, noDefaultInfinity: true }));
    const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter((key) => key !== '__proto__');
    fc.assert(
      fc.property(fc.dictionary(name, fc.oneof(single, fc.array(single, { minLength: 1 }))), (query) => {
        const parts = serializeQuery('GET /products/{id}', query).split('&').filter(Boolean);
        const read = parts.map((part) => {
          const [key = '', value = ''] = part.split('=');
          return [decodeURIComponent(key), value.split(',').map(decodeURIComponent)];
        });
        const wanted = Object.entries(query).map(([key, value]) => [key, [value].flat().map((one) => `${one}`)]);
        expect(read).toEqual(wanted);
      }),
    );
  });

  it('survives a URL: what a server parses is what was given', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string({ unit: 'grapheme', minLength: 1 }).filter((key) => key !== '__proto__'),
          fc.string({ unit: 'grapheme' }),
        ),
        (query) => {
          const url = new URL(`http://localhost/products?${serializeQuery('GET /products/{id}', query)}`);
          expect(url.pathname).toBe('/products');
          expect([...url.searchParams]).toEqual(Object.entries(query));
        },
      ),
    );
  });
});

describe('fillPath', () => {
  it('leads to the operation and nowhere else, whatever the value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        let path: string;
        try {
          path = fillPath('DELETE /products/{id}', '/products/{id}', { id: value });
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError);
          expect(['', '.', '..']).toContain(value);
          return;
        }
        const { pathname, search, hash } = new URL(`http://localhost${path}`);
        expect([search, hash]).toEqual(['', '']);
        expect(pathname.split('/')).toHaveLength(3);
        expect(decodeURIComponent(pathname.slice('/products/'.length))).toBe(value);
      }),
    );
  });

  it('fills every parameter', () => {
    expect(fillPath('', '/a/{b}/c/{d_e}', { b: 1, d_e: 'x y' })).toBe('/a/1/c/x%20y');
  });
});

it('formatDate writes what answers write', () => {
  expect(formatDate(new Date('2026-03-02T09:15:00.500Z'))).toBe('2026-03-02 09:15:00 +0000');
});
