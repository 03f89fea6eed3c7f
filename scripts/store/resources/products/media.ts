import { ApiError } from '../../answer/api-error.ts';
import { bodyOf, missing, type Call } from '../../call.ts';
import { changeRow, findRow } from '../../operations.ts';
import type { Operations } from '../../rules.ts';
import { defined, fieldsOf, listOf, textOf, without, type Fields, type Row } from '../../state/rows.ts';
import { checkUrl, pictureLinkNames, pictureOperations, uploadPicture, type PictureHolder } from '../images.ts';
import { videoView } from './product-view.ts';
import { products } from './products.ts';

/** The main image has this id, whatever its file's is (example of page "Get product"). */
const mainId = '0';

/** Pictures and videos of products. The first image of a product is its main one. */
export const media: Operations = {
  ...pictureOperations({
    path: '/products/{productId}/image',
    from: {
      upload: ['page upload-main-product-image', 'old products'],
      link: ['page upload-main-product-image-async', 'test ProductsTest.testUploadProductImageAsync'],
      delete: ['page delete-main-product-image', 'old products'],
    },
    ...inGallery((images, image) => [main(image), ...images.filter(isGallery)]),
    delete: (product, call) => remove(product, 'images', (image) => !isGallery(image), call),
  }),
  ...pictureOperations({
    path: '/products/{productId}/gallery',
    from: {
      upload: ['page upload-gallery-product-image', 'old products'],
      link: ['page upload-gallery-product-image-async', 'test ProductsTest.testUploadProductGalleryImageAsync'],
      delete: ['page delete-all-gallery-product-images', 'old products'],
    },
    ...inGallery(addToGallery),
    delete: (product, call) => remove(product, 'images', isGallery, call),
  }),
  'DELETE /products/{productId}/gallery/{galleryImageId}': {
    from: ['page delete-gallery-product-image', 'page delete-gallery-product-video', 'old products'],
    run(call) {
      const product = findRow(products, call);
      const isNamed = ({ id }: Fields): boolean => textOf(id) === call.path['galleryImageId'];
      const deleteCount = mediaOf(product).videos.some(isNamed)
        ? remove(product, 'videos', isNamed, call)
        : remove(product, 'images', (image) => isGallery(image) && isNamed(image), call);
      return { json: { deleteCount } };
    },
  },
  'DELETE /products/{productId}/gallery/video/{galleryVideoId}': {
    from: ['page rest-api-calls'],
    run: (call) => removeVideos(call, ({ id }) => textOf(id) === call.path['galleryVideoId']),
  },
  'POST /products/{productId}/gallery/video': {
    from: ['page upload-gallery-product-video'],
    run: (call) => addVideo(call, false),
  },
  'GET /products/{productId}/gallery/video/{galleryVideoId}': {
    from: ['page download-gallery-product-video'],
    run: (call) => ({ json: videoView(videoOf(findRow(products, call), call), call) }),
  },
  'PUT /products/{productId}/gallery/video/{galleryVideoId}': {
    from: ['page upload-cover-for-gallery-video'],
    async run(call) {
      videoOf(findRow(products, call), call);
      const { id, picture } = await uploadPicture(call);
      const product = findRow(products, call);
      const video = videoOf(product, call);
      const withCover = { ...video, videoCoverId: id, picture };
      const videos = mediaOf(product).videos.map((other) => (other === video ? withCover : other));
      putMedia(product, { videos }, call);
      return { json: { id } };
    },
  },
  'POST /products/{productId}/video': {
    from: ['page upload-main-product-video'],
    run: (call) => addVideo(call, true),
  },
  'DELETE /products/{productId}/video': {
    from: ['page delete-main-product-video'],
    run: (call) => removeVideos(call, (video) => !isGallery(video)),
  },
  'PUT /products/{productId}/media': {
    from: ['page bulk-update-product-images-and-videos', 'old update-product-media'],
    run: replaceMedia,
  },
};

interface Media {
  readonly images: readonly Fields[];
  readonly videos: readonly Fields[];
}

function mediaOf(product: Row): Media {
  const { images, videos } = fieldsOf(product['media']);
  return { images: listOf(images), videos: listOf(videos) };
}

function isGallery(item: Fields): boolean {
  return item['isMain'] !== true;
}

function main(image: Fields): Fields {
  return { ...image, id: mainId, isMain: true };
}

/** An image of a product that has none becomes its main one. */
function addToGallery(images: readonly Fields[], image: Fields): Fields[] {
  return images.length === 0 ? [main(image)] : [...images, { ...image, isMain: false }];
}

