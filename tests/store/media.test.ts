import { describe, expect, it } from 'vitest';
import { picture, tryStore, upload, type Trial } from './try-store.ts';

const create = async (trial: Trial): Promise<string> =>
  `/products/${(await trial.post('/products', { name: 'New', sku: 'new', price: 1 })).json.id}`;
const images = async (trial: Trial, path: string): Promise<any[]> => (await trial.get(path)).json.media.images;
const later = { url: 'https://images.example/cup.png', width: 180, height: 180 };

describe('live: pictures and files', () => {
  it.each(['image/async', 'gallery/async'])('%s adds a picture, and refuses what is no address', async (kind) => {
    const trial = tryStore();
    const path = await create(trial);
    expect(await images(trial, path)).toEqual([]);
    await trial.post(`${path}/${kind}`, later);
    expect(await images(trial, path)).toMatchObject([{ id: '0', isMain: true, imageOriginalUrl: later.url }]);
    for (const url of ['  ', 'htt://sssss'])
      expect((await trial.post(`${path}/${kind}`, { ...later, url })).status).toBe(422);
    expect(await images(trial, path)).toHaveLength(1);
  });

  it('files of a product are uploaded, described, downloaded and deleted', async () => {
    const trial = tryStore();
    const path = await create(trial);
    const send = async (query: string, init: RequestInit): Promise<number> =>
      (await trial.call(`${path}/files?${query}`, init)).json.id;
    const first = await send('fileName=a.png&description=A&externalUrl=https://files.example/a.png', {
      method: 'POST',
    });
    const second = await send('fileName=b.png&description=B', upload());
    const third = await send('fileName=c.bin&description=C', upload('application/octet-stream'));
    const { files } = (await trial.get(path)).json;
    expect(files).toMatchObject([
      { id: first, name: 'a.png', description: 'A' },
      { id: second, name: 'b.png', size: picture.length },
      { id: third },
    ]);
    expect(files[0].size).toBeGreaterThan(0);
    expect((await trial.put(`${path}/files/${second}`, { description: 'Better' })).json).toEqual({ updateCount: 1 });
    expect((await trial.get(path)).json.files[1].description).toBe('Better');
    const response = await trial.store.fetch(
      new Request(files[1].adminUrl, { headers: { authorization: 'Bearer secret_test' } }),
    );
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(picture);
    expect((await trial.delete(`${path}/files/${second}`)).json).toEqual({ deleteCount: 1 });
    expect((await trial.delete(`${path}/files`)).json).toEqual({ deleteCount: 2 });
    expect((await trial.get(path)).json.files).toEqual([]);
    expect((await trial.get(`${path}/files/${second}`)).status).toBe(404);
  });

  it('a variation has a picture of its own, until it is deleted', async () => {
    const trial = tryStore();
    const path = '/products/37208339/combinations/7084076';
    expect(
      (await trial.call(`${path}/image?externalUrl=https://images.example/a.png`, { method: 'POST' })).json.id,
    ).toBeGreaterThan(0);
    expect((await trial.get(path)).json.imageUrl).toMatch(/^https:\/\/app\.ecwid\.com\/images\//);
    expect((await trial.delete(`${path}/image`)).json).toEqual({ deleteCount: 1 });
    expect((await trial.get(path)).json.imageUrl).toBeUndefined();
    await trial.post(`${path}/image/async`, later);
    expect((await trial.get('/products/37208339')).json.combinations[0].originalImageUrl).toBe(later.url);
  });
});

describe('documented: pictures and videos', () => {
  it('a new main picture replaces the old one, and leads to its bytes in all sizes', async () => {
    const trial = tryStore();
    const { id } = (await trial.call('/products/37208339/image', upload())).json;
    const { json } = await trial.get('/products/37208339');
    expect(json.media.images).toMatchObject([
      { id: '0', isMain: true },
      { id: '18481471', isMain: false },
    ]);
    expect(json.originalImage).toMatchObject({ width: 2, height: 1 });
    for (const url of [json.imageUrl, json.media.images[0].image160pxUrl, json.originalImageUrl]) {
      expect(url).toMatch(new RegExp(`/${id}\\.png$`));
      const response = await trial.store.fetch(new Request(url));
      expect(new Uint8Array(await response.arrayBuffer())).toEqual(picture);
    }
    expect((await trial.delete('/products/37208339/image')).json).toEqual({ deleteCount: 1 });
    expect((await trial.get('/products/37208339')).json.imageUrl).toBeUndefined();
  });

  it('the gallery grows, shrinks and is emptied', async () => {
    const trial = tryStore();
    const path = await create(trial);
    const ids: number[] = [];
    for (let i = 0; i < 4; i += 1) ids.push((await trial.call(`${path}/gallery?fileName=Cup`, upload())).json.id);
    expect((await images(trial, path)).map(({ id }) => id)).toEqual(['0', ...ids.slice(1).map(String)]);
    expect((await trial.get(path)).json.galleryImages).toHaveLength(3);
    expect((await trial.delete(`${path}/gallery/${ids[2]}`)).json).toEqual({ deleteCount: 1 });
    expect((await trial.delete(`${path}/gallery`)).json).toEqual({ deleteCount: 2 });
    expect(await images(trial, path)).toHaveLength(1);
  });

  it('alternative texts are changed by an update of the product', async () => {
    const trial = tryStore();
    await trial.put('/products/37208339', { media: { images: [{ id: '18481471', alt: { main: 'Blue' } }] } });
    expect((await images(trial, '/products/37208339')).map(({ alt }) => alt.main)).toEqual([
      'Linen apron on a hook',
      'Blue',
    ]);
  });

  it('an external id belongs to one picture', async () => {
    const trial = tryStore();
    expect(
      (await trial.post('/products/37208339/gallery/async', { ...later, externalId: 'apron-indigo' })).json.errorCode,
    ).toBe('EXTERNAL_ID_ALREADY_USED');
  });

  it('videos are added by their address, get a cover, and go', async () => {
    const trial = tryStore();
    const path = await create(trial);
    const { id } = (await trial.post(`${path}/gallery/video`, { url: 'https://video.example/v' })).json;
    const cover = (await trial.call(`${path}/gallery/video/${id}`, { ...upload(), method: 'PUT' })).json.id;
    expect((await trial.get(`${path}/gallery/video/${id}`)).json).toMatchObject({
      id,
      url: 'https://video.example/v',
      videoCoverId: cover,
    });
    await trial.post(`${path}/video`, { url: 'https://video.example/main' });
    expect((await trial.get(path)).json.media.videos).toHaveLength(2);
    expect((await trial.delete(`${path}/video`)).json).toEqual({ deleteCount: 1 });
    expect((await trial.delete(`${path}/gallery/${id}`)).json).toEqual({ deleteCount: 1 });
    expect((await trial.post(`${path}/video`, { url: 'nowhere' })).json.errorCode).toBe('WRONG_URL');
  });

  it('all media are replaced at once', async () => {
    const trial = tryStore();
    const galleryMedia = [{ imageUrl: 'https://images.example/a.png' }, { videoUrl: 'https://video.example/v' }];
    const { json } = await trial.put('/products/37208339/media', {
      mainMedia: { imageUrl: 'https://images.example/m.png' },
      galleryMedia,
    });
    expect(json).toEqual({
      mainMedia: { success: true, id: '0' },
      galleryMedia: [
        { success: true, id: '1' },
        { success: true, id: '2' },
      ],
    });
    const { media } = (await trial.get('/products/37208339')).json;
    expect([media.images.length, media.videos.length]).toEqual([2, 1]);
    await trial.put('/products/37208339/media', { mainMedia: null, galleryMedia: [] });
    expect(await images(trial, '/products/37208339')).toHaveLength(1);
  });

  it('files that are too big are refused', async () => {
    const trial = tryStore();
    const reply = await trial.call(
      '/products/37208339/image',
      upload('image/png', new Uint8Array(20 * 1024 * 1024 + 1)),
    );
    expect({ status: reply.status, code: reply.json.errorCode }).toEqual({ status: 400, code: 'INCORRECT_IMAGE_SIZE' });
  });

  it('what externalUrl leads to is fetched when the store may reach out', async () => {
    const asked: string[] = [];
    const download = async (url: string) => (asked.push(url), { bytes: picture, type: 'image/png' });
    const trial = tryStore({ download });
    await trial.call('/products/37208339/image?externalUrl=https://images.example/a.png', { method: 'POST' });
    expect((await trial.get('/products/37208339')).json.originalImage).toMatchObject({ width: 2 });
    expect(asked).toEqual(['https://images.example/a.png']);
  });
});
