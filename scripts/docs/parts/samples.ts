import { html, type Html } from '../html.ts';
import type { Renderer } from '../markdown.ts';
import type { DescribedApi } from '../model/described-api.ts';
import type { NamedExample } from '../model/examples.ts';
import type { OperationView } from '../model/operation.ts';
import { languageTabs } from './code.ts';
import { tabs } from './tabs.ts';
import { tryForm } from './try.ts';

/** Beside an operation: how it is called, a form to try it, and what comes back. */
export function samplesAside(render: Renderer, described: DescribedApi, view: OperationView): Html {
  const { samples, request } = view;
  const sent = view.isWebhook ? (view.body?.examples ?? []) : [];
  const panels = [
    { title: 'Request', examples: sent },
    ...view.answers.map(({ status, content }) => ({ title: status, examples: content?.examples ?? [] })),
  ].filter(({ examples }) => examples.length > 0);
  return html`${
    request &&
    html`<h2>Request</h2>
      ${languageTabs(samples.map(({ lang, source }) => [lang, render.code(source, lang)]))}
      ${tryForm(described, view, request)}`
  }
  ${
    panels.length > 0 &&
    html`<h2>${view.isWebhook ? 'Examples' : 'Answer'}</h2>
      ${tabs(
        view.isWebhook ? 'Example' : 'Status',
        panels.map(({ title, examples }) => ({ title, body: exampleList(render, examples) })),
      )}`
  }`;
}

/** The first example, and the others folded. */
function exampleList(render: Renderer, [first, ...others]: readonly NamedExample[]): Html {
  return html`${first && exampleCode(render, first)}
  ${others.map(
    (example) =>
      html`<details>
        <summary>${example.title}</summary>
        ${exampleCode(render, example)}
      </details> `,
  )}`;
}

function exampleCode(render: Renderer, { value }: NamedExample): Html {
  return typeof value === 'string' ? render.code(value) : render.code(JSON.stringify(value, undefined, 2), 'json');
}
