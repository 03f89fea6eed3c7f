import { expect, it } from 'vitest';
import { upload } from '../../scripts/client/upload.ts';

const sources: [string, (size: number) => Blob | Uint8Array | ReadableStream][] = [
  ['a Blob', (size) => new Blob([new Uint8Array(size)])],
  ['bytes', (size) => new Uint8Array(size)],
  ['a stream', (size) => new Blob([new Uint8Array(size)]).stream()],
];

it.each(sources)('sends %s of exactly as many bytes as are allowed, and not one more', async (_, make) => {
  const send = async (_path: string, { body }: { body: BodyInit }): Promise<number> =>
    (await new Response(body).arrayBuffer()).byteLength;
  const sized = (size: number): Promise<unknown> =>
    upload({ POST: send } as never, '/image', { method: 'POST', maxBytes: 4 } as never, make(size) as never);
  expect(await sized(4)).toBe(4);
  await expect(sized(5)).rejects.toThrow(RangeError);
});
