import { HTTPSnippet, type HarRequest } from 'httpsnippet';
import { sampleUrl, type SampleBody, type SampleRequest } from './request.ts';

/** Stands for a body that the library cannot write (a file, a form, nested JSON), until we put it in. */
const bodyPlaceholder = 'BODY_PLACEHOLDER';

/** The request as a curl command for a POSIX shell. */
export function renderCurl(request: SampleRequest): string {
  const { body } = request;
  const snippet = convert(request, 'shell', 'curl', { prettifyJson: true });
  if (body?.kind === 'file') return snippet.replace(`--data ${bodyPlaceholder}`, `--data-binary @${body.fileName}`);
  return snippet;
}

/** The request in PHP, with nothing but the curl extension. */
export function renderPhp(request: SampleRequest): string {
  const snippet = convert(request, 'php', 'curl', {}, true)
    // Ports (they are in the address), redirects, encodings and HTTP versions are curl's own business.
    .replace(/^ {2}CURLOPT_(PORT|ENCODING|MAXREDIRS|HTTP_VERSION) => .*\n/gm, '')
    .replace(/\$err = curl_error\(\$curl\);\n\ncurl_close\(\$curl\);\n\nif [^]*$/, phpEnding);
  return request.body ? snippet.replace(`"${bodyPlaceholder}"`, () => phpBody(request.body!)) : snippet;
}

const phpEnding = `if ($response === false) {
  throw new RuntimeException(curl_error($curl));
}

echo curl_getinfo($curl, CURLINFO_RESPONSE_CODE), "\\n", $response;`;

/** The request in Python, with the requests library. */
export function renderPython(request: SampleRequest): string {
  const { body } = request;
  const snippet = convert(request, 'python', 'requests', {})
    // Not every answer is JSON, and an error's body may be missing.
    .replace('print(response.json())', 'print(response.status_code, response.text)')
    // The library quotes the call that opens a file.
    .replace(/"(open\('[^']*', 'rb'\))"/g, '$1');
  if (body?.kind === 'file') return snippet.replace(`"${bodyPlaceholder}"`, `open("${body.fileName}", "rb")`);
  return snippet;
}

function convert(
  request: SampleRequest,
  target: 'shell' | 'php' | 'python',
  client: string,
  options: object,
  bodyApart = false,
): string {
  const [snippet] = [new HTTPSnippet(toHar(request, bodyApart) as HarRequest).convert(target, client, options)].flat();
  if (!snippet) throw new Error(`No ${target} sample could be made for ${request.operationId}.`);
  return snippet;
}

function toHar(request: SampleRequest, bodyApart: boolean): Partial<HarRequest> {
  const { body, credentials } = request;
  const given = (place: 'header' | 'query') =>
    credentials.filter((one) => one.in === place).map(({ name, value }) => ({ name, value }));
  // curl and requests set the type of a form themselves: only they know the boundary.
  const ownType = body && body.kind !== 'form' ? [{ name: 'Content-Type', value: body.mediaType }] : [];
  const parameters = Object.entries(request.headerParameters).map(([name, value]) => ({ name, value }));
  return {
    method: request.method,
    url: sampleUrl(request),
    httpVersion: 'HTTP/1.1',
    headers: [...given('header'), ...parameters, ...ownType],
    queryString: [...request.wireQuery.map(([name, value]) => ({ name, value })), ...given('query')],
    ...(body && { postData: bodyApart ? { mimeType: 'text/plain', text: bodyPlaceholder } : toPostData(body) }),
  };
}

function toPostData(body: SampleBody): NonNullable<HarRequest['postData']> {
  switch (body.kind) {
    case 'json':
      return { mimeType: body.mediaType, text: JSON.stringify(body.value) };
    case 'text':
      return { mimeType: body.mediaType, text: body.value };
    case 'file':
      return { mimeType: body.mediaType, text: bodyPlaceholder };
    case 'urlencoded':
      return {
        mimeType: body.mediaType,
        params: Object.entries(body.value).map(([name, value]) => ({ name, value })),
      };
    case 'form':
      return {
        mimeType: 'multipart/form-data',
        params: body.fields.map(({ name, value, isFile }) => (isFile ? { name, fileName: value } : { name, value })),
      };
  }
}

function phpBody(body: SampleBody): string {
  switch (body.kind) {
    case 'json':
      return `json_encode(${phpLiteral(body.value, '  ')})`;
    case 'text':
      return phpString(body.value);
    case 'file':
      return `file_get_contents(${phpString(body.fileName)})`;
    case 'urlencoded':
      return `http_build_query(${phpLiteral(body.value, '  ')})`;
    case 'form': {
      const fields = body.fields.map(({ name, value, isFile }) => {
        const text = isFile ? `new CURLFile(${phpString(value)})` : phpString(value);
        return `    ${phpString(name)} => ${text},\n`;
      });
      return `[\n${fields.join('')}  ]`;
    }
  }
}

function phpLiteral(value: unknown, indent: string): string {
  const inner = `${indent}  `;
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (typeof value === 'string') return phpString(value);
  const lines = Array.isArray(value)
    ? value.map((item) => `${inner}${phpLiteral(item, inner)},\n`)
    : Object.entries(value as object).map(
        ([key, item]) => `${inner}${phpString(key)} => ${phpLiteral(item, inner)},\n`,
      );
  // PHP writes an empty array as []; only an object becomes {}.
  if (lines.length === 0) return Array.isArray(value) ? '[]' : 'new stdClass()';
  return `[\n${lines.join('')}${indent}]`;
}

function phpString(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
