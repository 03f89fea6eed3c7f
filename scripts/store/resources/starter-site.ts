import type { Answer } from '../answer/answer.ts';
import { bodyOf, type Call } from '../call.ts';
import type { Evidence, Resource } from '../rules.ts';
import { fieldsOf, merge, without, type Fields } from '../state/rows.ts';
import { pictureUrl, uploadPicture } from './images.ts';

const from: readonly Evidence[] = ['old starter-site'];

/** Content of the website that stores once began with: one row. Uploads change nothing of it until an update names their addresses. */
export const starterSite: Resource = {
  collection: 'starterSite',
  path: '/startersite',
  item: '/startersite',
  seed: (example) => [{ ...fieldsOf(example('getStarterSite.200')), id: 'starterSite' }],
  view: contentOf,
  missing: () => new Error('A store always has a starter site.'),
  operations: {
    'GET /startersite': { from, run: (call) => ({ json: contentOf(rowOf(call)) }) },
    'PUT /startersite': {
      from,
      run(call) {
        call.state.rows('starterSite').put({ ...merge(rowOf(call), without(bodyOf(call), ['id'])), id: 'starterSite' });
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

function rowOf({ state }: Call): Fields {
  return state.rows('starterSite').get('starterSite') ?? {};
}

function contentOf(row: Fields): Fields {
  return without(row, ['id']);
}

async function stored(call: Call, answer: (url: string) => Fields): Promise<Answer> {
  const { picture } = await uploadPicture(call);
  return { json: answer(pictureUrl(picture, 'original', call)) };
}
