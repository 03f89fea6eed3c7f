import { ApiError } from '../answer/api-error.ts';
import type { Answer } from '../answer/answer.ts';
import { bodyOf, type Call } from '../call.ts';
import type { Evidence, Operations } from '../rules.ts';
import { fieldsOf, numberOf, textOf, type Fields, type Row } from '../state/rows.ts';
import type { State } from '../state/state.ts';
import { onePixel, readImage } from '../values/image-file.ts';

/**
 * Pictures as rows keep them: `{ file, extension, width, height }` for one that was uploaded, `{ url, width, height }` for one that
 * Ecwid would fetch later. Addresses are made for each answer, so that they lead to the store wherever it runs.
 */
type Picture = Fields;

/** Keeps an uploaded picture: the body, or what `externalUrl` leads to. */
export async function uploadPicture(call: Call): Promise<NewPicture> {
  const { bytes } = await uploadedFile(call, { bytes: onePixel, type: 'image/png' });
  const { extension, type, width, height } = readImage(bytes);
  const id = call.state.newId('images');
  call.state.files.set(id, { bytes, type });
  return { id, picture: { file: id, extension, width, height } };
}

/**
 * Takes over a picture that Ecwid would fetch after it has answered. Until then the thing shows it at its own address
 * (test VariationsTest, `test uploading product variation image asynchronously`), and the store leaves it at that.
 */
function linkPicture(call: Call): NewPicture {
  const { url, width, height, alt, externalId } = bodyOf(call);
  const picture = { url: checkUrl(textOf(url)), width: Number(width) || 0, height: Number(height) || 0 };
  return { id: call.state.newId('images'), picture, alt, externalId };
}

/** A picture that a call brings, with what it says about it. */
export interface NewPicture {
  readonly id: number;
  readonly picture: Picture;
  readonly fileName?: string | undefined;
  readonly alt?: Fields[string];
  readonly externalId?: Fields[string];
}

/** What has pictures: a category, a variation, a product with its main picture or its gallery. */
export interface PictureHolder {
  readonly path: string;
  readonly from: Readonly<Record<'upload' | 'link' | 'delete', readonly Evidence[]>>;
  /** Throws 404 when it is not there. */
  readonly find: (call: Call) => Row;
  readonly put: (holder: Row, added: NewPicture, call: Call) => void;
  /** Tells how many pictures there were. */
  readonly delete: (holder: Row, call: Call) => number;
}

/** Upload, takeover and deletion of pictures. */
export function pictureOperations({ path, from, find, put, delete: remove }: PictureHolder): Operations {
  return {
    [`POST ${path}`]: {
      from: from.upload,
      async run(call) {
        find(call);
        const uploaded = await uploadPicture(call);
        const fileName = call.query.get('fileName') ?? undefined;
        // Looked up again: while a file was fetched, others may have changed it.
        put(find(call), { ...uploaded, fileName }, call);
        return { json: { id: uploaded.id } };
      },
    },
    [`POST ${path}/async`]: {
      from: from.link,
      run(call) {
        const holder = find(call);
        const linked = linkPicture(call);
        put(holder, linked, call);
        return { json: { id: linked.id } };
      },
    },
    [`DELETE ${path}`]: {
      from: from.delete,
      run: (call) => ({ json: { deleteCount: remove(find(call), call) } }),
    },
  };
}

/** The body of an upload, or the file at `externalUrl`: got when the store may reach out, and the placeholder otherwise. */
async function uploadedFile(
  call: Call,
  placeholder: { readonly bytes: Uint8Array; readonly type: string },
): Promise<{ readonly bytes: Uint8Array; readonly type: string }> {
  const external = call.query.get('externalUrl');
  if (external === null) {
    if (call.bytes.length === 0) throw new ApiError(400, 'The request has neither a file nor externalUrl.');
    return { bytes: call.bytes, type: call.contentType };
  }
  checkUrl(external);
  return call.download ? call.download(external) : placeholder;
}

