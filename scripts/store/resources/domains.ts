import { ApiError } from '../answer/api-error.ts';
import { bodyOf } from '../call.ts';
import { findRow, putRow } from '../operations.ts';
import type { Resource } from '../rules.ts';
import { fieldsOf, listOf, merge, textOf, without, type Fields } from '../state/rows.ts';

/** Addresses of the store's website: one row. Domains that are bought here cost nothing, and lead nowhere. */
export const domains: Resource = {
  collection: 'domains',
  path: '/domains',
  seed: (example) => [{ ...fieldsOf(example('searchDomains.200')), id: 'domains' }],
  view: (row) => without(row, ['id']),
  get: { from: ['page search-store-domains'] },
  update: {
    from: ['page update-store-domains'],
    row: (before, body) => withPrimary(changed(before, body)),
    after(row, _before, call) {
      const { ecwidSubdomain } = fieldsOf(row['instantSiteDomain']);
      call.state.changeProfile({ generalInfo: { starterSite: { ecwidSubdomain } } });
    },
  },
  operations: {
    'POST /domains/purchase': {
      from: ['page purchase-domain', 'example purchaseDomain.200'],
      run(call) {
        const { domainName, ...owner } = bodyOf(call);
        const name = textOf(domainName).toLowerCase();
        checkName(name, /^([a-z\d]([a-z\d-]*[a-z\d])?\.)+[a-z]{2,}$/);
        const row = findRow(domains, call);
        const bought = listOf(row['purchasedDomains']);
        if (bought.some((domain) => domain['name'] === name))
          throw new ApiError(400, `The domain ${name} is taken.`, 'DOMAIN_ALREADY_TAKEN');
        const domain = {
          id: call.state.newId('purchasedDomains'),
          name,
          status: 'pending',
          connectedToInstantSite: false,
          primaryDomain: false,
          redirectToPrimaryDomain: false,
          ...datesFrom(call.now),
          autorenew: true,
          domainOwnerInfo: { verificationStatus: 'unverified', ...owner },
        };
        putRow(domains, { ...row, purchasedDomains: [...bought, domain] }, call);
        return { json: domain };
      },
    },
  },
};

/** Of the free address its name can be changed, of a bought domain what it is used for. */
function changed(before: Fields, body: Fields): Fields {
  const site = fieldsOf(before['instantSiteDomain']);
  const { ecwidSubdomain = site['ecwidSubdomain'], thirdPartyVendorDomain } = fieldsOf(body['instantSiteDomain']);
  checkName(textOf(ecwidSubdomain), /^[a-z\d]([a-z\d-]*[a-z\d])?$/i);
  const updates = listOf(body['purchasedDomains']);
  const bought = listOf(before['purchasedDomains']);
  if (updates.some(({ id }) => !bought.some((domain) => domain['id'] === id)))
    throw new ApiError(409, 'The store has no such domain.', 'NOT_VALID_DOMAIN_ORDER_UPDATE_DATA');
  const hasPrimary = updates.some(({ primaryDomain }) => primaryDomain === true);
  return {
    ...before,
    instantSiteDomain: merge(site, {
      ecwidSubdomain,
      thirdPartyVendorDomain,
      instantSiteUrl: textOf(site['instantSiteUrl']).replace(/^(https:\/\/)[^.]*/, `$1${textOf(ecwidSubdomain)}`),
    }),
    purchasedDomains: bought.map((domain) => {
      const { connectedToInstantSite, primaryDomain, autorenew } = updates.find(({ id }) => id === domain['id']) ?? {};
      const others = hasPrimary ? { primaryDomain: false } : {};
      return merge(domain, { ...others, ...merge({}, { connectedToInstantSite, primaryDomain, autorenew }) });
    }),
  };
}

/** The first address of the website is that of the bought domain which is its primary one, or else the free one. */
function withPrimary(row: Fields): Fields {
  const primary = listOf(row['purchasedDomains']).find(
    ({ primaryDomain, connectedToInstantSite }) => primaryDomain === true && connectedToInstantSite === true,
  );
  const site = fieldsOf(row['instantSiteDomain']);
  const primaryInstantSiteDomain = primary?.['name'] ?? site['ecwidSubdomain'];
  return { ...row, instantSiteDomain: { ...site, primaryInstantSiteDomain } };
}

/** Page "REST API error codes". A name in the system of domains has 63 characters at most between two dots (RFC 1035). */
function checkName(name: string, form: RegExp): void {
  if (name === '') throw new ApiError(403, 'The name of a domain cannot be empty.', 'EMPTY_DOMAIN_NAME');
  if (name.split('.').some((label) => label.length > 63))
    throw new ApiError(403, `The name ${name} is too long.`, 'LONG_DOMAIN_NAME');
  if (!form.test(name)) throw new ApiError(403, `${name} is no name of a domain.`, 'WRONG_DOMAIN_FORMAT');
}

const day = 86_400_000;

/** Bought for a year, and renewed two weeks before its end, as in the example. */
function datesFrom(now: number): Fields {
  const written = (moment: number): string => new Date(moment).toISOString().slice(0, 10);
  const end = new Date(now);
  end.setUTCFullYear(end.getUTCFullYear() + 1);
  return {
    purchaseDate: written(now),
    expirationDate: written(end.getTime()),
    renewalDate: written(end.getTime() - 14 * day),
  };
}
