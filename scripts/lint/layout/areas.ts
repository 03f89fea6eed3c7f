import { slugify } from '../../description/areas.ts';
import type { Description } from './read.ts';
import { listOf, memberOf } from './source-file.ts';

/** The areas of the sidebars of each API's documentation; an API that is not listed takes them from its own x-tagGroups. */
const sidebarAreas: Readonly<Record<string, readonly string[]>> = {
  ecwid: [
    'products',
    'categories',
    'orders',
    'customers',
    'discounts',
    'domains',
    'dictionaries',
    'staff-accounts',
    'application',
    'batch-requests',
    'shipping-options',
    'payment-options',
    'checkout-extra-fields',
    'storefront-widget-details',
    'store-profile',
    'starter-site',
    'instant-site-redirects',
    'oauth',
    'calls-to-apps',
    'partner-api',
  ],
};

/** Folder for components that several areas share; it holds no paths. */
export const commonArea = 'common';

interface TagGroup {
  readonly name: string;
  /** The folder of the group: its name in kebab-case. */
  readonly area: string;
  readonly tags: readonly string[];
}

/** The x-tagGroups of the entry document. */
export function tagGroups({ entry }: Description): TagGroup[] {
  return listOf(entry.value, 'x-tagGroups').map((group) => {
    const name = String(memberOf(group, 'name') ?? '');
    return { name, area: slugify(name), tags: listOf(group, 'tags').map(String) };
  });
}

/** Areas that folders may be named after. */
export function areasOf(description: Description): readonly string[] {
  return sidebarAreas[description.api.name] ?? tagGroups(description).map(({ area }) => area);
}
