import type { Answer } from '../answer/answer.ts';
import { bodyOf, type Call } from '../call.ts';
import { findRow, updateRow } from '../operations.ts';
import type { Evidence, Resource } from '../rules.ts';
import { fieldsOf, without, type Fields } from '../state/rows.ts';
import { pictureUrl, uploadPicture } from './images.ts';

const from: readonly Evidence[] = ['old starter-site'];

/** Content of the website that stores once began with: one row. Uploads change nothing of it until an update names their addresses. */
export const starterSite: Resource = {
  collection: 'starterSite',
  path: '/startersite',
  seed: (example) => [{ ...fieldsOf(example('getStarterSite.200')), id: 'starterSite' }],
  view: (row) => without(row, ['id']),
  get: { from },
  operations: {
    'PUT /startersite': {
      from,
      run(call) {
        updateRow(starterSite, findRow(starterSite, call), bodyOf(call), call);
        return { json: { id: Number(call.storeId) } };
      },
    },
    'POST /startersite/cover': {
      from,
      run: (call) =>
        stored(call, (url) => ({
          coverImageUrl: url,
          coverImageMobileUrl: url,
          coverImageThumbnail: '',
          coverImageMobileThumbnail: '',
        })),
    },
    'POST /startersite/ownerportrait': {
      from,
      run: (call) => stored(call, (url) => ({ meetownerownerimageurl: url })),
    },
    'POST /startersite/quoteperson': { from, run: (call) => stored(call, (url) => ({ quotepersonimageurl: url })) },
  },
};

async function stored(call: Call, answer: (url: string) => Fields): Promise<Answer> {
  const { picture } = await uploadPicture(call);
  return { json: answer(pictureUrl(picture, 'original', call)) };
}
