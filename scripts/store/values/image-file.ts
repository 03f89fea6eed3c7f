/** What is told of a picture by its first bytes. */
export interface ImageFacts {
  /** `png`, `jpg`, `gif`, `webp`; `bin` for what is none of these. */
  readonly extension: string;
  readonly type: string;
  /** Pixels; 0 where they cannot be told. */
  readonly width: number;
  readonly height: number;
}

export function readImage(bytes: Uint8Array): ImageFacts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const starts = (text: string, at = 0): boolean =>
    bytes.length >= at + text.length && [...text].every((character, i) => bytes[at + i] === character.charCodeAt(0));
  if (starts('\x89PNG') && bytes.length >= 24) return facts('png', 'image/png', view.getUint32(16), view.getUint32(20));
  if (starts('GIF8') && bytes.length >= 10)
    return facts('gif', 'image/gif', view.getUint16(6, true), view.getUint16(8, true));
  if (starts('\xff\xd8')) return facts('jpg', 'image/jpeg', ...jpegSize(view));
  if (starts('RIFF') && starts('WEBP', 8)) return facts('webp', 'image/webp', ...webpSize(view));
  return facts('bin', 'application/octet-stream', 0, 0);
}

function facts(extension: string, type: string, width: number, height: number): ImageFacts {
  return { extension, type, width, height };
}

/** Walks over the segments of a JPEG to the one that begins a frame: it holds height and width. */
function jpegSize(view: DataView): [number, number] {
  let at = 2;
  while (at + 9 < view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return [view.getUint16(at + 7), view.getUint16(at + 5)];
    }
    at += 2 + view.getUint16(at + 2);
  }
  return [0, 0];
}

/** The extended form of WebP alone holds its size in a plain place. */
function webpSize(view: DataView): [number, number] {
  if (view.byteLength < 30 || view.getUint32(12) !== 0x56503858) return [0, 0];
  const number = (at: number): number =>
    1 + view.getUint8(at) + (view.getUint8(at + 1) << 8) + (view.getUint8(at + 2) << 16);
  return [number(24), number(27)];
}

/** A PNG of one transparent pixel: what stands for a picture that the store did not get. */
export const onePixel: Uint8Array = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='),
  (character) => character.charCodeAt(0),
);
