import type { Html } from './html.ts';

/** A page before the frame that all pages share is put around it. Addresses in it begin with `@/`, the top of the site. */
export interface Page {
  /** Path in the site: `ecwid/products/getProduct.html`. */
  readonly file: string;
  readonly title: string;
  /** What the title in a browser's tab says behind it: the API, say. */
  readonly context?: string;
  /** One sentence, for search engines and previews. */
  readonly description: string;
  /** The title of the page included. */
  readonly body: Html;
  /** Stands beside the body, and stays in view. */
  readonly aside?: Html;
  /** The same for programs that read; the title included. Empty where there is nothing to read. */
  readonly markdown: string;
}

/** Addresses that begin at the top of the site, as a page writes them. */
export function relativeTo(file: string, markup: string): string {
  // Never empty, so that what follows it is a path to everybody.
  const root = '../'.repeat(file.split('/').length - 1) || './';
  return markup.replaceAll('="@/', `="${root}`).replaceAll('](@/', `](${root}`);
}

/** The id of a place on a page: `field-price`. A name may hold what an id may not. */
export function placeId(kind: string, name: string): string {
  return `${kind}-${name.replace(/[^\w.-]/g, (sign) => `_${sign.charCodeAt(0).toString(16)}`)}`;
}
