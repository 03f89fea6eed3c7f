import { annotate } from '../annotate.ts';
import type { DescribedApi } from '../described-api.ts';
import { escapeHtml, scriptJson } from '../html.ts';
import { redocOptions } from '../redoc.ts';

/** A whole API in one file that needs no other: to hand on, or to keep. */
export function renderAll(
  { api, document, samples, hrefs, idsFrom }: DescribedApi,
  redocScript: string,
  redocStyle: string,
): string {
  const definition = annotate(document, {
    samplesOf: (id) => samples.get(id) ?? [],
    hrefOf: (id) => hrefs.get(id)?.replace(/^[^#]*/, ''),
    idsFrom,
  });
  // A script that is part of a page must not hold the text that ends it.
  const script = redocScript.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline' blob:; style-src 'unsafe-inline'; img-src data:; font-src data:; worker-src blob:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(api.title)}</title>
<link rel="icon" href="data:,">
<style>body{margin:0}
${redocStyle}</style>
</head>
<body>
<div id="redoc"></div>
<script>${script}</script>
<script>Redoc.init(${scriptJson(definition)}, ${scriptJson(redocOptions)}, document.getElementById('redoc'))</script>
</body>
</html>
`;
}
