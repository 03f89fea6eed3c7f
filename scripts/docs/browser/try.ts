import { element } from './element.ts';

/** Forms that send a request to the local store, as it was filled in, and show what comes back. */
export function setUpTry(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form.try')) {
    form.hidden = false;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void send(form);
    });
  }
}

async function send(form: HTMLFormElement): Promise<void> {
  const output = form.querySelector('output')!;
  const request = toRequest(form);
  const url = request?.url;
  output.replaceChildren('…');
  if (!request || !url) return output.replaceChildren('This site does not know where the local store is.');
  try {
    const response = await fetch(url, request.init);
    const text = await response.text();
    output.replaceChildren(
      element(
        'p',
        {},
        element('strong', { textContent: `${response.status} ${response.statusText}`.trim() }),
        ` ${request.init.method ?? 'GET'} ${url}`,
      ),
      element('pre', { tabIndex: 0, textContent: pretty(text) || 'No body.' }),
    );
  } catch {
    output.replaceChildren(
      `There is no answer from ${new URL(url).origin}. Bring the local store up with "npm start" or "npm run mock".`,
    );
  }
}

/** What is empty is not sent. */
function toRequest(form: HTMLFormElement): { url: string; init: RequestInit } | undefined {
  const { api = '', method = 'GET', path = '' } = form.dataset;
  const base = globalThis.mocks?.[api];
  if (base === undefined) return undefined;
  const headers = new Headers();
  const query = new URLSearchParams();
  const parts = new FormData();
  let body: BodyInit | undefined;
  let filled = path;
  for (const field of form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('[name]')) {
    const [place, name = ''] = field.name.split(/:(.*)/);
    const value = field instanceof HTMLInputElement && field.type === 'file' ? field.files?.[0] : field.value;
    if (value === undefined || value === '') continue;
    if (place === 'path') filled = filled.replace(`{${name}}`, encodeURIComponent(String(value)));
    if (place === 'query') query.append(name, String(value));
    if (place === 'header') headers.set(name, String(value));
    if (place === 'form') parts.append(name, value);
    if (place === 'body') {
      body = value;
      headers.set('Content-Type', field.dataset['type'] ?? 'application/json');
    }
  }
  const search = query.size > 0 ? `?${query.toString()}` : '';
  if ([...parts.keys()].length > 0) body = parts;
  return { url: base + filled + search, init: { method, headers, ...(body !== undefined && { body }) } };
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}
