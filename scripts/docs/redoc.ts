import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { redoclyFolder } from '../cli/redocly.ts';
import { sampleLanguages } from './samples/samples.ts';

/** Redoc's logo comes from another host; this stands in for it. */
const logo = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="44" height="14"><text y="11" font-family="sans-serif" font-size="12" font-weight="600" fill="#12998a">Redoc</text></svg>',
)}`;

/** What is changed in Redoc's script, and why. Each text occurs at least once, or the build stops. */
const changes: readonly (readonly [from: string, to: string])[] = [
  // A module cannot be loaded from a disk (`file://`), a classic script can.
  ['export{RedocStandalone,hydrate,init};', 'globalThis.Redoc={init};'],
  ['import.meta', '({})'],
  // Nothing is asked from, or told to, another host. (Telemetry is switched off by an option as well.)
  ['https://cdn.redoc.ly/redoc/logo-mini-full.svg', logo],
  ['https://cdn.redoc.ly/redoc/logo-mini.svg', logo],
  ['https://otel.cloud.redocly.com/v1/traces', 'about:blank'],
];

/** Redoc as Redocly CLI ships it, changed so that it works offline, from a disk, and tells nobody. */
export async function loadRedocScript(): Promise<string> {
  let script = await readFile(path.join(redoclyFolder(), 'lib/chunks/redoc.standalone.js'), 'utf8');
  for (const [from, to] of changes) {
    if (!script.includes(from)) throw new Error(`Redoc's script no longer holds "${from}"; see scripts/docs/redoc.ts.`);
    script = script.replaceAll(from, to);
  }
  return script;
}

/** Our corrections of Redoc's colours. */
export function loadRedocStyle(): Promise<string> {
  return readFile(new URL('assets/redoc.css', import.meta.url), 'utf8');
}

/** Redoc's options, the same on every page. */
export const redocOptions = {
  // References are resolved already, and Redoc's own bundler would have to be loaded.
  skipBundle: true,
  disableTelemetry: true,
  hideLoading: true,
  codeSamples: { languages: [...sampleLanguages, { lang: 'payload', label: 'Payload' }] },
} as const;
