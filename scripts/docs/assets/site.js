// What runs on every page of the docs. A classic script, so that the pages also work from a disk.
// Redoc keeps the colours under the same key, so that both agree.
const colorKey = 'redoc.colorMode';
const samplesKey = 'commerce-openapi.samples';

/** Storage may be forbidden (a page from a disk, a private window); then nothing is remembered. */
const memory = {
  get(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(key, value);
    } catch {
      // Nothing is remembered.
    }
  },
};

const bar = document.querySelector('.bar');
const base = document.documentElement.dataset.root ?? '';

function colorMode() {
  const chosen = memory.get(colorKey);
  if (chosen === 'dark' || chosen === 'light') return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

function showColorMode(mode) {
  document.documentElement.classList.remove('light', 'dark');
  document.documentElement.classList.add(mode);
}
showColorMode(colorMode());

document.querySelector('[data-color]')?.addEventListener('click', () => {
  const mode = colorMode() === 'dark' ? 'light' : 'dark';
  memory.set(colorKey, mode);
  showColorMode(mode);
  // The console takes its colours when it starts.
  if (globalThis.Scalar) location.reload();
});

const menuButton = document.querySelector('.menu-button');
menuButton?.addEventListener('click', () => {
  menuButton.setAttribute('aria-expanded', String(bar.classList.toggle('open')));
});

document.querySelector('[data-areas]')?.addEventListener('change', (event) => {
  location.href = event.target.value;
});

// Code samples name the API itself; told to, they name the mock on this machine instead.
const samples = document.querySelector('[data-samples]');
const onThisMachine = ['127.0.0.1', 'localhost'].includes(location.hostname);

/** The sample as the mock's target would have made it; the tests hold both against each other. */
function toMock(source, liveUrls, mockUrl) {
  const moved = liveUrls.reduce((text, url) => text.replaceAll(url, mockUrl), source);
  return moved.replace(/(= create\w+Client\(\{ .*token: 'YOUR_TOKEN') \}/, `$1, baseUrl: '${mockUrl}' }`);
}

function forMock(definition, { liveUrls, api }) {
  const mockUrl = globalThis.mocks?.[api];
  if (!mockUrl || samples?.value !== 'mock') return definition;
  for (const item of Object.values(definition.paths)) {
    for (const operation of Object.values(item)) {
      for (const sample of operation?.['x-codeSamples'] ?? []) sample.source = toMock(sample.source, liveUrls, mockUrl);
    }
  }
  return definition;
}

if (samples) {
  samples.value = memory.get(samplesKey) ?? (onThisMachine ? 'mock' : 'live');
  samples.addEventListener('change', () => {
    memory.set(samplesKey, samples.value);
    location.reload();
  });
}

if (globalThis.page) {
  const { definition, options, api, liveUrls } = globalThis.page;
  globalThis.Redoc.init(forMock(definition, { liveUrls, api }), options, document.getElementById('redoc'));
}

// Search over all pages. The index is loaded when it is first needed.
const dialog = document.querySelector('dialog.search');
const input = dialog?.querySelector('input');
const list = dialog?.querySelector('ol');
const note = dialog?.querySelector('p');
let index;

function loadScript(name) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = `${base}assets/${name}`;
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${name} cannot be loaded.`));
    document.head.append(script);
  });
}

async function loadIndex() {
  if (index) return index;
  await Promise.all([loadScript('minisearch.js'), loadScript('search-index.js')]);
  index = new globalThis.MiniSearch({
    fields: ['title', 'words', 'text'],
    storeFields: ['kind', 'title', 'detail', 'href'],
    searchOptions: {
      prefix: true,
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
      combineWith: 'AND',
      boost: { title: 4, words: 2 },
      boostDocument: (_id, _term, { kind }) => ({ operation: 3, guide: 2, schema: 1.5 })[kind] ?? 1,
    },
    // "productId" is found by "product id" as well.
    tokenize: (text) => text.split(/[^\p{L}\p{N}]+/u).flatMap((word) => [word, ...word.split(/(?<=[a-z])(?=[A-Z])/)]),
  });
  index.addAll(
    globalThis.searchDocuments.map(([kind, title, detail, href, words, text], id) => ({
      id,
      kind,
      title,
      detail,
      href,
      words,
      text,
    })),
  );
  return index;
}

/** `Get product` and `getProduct` are the same to whoever looks for it. */
const squashed = (text) => text.replace(/\s+/g, '').toLowerCase();

/** What is called just as the query comes first, whatever else has its words. */
function exactFirst(results, query) {
  const isExact = ({ title }) => squashed(title) === squashed(query);
  return [...results.filter(isExact), ...results.filter((result) => !isExact(result))];
}

/** `Ecwid operation`: several APIs have operations and schemas of the same name. The bar has the short names. */
function kindOf({ kind, href }) {
  const api = document.querySelector(`#site-nav a[href$="${href.split('/')[0]}/index.html"]`);
  return kind === 'guide' || !api ? kind : `${api.textContent} ${kind}`;
}

function show(results, query) {
  list.replaceChildren(
    ...exactFirst(results, query)
      .slice(0, 30)
      .map((result, position) => {
        const item = document.createElement('li');
        const link = document.createElement('a');
        link.href = base + result.href;
        link.setAttribute('aria-selected', String(position === 0));
        const kind = document.createElement('span');
        kind.className = 'kind';
        kind.textContent = kindOf(result);
        const detail = document.createElement('small');
        detail.textContent = result.detail;
        link.append(kind, result.title, detail);
        item.append(link);
        return item;
      }),
  );
  note.hidden = results.length > 0;
  note.textContent = query ? `Nothing is called "${query}".` : 'Operations, schemas, fields and guides.';
}

async function search() {
  const query = input.value.trim();
  const found = await loadIndex();
  if (query === input.value.trim()) show(query ? found.search(query) : [], query);
}

function select(step) {
  const links = [...list.querySelectorAll('a')];
  const current = links.findIndex((link) => link.getAttribute('aria-selected') === 'true');
  const next = Math.min(Math.max(current + step, 0), links.length - 1);
  links.forEach((link, position) => link.setAttribute('aria-selected', String(position === next)));
  links[next]?.scrollIntoView({ block: 'nearest' });
}

function openSearch() {
  if (!dialog.open) dialog.showModal();
  input.select();
  search();
}

if (dialog) {
  document.querySelector('[data-search]')?.addEventListener('click', openSearch);
  input.addEventListener('input', search);
  dialog.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') select(1);
    else if (event.key === 'ArrowUp') select(-1);
    else if (event.key === 'Enter') list.querySelector('[aria-selected="true"]')?.click();
    else return;
    event.preventDefault();
  });
  dialog.addEventListener('click', (event) => {
    // A click beside the box, or on a result of this very page.
    if (event.target === dialog || event.target.closest('a')) dialog.close();
  });
  addEventListener(
    'keydown',
    (event) => {
      const typing = /^(input|textarea|select)$/i.test(event.target?.tagName ?? '');
      const wanted = ((event.ctrlKey || event.metaKey) && event.key === 'k') || (event.key === '/' && !typing);
      if (!wanted) return;
      // Redoc listens for the same keys.
      event.preventDefault();
      event.stopImmediatePropagation();
      openSearch();
    },
    true,
  );
}
