import { describe, expect, it } from 'vitest';
import { createTarget } from '../../../scripts/contract/proxy/target.ts';
import { readShop } from '../fixtures/shop.ts';

describe('createTarget', () => {
  it.each([
    // Relative to the upstream, or with its base path.
    ['https://shop.example/api/v3/1003', '/products?limit=1', 'https://shop.example/api/v3/1003/products?limit=1'],
    ['https://shop.example/api/v3/1003', '/api/v3/1003/products', 'https://shop.example/api/v3/1003/products'],
    ['https://shop.example/api/v3/1003', '/', 'https://shop.example/api/v3/1003/'],
    ['https://shop.example/api/v3/1003', '/api/v3/1003', 'https://shop.example/api/v3/1003'],
    ['https://shop.example/api/v3/1003', '/products#a?b', 'https://shop.example/api/v3/1003/products'],
    ['https://shop.example/api/v3/1003', '/api/v3/1003x/y', 'https://shop.example/api/v3/1003x/y'],
    // Another store stays another one.
    ['https://shop.example/api/v3/1003', '/api/v3/2002/products', 'https://shop.example/api/v3/2002/products'],
    // The upstream stands in for the server of the description.
    ['http://127.0.0.1:8080/shop', '/api/v3/1003/products', 'http://127.0.0.1:8080/shop/products'],
    ['http://127.0.0.1:8080/shop', '/products', 'http://127.0.0.1:8080/shop/products'],
    ['http://127.0.0.1:8080/shop', '/shop/products', 'http://127.0.0.1:8080/shop/products'],
    // A host alone: paths are those of its own.
    ['https://shop.example', '/api/v3/1003/products', 'https://shop.example/api/v3/1003/products'],
    ['https://shop.example', '/products', 'https://shop.example/products'],
  ])('to %s: %s is %s', (upstream, target, url) => {
    expect(createTarget(upstream, readShop())(target)).toBe(url);
  });
});
