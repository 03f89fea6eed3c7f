import type { OpenApiDocument } from '../../description/document.ts';
import type { DescribedApi } from '../described-api.ts';
import { escapeHtml, scriptJson } from '../html.ts';
import { renderPage } from '../layout.ts';
import { tokenPlaceholder } from '../samples/request.ts';

/**
 * The console, one page for each API: Scalar over the same description, with the mock as its first server.
 * Nothing is fetched but the answers of the server that the reader chose, and no token is kept.
 */
export function renderTry(apis: readonly DescribedApi[]): Map<string, string> {
  return new Map(
    apis.map((described, position) => [
      position === 0 ? 'try/index.html' : `try/${described.api.name}.html`,
      renderConsole(described, apis),
    ]),
  );
}

function renderConsole({ api, document }: DescribedApi, apis: readonly DescribedApi[]): string {
  const options = apis.map(
    (other, position) =>
      `<option value="${position === 0 ? 'index' : other.api.name}.html"${other.api === api ? ' selected' : ''}>${escapeHtml(other.api.title)}</option>`,
  );
  const content = {
    ...document,
    info: { ...document.info, description: introduction },
    components: { ...document.components, securitySchemes: simpleSchemes(document) },
  };
  return renderPage({
    title: `Try it - ${api.title}`,
    description: `Send requests of the ${api.title} to the mock.`,
    root: '../',
    active: 'try',
    // The reader may send to the mock, or to any server that they name.
    policy: 'connect-src https: http://127.0.0.1:* http://localhost:*',
    tools: `<label><span>API </span><select data-areas aria-label="API">${options.join('')}</select></label>`,
    body: '<div id="content"></div>\n<div id="console"></div>\n',
    scripts: `<script src="../assets/scalar.js"></script>
<script>
{
  const content = ${scriptJson(content)};
  const mock = globalThis.mocks?.${api.name};
  content.servers = [...(mock ? [{ url: mock, description: 'The mock on this machine (npm start)' }] : []), ...content.servers];
  Scalar.createApiReference('#console', {
    content,
    withDefaultFonts: false,
    telemetry: false,
    persistAuth: false,
    authentication: { securitySchemes: ${scriptJson(tokens(document))} },
    hideClientButton: true,
    showDeveloperTools: 'never',
    agent: { disabled: true },
    mcp: { disabled: true },
    defaultOpenAllTags: false,
    hideDarkModeToggle: true,
    forceDarkModeState: document.documentElement.classList.contains('dark') ? 'dark' : 'light',
  });
}
</script>
`,
  });
}

/** The mock takes any token, so the first request works without one of the reader's own. */
function tokens({ components = {} }: OpenApiDocument): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(components['securitySchemes'] ?? {}).map(([name, scheme]) => {
      const { type } = scheme as Record<string, unknown>;
      return [name, { [type === 'apiKey' ? 'value' : 'token']: tokenPlaceholder }];
    }),
  );
}

/** A reader of the docs has a token, or none; nobody logs in here. So OAuth becomes one field for the token. */
function simpleSchemes({ components = {} }: OpenApiDocument): Record<string, unknown> {
  const schemes = Object.entries(components['securitySchemes'] ?? {});
  return Object.fromEntries(
    schemes.map(([name, scheme]) => {
      const { type, description } = scheme as Record<string, unknown>;
      return [name, type === 'oauth2' ? { type: 'http', scheme: 'bearer', description } : scheme];
    }),
  );
}

const introduction = `Choose an operation and press *Test Request*.
The first server is the mock that \`npm start\` and \`npm run mock\` bring up; it takes any token, and answers with the examples of the description.
\`Prefer: code=404\` among the headers asks it for another documented answer.

Before you choose the live server: what you send there changes a real shop.`;
