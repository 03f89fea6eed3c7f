import { ApiError } from '../../answer/api-error.ts';
import { bodyOf, type Call } from '../../call.ts';
import type { Operations } from '../../rules.ts';
import { fieldsOf, listOf, textOf, without, type Fields, type Row } from '../../state/rows.ts';
import { checkUrl, linkPicture, pictureLinkNames, uploadPicture, type Picture } from '../images.ts';
import { productOf, putProduct } from './checks.ts';
import { videoView } from './product-view.ts';

/** The main image has this id, whatever its file's is (example of page "Get product"). */
const mainId = '0';

/** Pictures and videos of products. The first image of a product is its main one. */
export const media: Operations = {
  'POST /products/{productId}/image': {
    from: ['page upload-main-product-image', 'old products'],
    run: (call) => upload(call, (images, image) => [main(image), ...images.filter(isGallery)]),
  },
  'POST /products/{productId}/image/async': {
    from: ['page upload-main-product-image-async', 'test ProductsTest.testUploadProductImageAsync'],
    run: (call) => link(call, (images, image) => [main(image), ...images.filter(isGallery)]),
  },
  'DELETE /products/{productId}/image': {
    from: ['page delete-main-product-image', 'old products'],
    run: (call) => removeImages(call, (image) => !isGallery(image)),
  },
  'POST /products/{productId}/gallery': {
    from: ['page upload-gallery-product-image', 'old products'],
    run: (call) => upload(call, addToGallery),
  },
  'POST /products/{productId}/gallery/async': {
    from: ['page upload-gallery-product-image-async', 'test ProductsTest.testUploadProductGalleryImageAsync'],
    run: (call) => link(call, addToGallery),
  },
  'DELETE /products/{productId}/gallery': {
    from: ['page delete-all-gallery-product-images', 'old products'],
    run: (call) => removeImages(call, isGallery),
  },
  'DELETE /products/{productId}/gallery/{galleryImageId}': {
    from: ['page delete-gallery-product-image', 'page delete-gallery-product-video', 'old products'],
    run(call) {
      const id = call.path['galleryImageId'];
      return videosOf(productOf(call)).some((video) => textOf(video['id']) === id)
        ? removeVideos(call, (video) => textOf(video['id']) === id)
        : removeImages(call, (image) => isGallery(image) && image['id'] === id);
    },
  },
  'DELETE /products/{productId}/gallery/video/{galleryVideoId}': {
    from: ['page rest-api-calls'],
    run: (call) => removeVideos(call, (video) => textOf(video['id']) === call.path['galleryVideoId']),
  },
  'POST /products/{productId}/gallery/video': {
    from: ['page upload-gallery-product-video'],
    run: (call) => ({ json: { id: addVideo(call, false) } }),
  },
  'GET /products/{productId}/gallery/video/{galleryVideoId}': {
    from: ['page download-gallery-product-video'],
    run: (call) => ({ json: videoView(videoOf(call), call) }),
  },
  'PUT /products/{productId}/gallery/video/{galleryVideoId}': {
    from: ['page upload-cover-for-gallery-video'],
    async run(call) {
      videoOf(call);
      const { id, picture } = await uploadPicture(call);
      const video = videoOf(call);
      const product = productOf(call);
      putMedia(
        product,
        {
          videos: videosOf(product).map((other) => (other === video ? { ...other, videoCoverId: id, picture } : other)),
        },
        call,
      );
      return { json: { id } };
    },
  },
  'POST /products/{productId}/video': {
    from: ['page upload-main-product-video'],
    run: (call) => ({ json: { id: addVideo(call, true) } }),
  },
  'DELETE /products/{productId}/video': {
    from: ['page delete-main-product-video'],
    run: (call) => removeVideos(call, ({ isMain }) => isMain === true),
  },
  'PUT /products/{productId}/media': {
    from: ['page bulk-update-product-images-and-videos', 'old update-product-media'],
    run: replaceMedia,
  },
};

function isGallery(image: Fields): boolean {
  return image['isMain'] !== true;
}

function imagesOf(product: Row): readonly Fields[] {
  return listOf(fieldsOf(product['media'])['images']);
}

function videosOf(product: Row): readonly Fields[] {
  return listOf(fieldsOf(product['media'])['videos']);
}

function main(image: Fields): Fields {
  return { ...image, id: mainId, isMain: true };
}

/** An image of a product that has none becomes its main one. */
function addToGallery(images: readonly Fields[], image: Fields): Fields[] {
  return images.length === 0 ? [main(image)] : [...images, { ...image, isMain: false }];
}

type Place = (images: readonly Fields[], image: Fields) => readonly Fields[];

async function upload(call: Call, place: Place): Promise<{ readonly json: Fields }> {
  productOf(call);
  const { externalId } = bodyOf(call);
  refuseKnown(externalId, call);
  const { id, picture } = await uploadPicture(call);
  const alt = call.query.get('fileName');
  put(call, place, id, picture, {
    ...(alt !== null && { alt: { main: alt } }),
    ...(externalId !== undefined && { externalId }),
  });
  return { json: { id } };
}

