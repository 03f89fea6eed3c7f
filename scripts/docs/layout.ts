import { html, type Html } from './html.ts';
import { relativeTo, type Page } from './page.ts';
import { pathTo, renderTree, type TreeNode } from './tree.ts';
import { twinOf } from './twin.ts';

/** What this site is called. */
export const siteName = 'commerce-openapi';

/**
 * What a page may load: its own site, nothing else, and nothing that stands in the page itself. A form may ask the local
 * store. (`file:` is for a reader who opens the pages from a disk.)
 */
const policy = [
  "default-src 'none'",
  "script-src 'self' file:",
  "style-src 'self' file:",
  "img-src 'self' file:",
  "connect-src 'self' http://127.0.0.1:* http://localhost:*",
  "form-action 'none'",
].join('; ');

/**
 * A whole page: head, the bar and the tree that all pages share, and what the page says. The tree stands behind the
 * content, where programs and readers without styles do not have to wade through it.
 */
export function renderPage(page: Page, tree: readonly TreeNode[]): string {
  const { file, title, context, description, body, aside, markdown } = page;
  const twin = markdown === '' ? undefined : twinOf(file);
  const fullTitle = [title, context ?? (title === siteName ? undefined : siteName)].filter(Boolean).join(' - ');
  const whole = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${{ html: policy }}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${fullTitle}</title>
        <meta name="description" content="${description}" />
        <meta property="og:type" content="website" />
        <meta property="og:site_name" content="${siteName}" />
        <meta property="og:title" content="${fullTitle}" />
        <meta property="og:description" content="${description}" />
        <meta name="twitter:card" content="summary" />
        <link rel="icon" href="@/assets/icon.svg" type="image/svg+xml" />
        ${twin && html`<link rel="alternate" type="text/markdown" href="@/${twin}" />`}
        <link rel="stylesheet" href="@/assets/site.css" />
        <script src="@/assets/color.js"></script>
        <script src="@/assets/mocks.js" defer></script>
        <script src="@/assets/site.js" defer data-top="@/"></script>
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        <header>
          <a class="menu" href="#nav" aria-label="Menu">☰</a>
          <a class="brand" href="@/index.html">${siteName}</a>
          <span class="space"></span>
          <button type="button" data-search hidden aria-haspopup="dialog">Search <kbd>Ctrl K</kbd></button>
          <button type="button" data-color hidden aria-label="Dark or light">◐</button>
        </header>
        <main id="content" tabindex="-1" ${aside && html` class="with-aside"`}>
          <article>
            <p class="breadcrumb">
              ${breadcrumb(tree, file)}<span class="for-programs"
                >${twin && html`<a href="@/${twin}">Markdown</a>`} <a href="@/llms.txt">llms.txt</a></span
              >
            </p>
            ${body}
          </article>
          ${aside && html`<aside aria-label="Samples">${aside}</aside>`}
        </main>
        <nav id="nav" aria-label="All pages">
          <a class="close" href="#content" aria-label="Close the menu">✕</a>
          <input
            type="search"
            data-filter
            hidden
            placeholder="Filter"
            aria-label="Filter the pages"
            autocomplete="off"
            spellcheck="false"
          />
          ${renderTree(tree, file)}
        </nav>
      </body>
    </html> `;
  return relativeTo(file, whole.html);
}

function breadcrumb(tree: readonly TreeNode[], file: string): Html {
  return html`${pathTo(tree, file).map(
    ({ title, file: href }) => html`<a href="@/${href ?? ''}">${title}</a> <span aria-hidden="true">/</span> `,
  )}`;
}
