import type { Call } from '../call.ts';
import type { Operation, Operations, Resource } from '../rules.ts';
import { fieldsOf, listOf, textOf, without, type Fields, type Row } from '../state/rows.ts';
import { pictureUrl, uploadPicture } from './images.ts';

/** Settings of the store: one row, read and changed as a whole. */
export const profile: Resource = {
  collection: 'profile',
  path: '/profile',
  seed: (example) => [{ ...fieldsOf(example('getStoreProfile.200')), id: 'profile' }],
  view: profileView,
  get: { from: ['page get-store-profile', 'test StoreProfileTest.testStoreProfile'] },
  update: {
    from: ['page update-store-profile', 'test StoreProfileTest.testStoreProfile'],
    answer: () => ({ success: true }),
  },
  operations: {
    ...logo('/profile/logo', ['generalInfo', 'starterSite', 'storeLogoUrl']),
    ...logo('/profile/invoicelogo', ['settings', 'invoiceLogoUrl']),
    ...logo('/profile/emaillogo', ['settings', 'emailLogoUrl']),
  },
};

/** The free address follows the name that the owner chose for it (test StoreProfileTest.testStoreProfile). */
function profileView({ id: _id, ...stored }: Row, call: Call): Fields {
  const general = fieldsOf(stored['generalInfo']);
  const site = fieldsOf(general['starterSite']);
  const name = textOf(site['ecwidSubdomain']);
  const generatedUrl = `https://${name}.${textOf(site['ecwidSubdomainSuffix']) || 'company.site'}`;
  if (call.isPublic) return publicProfile(stored);
  return { ...stored, generalInfo: { ...general, starterSite: { ...site, ...(name !== '' && { generatedUrl }) } } };
}

/** Public tokens see only enabled ways to deliver, and nothing of features to come (schemas StoreShipping and StoreProfile). */
function publicProfile(stored: Fields): Fields {
  const shipping = fieldsOf(stored['shipping']);
  const shippingOptions = listOf(shipping['shippingOptions']).filter(({ enabled }) => enabled !== false);
  return {
    ...without(stored, ['featureToggles', 'mailNotifications', 'phoneNotifications']),
    shipping: { ...shipping, shippingOptions },
  };
}

/** Upload and deletion of one of the logos, whose address stands in the profile. */
function logo(path: `/${string}`, place: readonly string[]): Operations {
  const put: Operation = {
    from: ['page upload-store-logo-image', 'old store-information'],
    async run(call) {
      const { id, picture } = await uploadPicture(call);
      call.state.changeProfile(nested(place, pictureUrl(picture, 'original', call)));
      return { json: { id } };
    },
  };
  return {
    [`PUT ${path}`]: put,
    // Older integrations and the vendor's client upload by POST.
    [`POST ${path}`]: put,
    [`DELETE ${path}`]: {
      from: ['page delete-store-logo-image'],
      run(call) {
        const before = place.reduce<Fields[string]>((at, name) => fieldsOf(at)[name], call.state.profile);
        call.state.changeProfile(nested(place, null));
        // The vendor's client reads `success` here.
        return { json: { deleteCount: before === undefined ? 0 : 1, success: true } };
      },
    },
  };
}

function nested([name = '', ...rest]: readonly string[], value: string | null): Fields {
  return { [name]: rest.length === 0 ? value : nested(rest, value) };
}
