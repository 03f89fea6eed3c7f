import type { Renderer } from '../markdown.ts';
import type { Page } from '../page.ts';

/** A page that is written in Markdown, for people and for programs. */
export function prosePage(render: Renderer, page: Omit<Page, 'body'>): Page {
  return { ...page, body: render.markdown(page.markdown) };
}
