import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { RequestListener, ServerResponse } from 'node:http';
import path from 'node:path';
import sirv from 'sirv';
import { toAbsolute } from '../docs/twin.ts';
import { listen, type Served } from '../cli/listen.ts';

/**
 * Serves the rendered docs on 127.0.0.1, or on `host`. `overrides` are files that it serves instead of those in the folder
 * (`/assets/mocks.js`). Rejects with the error of `listen` when the port cannot be had.
 */
export async function serveDocs(
  folder: string,
  port: number,
  overrides: ReadonlyMap<string, string>,
  host?: string,
): Promise<Served> {
  // Files are looked up anew for each request, so that docs which are rendered meanwhile are seen.
  const files = sirv(folder, { dev: true, etag: true, extensions: ['html'] });
  const handle: RequestListener = (request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const override = overrides.get(pathname);
    if (override !== undefined) {
      return send(response, 200, 'javascript', override, { 'cache-control': 'no-store' });
    }
    // The pages link to one another relatively, so a folder needs the slash at its end.
    const inFolder = (name: string) => path.join(folder, ...name.split('/'));
    if (!pathname.endsWith('/') && existsSync(inFolder(`${pathname}/index.html`))) {
      response.writeHead(302, { location: `${pathname}/${search}` }).end();
      return;
    }
    // Programs that read ask for the page as Markdown.
    const twin = pathname.replace(/\/$/, '/index').replace(/(\.html)?$/, '.md');
    const file = request.headers.accept?.includes('text/markdown') && existsSync(inFolder(twin)) ? twin : pathname;
    if (/\.md$|\/llms[-\w]*\.txt$/.test(file) && existsSync(inFolder(file))) {
      void readFile(inFolder(file), 'utf8').then((text) => {
        const absolute = toAbsolute(text, `http://${request.headers.host ?? ''}${file}`);
        const headers = { 'cache-control': 'no-cache', vary: 'accept' };
        send(response, 200, file.endsWith('.md') ? 'markdown' : 'plain', absolute, headers);
      });
      return;
    }
    files(request, response, () => {
      void readFile(inFolder('404.html'), 'utf8').then(
        // The page is at the top, whatever the address that leads nowhere.
        (page) => send(response, 404, 'html', page.replace('<head>', '<head>\n<base href="/">')),
        () => send(response, 404, 'plain', `There is no page ${pathname}; start at /\n`),
      );
    });
  };
  return listen({
    port,
    host,
    refuse: (status, _request, response) => send(response, status, 'plain', refusals[status]),
    handle,
  });
}

function send(response: ServerResponse, status: number, type: string, text: string, headers: object = {}): void {
  response.writeHead(status, { 'content-type': `text/${type}; charset=utf-8`, ...headers }).end(text);
}

const refusals = {
  400: 'That is no URL; start at /\n',
  403: 'The docs answer to the names of this machine alone.\n',
} as const;
