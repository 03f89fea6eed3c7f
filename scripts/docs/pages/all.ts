import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { redoclyFolder } from '../../cli/redocly.ts';
import { listOperations, type OpenApiDocument } from '../../description/document.ts';
import type { DescribedApi } from '../model/described-api.ts';
import type { OperationView } from '../model/operation.ts';
import { html, scriptJson, trusted } from '../html.ts';
import { blocks } from '../markdown.ts';
import { sampleLanguages } from '../samples/samples.ts';
import { warningTitle } from './operation-parts.ts';

/** Redoc's logo comes from another host; this stands in for it. */
const logo = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="44" height="14"><text y="11" font-family="sans-serif" font-size="12" font-weight="600" fill="#12998a">Redoc</text></svg>',
)}`;

/** What Redoc's script would ask from, or tell to, another host. Each text occurs at least once, or the build stops. */
const changes: readonly (readonly [from: string, to: string])[] = [
  ['https://cdn.redoc.ly/redoc/logo-mini-full.svg', logo],
  ['https://cdn.redoc.ly/redoc/logo-mini.svg', logo],
  ['https://otel.cloud.redocly.com/v1/traces', 'about:blank'],
];

/** Redoc as Redocly CLI ships it, and our corrections of its colours. */
export interface Redoc {
  readonly script: string;
  readonly style: string;
}

export async function loadRedoc(): Promise<Redoc> {
  const [shipped, style] = await Promise.all([
    readFile(path.join(redoclyFolder(), 'lib/chunks/redoc.standalone.js'), 'utf8'),
    readFile(new URL('../assets/redoc.css', import.meta.url), 'utf8'),
  ]);
  let script = shipped;
  for (const [from, to] of changes) {
    if (!script.includes(from))
      throw new Error(`Redoc's script no longer holds "${from}"; see scripts/docs/pages/all.ts.`);
    script = script.replaceAll(from, to);
  }
  // A script that is part of a page must not hold the text that ends it.
  return { script: script.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--'), style };
}

const options = {
  // References are resolved already, and Redoc's own bundler would have to be loaded.
  skipBundle: true,
  disableTelemetry: true,
  hideLoading: true,
  codeSamples: { languages: [...sampleLanguages, { lang: 'payload', label: 'Payload' }] },
};

/** A whole API in one file that needs no other: to hand on, or to keep. Redoc makes its pages in the browser. */
export function renderAll(described: DescribedApi, { script, style }: Redoc): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="${trusted("default-src 'none'; script-src 'unsafe-inline' blob:; style-src 'unsafe-inline'; img-src data:; font-src data:; worker-src blob:")}"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${described.api.title}</title>
        <link rel="icon" href="data:," />
        <style>
          body{margin:0}
          ${trusted(style)}
        </style>
      </head>
      <body>
        <div id="redoc"></div>
        <script type="module">
          ${trusted(script)};
          init(
            ${trusted(scriptJson(annotate(described)))},
            ${trusted(scriptJson(options))},
            document.getElementById('redoc'),
          );
        </script>
      </body>
    </html> `.html;
}

/** The description, in which each operation says all that a reader must know before calling it. */
function annotate({ document, areas }: DescribedApi): OpenApiDocument {
  const copy = structuredClone(document);
  const views = new Map(areas.flatMap((area) => area.operations.map((view) => [view.id, view] as const)));
  for (const { operation } of listOperations(copy)) {
    const view = views.get(operation.operationId ?? '');
    if (view) Object.assign(operation, { description: describe(view), 'x-codeSamples': view.samples });
  }
  return copy;
}

function describe({ description, warning, furtherScopes, answers }: OperationView): string {
  const codes = answers.flatMap(({ status, codes: mine }) =>
    mine.map(({ value, meaning = '' }) => `- ${status} \`${value}\`: ${meaning}`),
  );
  return blocks(
    description,
    warning !== undefined && `> **${warningTitle}** ${warning}`,
    furtherScopes.length > 0 && 'Further scopes open more:',
    furtherScopes.map(([scope, opens]) => `- \`${scope}\`: ${opens}`),
    codes.length > 0 && 'Error codes of its own:',
    codes,
  );
}
