import { describe, expect, it } from 'vitest';
import { compareDescriptions } from '../../scripts/changes/compare.ts';
import { formatChange, nameChanges, summarise, unannounced } from '../../scripts/changes/report.ts';
import type { OpenApiDocument } from '../../scripts/description/document.ts';
import { base, changed, examples, type Description } from './small-descriptions.ts';

/** Redocly takes half a second, and the same change is looked at more than once. */
const compared = new Map<string, ReturnType<typeof compareDescriptions>>();

function compare(before: string, after: string): ReturnType<typeof compareDescriptions> {
  const found = compared.get(after) ?? compareDescriptions(before, after);
  compared.set(after, found);
  return found;
}

async function changesOf(change: (description: Description) => void, entries: readonly string[] = []) {
  const texts = [JSON.stringify(base), changed(change)] as const;
  const documents = texts.map((text) => JSON.parse(text) as OpenApiDocument);
  return nameChanges('Shop', await compare(...texts), documents, entries);
}

describe('the impact of a change', () => {
  it.each(examples)('%s: %s', async (impact, name, change) => {
    const result = await changesOf(change);
    expect(result.impact).toBe(impact);
    expect(result.changes[0]?.names[0] ?? '').toBe(name);
  });

  it('is that of the most severe one, which comes first', async () => {
    const result = await changesOf((description) => examples.forEach(([, , change]) => change(description)));
    expect(result.impact).toBe('major');
    expect(result.summary).toEqual({ major: 3, minor: 2, patch: 2 });
    expect(result.changes.map(({ impact }) => impact)).toEqual([
      ...['major', 'major', 'major'],
      ...['minor', 'minor'],
      ...['patch', 'patch'],
    ]);
    expect(summarise(result, 'v1.0.0')).toBe('Shop since v1.0.0: major (3 major, 2 minor, 2 patch).');
  });
});

describe('a breaking change', () => {
  const wipesOrders = examples.find(([, name]) => name === '/orders')![2];
  const widensId = examples.find(([, name]) => name === 'Product.id')![2];

  it('says what breaks', async () => {
    const [change] = (await changesOf(wipesOrders)).changes;
    expect(formatChange(change!)).toBe('major  /orders: Path `/orders` was removed.');
  });

  it.each([
    ['by the path', '**Breaking:** `/orders` is gone.', wipesOrders],
    ['by the operation', '**Breaking:** `searchOrders` is gone.', wipesOrders],
    ['by the field', '**Breaking:** `Product.id` is text.', widensId],
    ['by the schema', '**Breaking:** identifiers of `Product` are text.', widensId],
  ])('may be announced %s', async (_how, entry, change) => {
    expect(unannounced(await changesOf(change))).toHaveLength(1);
    expect(unannounced(await changesOf(change, [entry]))).toEqual([]);
  });

  it.each([
    ['an entry that does not say that it breaks', '`/orders` is gone.'],
    ['an entry about something else', '**Breaking:** `/carts` is gone.'],
    ['an entry that names it in passing', '**Breaking:** orders are gone.'],
  ])('is not announced by %s', async (_which, entry) => {
    expect(unannounced(await changesOf(wipesOrders, [entry])).map(({ names }) => names[0])).toEqual(['/orders']);
  });

  it('is one change where many operations use the schema', async () => {
    const twice = structuredClone(base);
    Object.assign(twice.paths, { '/copy': structuredClone(twice.paths['/products/{productId}']) });
    const after = structuredClone(twice);
    after.components.schemas.Product.properties.id.type = 'string';
    const { changes } = await compareDescriptions(JSON.stringify(twice), JSON.stringify(after));
    expect(changes).toHaveLength(1);
  });
});
