import { defaultLanguage, isSet, type Call } from '../../call.ts';
import {
  fieldsOf,
  listOf,
  merge,
  numberOf,
  numbersOf,
  textOf,
  without,
  type Fields,
  type Json,
  type Row,
} from '../../state/rows.ts';
import { readDate } from '../../values/dates.ts';
import { syncTranslations } from '../../values/translations.ts';
import { attributesOf, checkProduct, newSku } from './checks.ts';
import { computedOfProduct, readOnlyOfProduct, translatedOfProduct } from './defaults.ts';
import { settleStock } from './stock.ts';
import { checkOptions, savedVariations } from './variation-changes.ts';

/** A new product from the body of `createProduct`. */
export function newProduct(body: Fields, call: Call): Fields {
  const given = settleStock(written(body, 0, call));
  const categoryIds = numbersOf(given['categoryIds']);
  const product = merge(
    {},
    {
      unlimited: given['quantity'] === undefined,
      defaultCategoryId: categoryIds[0] ?? 0,
      // Without a category the product stands on the front page, in place 1 (older page "products").
      showOnFrontpage: categoryIds.length === 0 ? 1 : -1,
      ...without(given, ['files', 'media', 'galleryImages']),
      sku: textOf(given['sku']) || newSku(call),
      created: readDate(body['created']),
    },
  );
  checkProduct(product, given, call);
  return isSet(call.query, 'saveCombinations')
    ? { ...product, ...savedVariations(product, listOf(body['combinations']), call) }
    : product;
}

/** A product after `updateProduct`: what the body does not name stays. */
export function changedProduct(before: Row, body: Fields, call: Call): Fields {
  const given = settleStock(written(body, numberOf(before['productClassId']), call));
  const product: Fields = {
    ...merge(before, without(given, ['files', 'media', 'galleryImages'])),
    ...fileTexts(before, given),
    ...pictureTexts(before, given),
  };
  checkProduct(product, given, call);
  if (isSet(call.query, 'saveCombinations'))
    return { ...product, ...savedVariations(product, listOf(body['combinations']), call) };
  if (given['options'] !== undefined) checkOptions(product);
  return product;
}

/** What a body may set, with translations and attributes completed. */
function written(body: Fields, typeId: number, call: Call): Fields {
  const { wholesalePrices } = body;
  const fields: Fields = {
    ...without(body, [...readOnlyOfProduct, 'combinations']),
    // "Sorted list of wholesale price tiers"
    ...(Array.isArray(wholesalePrices) && { wholesalePrices: byQuantity(listOf(wholesalePrices)) }),
  };
  const type = typeof fields['productClassId'] === 'number' ? fields['productClassId'] : typeId;
  return attributesOf(syncTranslations(fields, translatedOfProduct, defaultLanguage(call.state)), type, call);
}

function byQuantity(tiers: readonly Fields[]): Fields[] {
  return [...tiers].sort((a, b) => numberOf(a['quantity']) - numberOf(b['quantity']));
}

/** Descriptions of files, by the id of the file. */
function fileTexts(before: Row, body: Fields): Fields {
  if (body['files'] === undefined) return {};
  const texts = new Map(listOf(body['files']).map(({ id, description }) => [id, description]));
  return {
    files: listOf(before['files']).map((file) => ({
      ...file,
      description: texts.get(file['id']) ?? file['description'],
    })),
  };
}

/** Alternative texts and places of pictures, by the id of the picture: `media`, and `galleryImages` as it was before. */
function pictureTexts(before: Row, body: Fields): Fields {
  const update = fieldsOf(body['media']);
  const gallery = listOf(body['galleryImages']).map(({ id, alt, orderBy }) => ({
    id: textOf(id),
    orderBy: typeof orderBy === 'number' ? orderBy + 1 : undefined,
    alt: typeof alt === 'string' ? { main: alt } : undefined,
  }));
  const changes = [...gallery, ...listOf(update['images'])];
  const videos = listOf(update['videos']);
  if (changes.length === 0 && videos.length === 0) return {};
  const media = fieldsOf(before['media']);
  const images = listOf(media['images'])
    .map((image) => withText(image, changes))
    .sort(
      (a, b) =>
        Number(b['isMain'] === true) - Number(a['isMain'] === true) || numberOf(a['orderBy']) - numberOf(b['orderBy']),
    );
  return {
    media: {
      ...media,
      images: images.map((image, orderBy) => ({ ...image, orderBy })),
      videos: listOf(media['videos']).map((video) => withText(video, videos)),
    },
  };
}

function withText(item: Fields, changes: readonly Fields[]): Fields {
  const change = changes.find(({ id }) => textOf(id) === textOf(item['id']));
  return change ? merge(item, Object.fromEntries(['alt', 'orderBy'].map((name) => [name, change[name]]))) : item;
}

/** A product of the examples as the store keeps it: without what answers work out. */
export function seedProduct(example: Json): Row {
  const { created, updated, ...fields } = fieldsOf(example);
  const images = listOf(fieldsOf(fields['media'])['images']);
  return {
    ...without(fields, computedOfProduct),
    id: numberOf(fields['id']),
    created: readDate(created) ?? 0,
    updated: readDate(updated) ?? 0,
    ...(images.length === 0 &&
      typeof fields['imageUrl'] === 'string' && { media: { images: [mainImage(fields)], videos: [] } }),
  };
}

/** The main image of an example that has links to it alone. */
function mainImage(fields: Fields): Fields {
  return {
    id: '0',
    orderBy: 0,
    isMain: true,
    image160pxUrl: fields['smallThumbnailUrl'],
    image400pxUrl: fields['thumbnailUrl'],
    image800pxUrl: fields['hdThumbnailUrl'],
    image1500pxUrl: fields['imageUrl'],
    imageOriginalUrl: fields['originalImageUrl'],
  };
}