/** Keeps an uploaded file that is no picture; what stands for one at `externalUrl` that is not fetched is a line of text. */
export async function uploadFile(
  call: Call,
): Promise<{ readonly id: number; readonly name: string; readonly size: number }> {
  const external = call.query.get('externalUrl') ?? '';
  const { bytes, type } = await uploadedFile(call, { bytes: lineFor(external), type: 'text/plain' });
  const id = call.state.newId('images');
  call.state.files.set(id, { bytes, type });
  const lastPart = external.split(/[?#]/)[0]?.split('/').at(-1);
  return { id, name: call.query.get('fileName') ?? (lastPart || `file-${id}`), size: bytes.length };
}

/** Text in the place of a file that the store does not have. */
export function lineFor(place: string): Uint8Array {
  return new TextEncoder().encode(`This stands for the file at ${place}, which the store did not fetch.\n`);
}

/** The address, when it is one. Throws 422: tests ProductsTest and CategoriesTest refuse `htt://sssss` and blanks. */
export function checkUrl(url: string): string {
  if (!/^https?:\/\/[^\s/]+/i.test(url.trim()) || !URL.canParse(url.trim())) {
    throw new ApiError(422, `Wrong URL provided: '${url}'`, 'WRONG_URL');
  }
  return url.trim();
}

/** Address of a picture in a size: its longest side in pixels, or as it was uploaded. */
export function pictureUrl(picture: Picture, size: number | 'original', call: Call): string {
  const { url, file, extension } = picture;
  if (typeof url === 'string') return url;
  return `${call.origin}/images/${call.storeId}/${size}/${numberOf(file)}.${textOf(extension)}`;
}

/** Fields of products, variations and categories that lead to their picture, in a size. */
const linkSizes = {
  thumbnailUrl: 400,
  imageUrl: 1200,
  smallThumbnailUrl: 160,
  hdThumbnailUrl: 800,
  originalImageUrl: 'original',
} as const;

/** The same of an image among the media of a product. */
export const mediaSizes = {
  image160pxUrl: 160,
  image400pxUrl: 400,
  image800pxUrl: 800,
  image1500pxUrl: 1500,
  imageOriginalUrl: 'original',
} as const;

export const pictureLinkNames = Object.keys(linkSizes);

export function pictureLinks(
  picture: Picture,
  call: Call,
  sizes: Readonly<Record<string, number | 'original'>> = linkSizes,
): Fields {
  return Object.fromEntries(Object.entries(sizes).map(([name, size]) => [name, pictureUrl(picture, size, call)]));
}

/** `{ url, width, height }` of a picture. */
export function sizedPicture(picture: Picture, size: number | 'original', call: Call): Fields {
  const { width = 0, height = 0 } = picture;
  return { url: pictureUrl(picture, size, call), width, height };
}

export function pictureOf(holder: Fields): Picture | undefined {
  const picture = fieldsOf(holder['picture']);
  return Object.keys(picture).length > 0 ? picture : undefined;
}

/** Address of a file that was uploaded to an order. Its name stands in it (test OrdersTest.testManipulateOrderItemOptionFiles). */
export function orderFileUrl(id: number, name: string, call: Call): string {
  return `${call.origin}/images/${call.storeId}/files/${id}/${encodeURIComponent(name)}`;
}

/** Serves an uploaded picture or file at its address, as it came; undefined for any other path. */
export function imageAnswer(method: string, path: string, state: State): Answer | undefined {
  const match = /^\/images\/[^/]+\/(?:(?:\d+|original)\/(\d+)\.\w+|files\/(\d+)\/[^/]+)$/.exec(path);
  if (!match || method !== 'GET') return undefined;
  const file = state.files.get(Number(match[1] ?? match[2]));
  if (!file) throw new ApiError(404, `There is no image ${path}.`);
  return { bytes: file.bytes, type: file.type };
}