function link(call: Call, place: Place): { readonly json: Fields } {
  productOf(call);
  const { externalId, alt } = bodyOf(call);
  refuseKnown(externalId, call);
  const { id, picture } = linkPicture(call);
  put(call, place, id, picture, { ...(alt !== undefined && { alt }), ...(externalId !== undefined && { externalId }) });
  return { json: { id } };
}

function put(call: Call, place: Place, id: number, picture: Picture, more: Fields): void {
  const product = productOf(call);
  putMedia(product, { images: place(imagesOf(product), { id: String(id), alt: {}, ...more, picture }) }, call);
}

/** Page "REST API error codes": an external id belongs to one thing alone. */
function refuseKnown(externalId: Fields[string], call: Call): void {
  if (externalId === undefined) return;
  if (imagesOf(productOf(call)).some((image) => image['externalId'] === externalId)) {
    throw new ApiError(
      409,
      `There is an image with the external id ${textOf(externalId)} already.`,
      'EXTERNAL_ID_ALREADY_USED',
    );
  }
}

function removeImages(call: Call, isGone: (image: Fields) => boolean): { readonly json: Fields } {
  const product = productOf(call);
  const rest = imagesOf(product).filter((image) => !isGone(image));
  const deleteCount = imagesOf(product).length - rest.length;
  if (deleteCount > 0) putMedia(product, { images: rest }, call);
  return { json: { deleteCount } };
}

function removeVideos(call: Call, isGone: (video: Fields) => boolean): { readonly json: Fields } {
  const product = productOf(call);
  const rest = videosOf(product).filter((video) => !isGone(video));
  const deleteCount = videosOf(product).length - rest.length;
  if (deleteCount > 0) putMedia(product, { videos: rest }, call);
  return { json: { deleteCount } };
}

/** Keeps other media. The links of the examples' main image go with it. */
function putMedia(
  product: Row,
  changes: { readonly images?: readonly Fields[]; readonly videos?: readonly Fields[] },
  call: Call,
): void {
  const { images = imagesOf(product), videos = videosOf(product) } = changes;
  const keepsMain = images.some((image) => !isGallery(image) && imagesOf(product).includes(image));
  const kept = keepsMain
    ? product
    : { ...without(product, [...pictureLinkNames, 'originalImage', 'borderInfo']), id: product.id };
  putProduct(kept, { media: { images: images.map((image, orderBy) => ({ ...image, orderBy })), videos } }, call);
}

function addVideo(call: Call, isMain: boolean): string {
  const product = productOf(call);
  const video = newVideo(checkUrl(textOf(bodyOf(call)['url'])), call, isMain);
  const others = isMain ? videosOf(product).filter((other) => other['isMain'] !== true) : videosOf(product);
  putMedia(product, { videos: isMain ? [video, ...others] : [...others, video] }, call);
  return textOf(video['id']);
}

/** Nobody looks at the video, so its host and title stay empty. */
function newVideo(url: string, call: Call, isMain: boolean): Fields {
  const id = call.state.newId('videos').toString(16).padStart(24, '0');
  return { id, url, providerName: '', title: '', ...(isMain && { isMain }) };
}

function videoOf(call: Call): Fields {
  const id = call.path['galleryVideoId'];
  const video = videosOf(productOf(call)).find((other) => textOf(other['id']) === id);
  if (!video) throw new ApiError(404, `Video #${id ?? ''} not found`);
  return video;
}

/**
 * Replaces main and gallery media by what addresses lead to. Of the main media, what is not named goes; null or empty changes
 * nothing, an empty list empties the gallery.
 */
function replaceMedia(call: Call): { readonly json: Fields } {
  const product = productOf(call);
  const { mainMedia, galleryMedia } = bodyOf(call);
  const mainLinks = fieldsOf(mainMedia);
  let images = imagesOf(product);
  let videos = videosOf(product);
  const outcome: Record<string, Fields[string]> = {};
  if (Object.keys(mainLinks).length > 0) {
    const { image, video } = newMedia(mainLinks, call, true);
    images = [...(image ? [main(image)] : []), ...images.filter(isGallery)];
    videos = [...(video ? [video] : []), ...videos.filter((other) => other['isMain'] !== true)];
    outcome['mainMedia'] = { success: true, id: mainId };
  }
  if (Array.isArray(galleryMedia)) {
    const added = listOf(galleryMedia).map((links) => newMedia(links, call, false));
    images = [...images.filter((image) => !isGallery(image)), ...added.flatMap(({ image }) => (image ? [image] : []))];
    videos = [
      ...videos.filter((video) => video['isMain'] === true),
      ...added.flatMap(({ video }) => (video ? [video] : [])),
    ];
    outcome['galleryMedia'] = added.map((_item, place) => ({ success: true, id: String(place + 1) }));
  }
  putMedia(product, { images, videos }, call);
  return { json: outcome };
}

function newMedia(
  links: Fields,
  call: Call,
  isMain: boolean,
): { readonly image: Fields | undefined; readonly video: Fields | undefined } {
  const { imageUrl, videoUrl } = links;
  const image =
    typeof imageUrl === 'string'
      ? { id: String(call.state.newId('images')), alt: {}, isMain: false, picture: { url: checkUrl(imageUrl) } }
      : undefined;
  const video = typeof videoUrl === 'string' ? newVideo(checkUrl(videoUrl), call, isMain) : undefined;
  return { image, video };
}
