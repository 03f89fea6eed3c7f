import { apis } from '../apis.ts';
import { escapeHtml } from './html.ts';

export interface PageOptions {
  readonly title: string;
  readonly description: string;
  /** Path from the page to the top folder of the site: empty, or `../`. */
  readonly root: '' | '../';
  /** Which entry of the bar is current: name of an API, `guides` or `try`. */
  readonly active?: string;
  /** HTML between the links of the bar and its buttons. */
  readonly tools?: string;
  /** Redoc fills the page; it has a switch for the colours of its own. */
  readonly isRedoc?: true;
  /** HTML of the page below the bar. */
  readonly body: string;
  /** HTML at the end: scripts that only this page needs, before ours. */
  readonly scripts?: string;
  /** Further permissions, beside what every page may: `connect-src http://127.0.0.1:*`. */
  readonly policy?: string;
}

/**
 * What a page may load. It forbids other hosts altogether, so that nothing can slip in unseen: scripts and styles come
 * with the site, connections are forbidden unless a page asks for them.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline' file: blob:",
  "style-src 'self' 'unsafe-inline' file:",
  "img-src 'self' data: file:",
  "font-src 'self' data:",
  'worker-src blob:',
  "form-action 'none'",
].join('; ');

/** A whole page: head, the bar that all pages share, the search box. */
export function renderPage(options: PageOptions): string {
  const { title, description, root, active, tools = '', body, scripts = '', policy: more, isRedoc } = options;
  const link = (href: string, text: string, name: string) =>
    `<a href="${root}${href}"${name === active ? ' aria-current="page"' : ''}>${escapeHtml(text)}</a>`;
  return `<!doctype html>
<html lang="en" data-root="${root}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}; ${more ?? "connect-src 'none'"}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${escapeHtml(description)}">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${root}assets/site.css">
<script>try{const m=localStorage.getItem('redoc.colorMode');document.documentElement.classList.add(m==='dark'||m==='light'?m:matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light')}catch{}</script>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="bar${tools ? ' has-tools' : ''}${isRedoc ? ' has-redoc' : ''}">
<button class="menu-button" aria-expanded="false" aria-controls="site-nav" aria-label="Menu">☰</button>
<a class="brand" href="${root}index.html">commerce-openapi</a>
<nav id="site-nav" aria-label="Site">
${apis.map((api) => link(`${api.name}/index.html`, shortTitle(api.title), api.name)).join('\n')}
${link('guides/index.html', 'Guides', 'guides')}
${link('try/index.html', 'Try it', 'try')}
</nav>
<span class="space"></span>
${tools}
<button data-search aria-haspopup="dialog">Search<kbd>Ctrl K</kbd></button>
<button data-color aria-label="Dark or light">◐</button>
</header>
${body}
<dialog class="search" aria-label="Search">
<input type="search" placeholder="Search operations, schemas, fields, guides" aria-label="Search" autocomplete="off" spellcheck="false">
<p>Operations, schemas, fields and guides.</p>
<ol></ol>
</dialog>
<script src="${root}assets/mocks.js"></script>
${scripts}<script src="${root}assets/site.js"></script>
</body>
</html>
`;
}

/** `Ecwid REST API` is `Ecwid` in the bar. */
function shortTitle(title: string): string {
  return title.split(' ')[0]!;
}