/** How a product takes a picture. `place` puts it among those that are there. */
function inGallery(
  place: (images: readonly Fields[], image: Fields) => readonly Fields[],
): Pick<PictureHolder, 'find' | 'put'> {
  return {
    find(call) {
      const product = findRow(products, call);
      refuseKnown(product, bodyOf(call)['externalId']);
      return product;
    },
    put(product, { id, picture, fileName, alt = fileName === undefined ? {} : { main: fileName }, externalId }, call) {
      const image = { id: String(id), alt, ...defined({ externalId }), picture };
      putMedia(product, { images: place(mediaOf(product).images, image) }, call);
    },
  };
}

/** Page "REST API error codes": an external id belongs to one thing alone. */
function refuseKnown(product: Row, externalId: Fields[string]): void {
  if (externalId === undefined) return;
  if (mediaOf(product).images.some((image) => image['externalId'] === externalId)) {
    throw new ApiError(
      409,
      `There is an image with the external id ${textOf(externalId)} already.`,
      'EXTERNAL_ID_ALREADY_USED',
    );
  }
}

/** Takes away what is to go, and tells how many that was. */
function remove(product: Row, kind: keyof Media, isGone: (item: Fields) => boolean, call: Call): number {
  const before = mediaOf(product)[kind];
  const rest = before.filter((item) => !isGone(item));
  if (rest.length < before.length) putMedia(product, { [kind]: rest }, call);
  return before.length - rest.length;
}

function removeVideos(call: Call, isGone: (video: Fields) => boolean): { readonly json: Fields } {
  return { json: { deleteCount: remove(findRow(products, call), 'videos', isGone, call) } };
}

/** Keeps other media. The links of the examples' main image go with it. */
function putMedia(product: Row, changes: Partial<Media>, call: Call): void {
  const before = mediaOf(product);
  const { images, videos } = { ...before, ...changes };
  const keepsMain = images.some((image) => !isGallery(image) && before.images.includes(image));
  const kept = keepsMain
    ? product
    : { ...without(product, [...pictureLinkNames, 'originalImage', 'borderInfo']), id: product.id };
  const media = { images: images.map((image, orderBy) => ({ ...image, orderBy })), videos };
  changeRow('products', kept, { media }, call);
}

function addVideo(call: Call, isMain: boolean): { readonly json: Fields } {
  const product = findRow(products, call);
  const { videos } = mediaOf(product);
  const video = newVideo(checkUrl(textOf(bodyOf(call)['url'])), call, isMain);
  putMedia(product, { videos: isMain ? [video, ...videos.filter(isGallery)] : [...videos, video] }, call);
  return { json: { id: video['id'] } };
}

/** Nobody looks at the video, so its host and title stay empty. */
function newVideo(url: string, call: Call, isMain: boolean): Fields {
  const id = call.state.newId('videos').toString(16).padStart(24, '0');
  return { id, url, providerName: '', title: '', ...(isMain && { isMain }) };
}

function videoOf(product: Row, call: Call): Fields {
  const wanted = call.path['galleryVideoId'] ?? '';
  const video = mediaOf(product).videos.find(({ id }) => textOf(id) === wanted);
  if (!video) throw missing('Video')(wanted);
  return video;
}

/**
 * Replaces main and gallery media by what addresses lead to. Of the main media, what is not named goes; null or empty changes
 * nothing, an empty list empties the gallery.
 */
function replaceMedia(call: Call): { readonly json: Fields } {
  const product = findRow(products, call);
  const { mainMedia, galleryMedia } = bodyOf(call);
  const mainLinks = fieldsOf(mainMedia);
  let { images, videos } = mediaOf(product);
  const outcome: Record<string, Fields[string]> = {};
  if (Object.keys(mainLinks).length > 0) {
    const added = newMedia(mainLinks, call, true);
    images = [...added.images.map(main), ...images.filter(isGallery)];
    videos = [...added.videos, ...videos.filter(isGallery)];
    outcome['mainMedia'] = { success: true, id: mainId };
  }
  if (Array.isArray(galleryMedia)) {
    const added = listOf(galleryMedia).map((links) => newMedia(links, call, false));
    images = [...images.filter((image) => !isGallery(image)), ...added.flatMap((one) => one.images)];
    videos = [...videos.filter((video) => !isGallery(video)), ...added.flatMap((one) => one.videos)];
    outcome['galleryMedia'] = added.map((_item, place) => ({ success: true, id: String(place + 1) }));
  }
  putMedia(product, { images, videos }, call);
  return { json: outcome };
}

/** The image and the video that addresses lead to. */
function newMedia({ imageUrl, videoUrl }: Fields, call: Call, isMain: boolean): Media {
  const image = (url: string): Fields => ({
    id: String(call.state.newId('images')),
    alt: {},
    isMain: false,
    picture: { url: checkUrl(url) },
  });
  return {
    images: typeof imageUrl === 'string' ? [image(imageUrl)] : [],
    videos: typeof videoUrl === 'string' ? [newVideo(checkUrl(videoUrl), call, isMain)] : [],
  };
}
