import type { Api } from '../apis.ts';
import { scriptJson } from './html.ts';

/** Tells the pages where the mocks are; `npm start` serves its own, since their ports may differ. */
export function mocksScript(urls: readonly (readonly [api: Api, baseUrl: string])[]): string {
  return `globalThis.mocks=${scriptJson(Object.fromEntries(urls.map(([{ name }, url]) => [name, url])))}\n`;
}
