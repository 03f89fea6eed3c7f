import { describeEvidence } from '../../description/evidence.ts';
import type { DescribedApi, Section } from '../model/described-api.ts';
import type { Field } from '../model/fields.ts';
import { targetsOf } from '../model/links.ts';
import type { Answer, Content, OperationView } from '../model/operation.ts';
import { html, joined, type Html } from '../html.ts';
import { firstSentence, type Renderer } from '../markdown.ts';
import { placeId, type Page } from '../page.ts';
import { fieldList, linkMarkup, typeMarkup, valueList } from '../parts/fields.ts';
import { samplesAside } from '../parts/samples.ts';
import { idsFor, inOrder, isError, isNamed, places, sizeLimit, warningTitle } from './operation-parts.ts';
import { operationTwin } from './operation-twin.ts';

/** How many named types of a body are unfolded inside one another. */
const depth = 1;

/** The page of one operation, or of one call that the vendor makes. */
export function operationPage(render: Renderer, described: DescribedApi, section: Section, view: OperationView): Page {
  const { file, call, title, description } = view;
  return {
    file,
    title,
    context: described.api.title,
    description: `${call}: ${firstSentence(description)}`,
    body: html`<h1>${title}</h1>
      ${endpoint(view)} ${badges(view)} ${render.markdown(description)}
      ${
        view.warning !== undefined &&
        html`<div class="warning">
          <p><strong>${warningTitle}</strong> ${view.warning}</p>
        </div>`
      }
      ${facts(described, section, view)} ${parameterLists(render, described, view)}
      ${view.body && bodyPart(render, described, view.body)}
      <h2 id="answers">${view.isWebhook ? 'What to answer' : 'Answers'}</h2>
      ${view.answers.map((answer) => answerPart(render, described, answer))}`,
    aside: samplesAside(render, described, view),
    markdown: operationTwin(described, section, view),
  };
}

function endpoint({ isWebhook, method, path, server }: OperationView): Html {
  if (isWebhook)
    return html`<p class="endpoint">
      <span class="method post">${method}</span> <code>${path}</code> to the app's own address
    </p>`;
  return html`<p class="endpoint">
    <span class="method ${method.toLowerCase()}">${method}</span>
    <code><span class="server">${server}</span>${path.split(/(?=\/)/).map((part) => html`${part}<wbr />`)}</code>
  </p>`;
}

function badges({ isDeprecated, evidence }: OperationView): Html | undefined {
  const badge = (kind: string, text: string) => html`<p><span class="badge ${kind}">${text}</span></p>`;
  return html`${isDeprecated && badge('deprecated', 'Deprecated')}${evidence && badge('evidence', describeEvidence(evidence))}`;
}

/** What a reader wants to know at a glance. */
function facts(described: DescribedApi, section: Section, view: OperationView): Html {
  const { isWebhook, scopes, furtherScopes, readFrom, tag } = view;
  const next = targetsOf(described.links, view.id);
  const code = (scope: string) => html`<code>${scope}</code>`;
  const rows: readonly (readonly [string, Html | false | undefined])[] = [
    [isWebhook ? 'Comes with the scope' : 'Scopes', scopes.length > 0 && joined(scopes.map(code))],
    [
      'More with',
      furtherScopes.length > 0 &&
        html`${furtherScopes.map(([scope, opens]) => html`<div>${code(scope)}: ${opens}</div>`)}`,
    ],
    ['Belongs to', html`<a href="./index.html">${section.title}</a>${tag !== section.title && `, ${tag}`}`],
    ['Leads to', next.length > 0 && linkMarkup(described, next)],
    ['Read from', readFrom !== undefined && html`<a href="${readFrom}">the vendor's page</a>`],
  ];
  return html`<dl class="facts" data-markdown-ignore>
    ${rows.map(
      ([name, value]) =>
        value &&
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div> `,
    )}
  </dl>`;
}

function parameterLists(render: Renderer, described: DescribedApi, view: OperationView): Html {
  const more = (field: Field) => {
    const ids = idsFor(described, view, field);
    return ids.length > 0 ? html`<div class="from">From ${linkMarkup(described, ids)}.</div>` : undefined;
  };
  return html`${places.map(([place, title]) => {
    const mine = inOrder(view.parameters.filter((parameter) => parameter.place === place));
    const list = fieldList(render, described, mine, { kind: place, depth: 0, more });
    return (
      mine.length > 0 &&
      html`<h2 id="${place}">${title}</h2>
        ${list}`
    );
  })}`;
}

function bodyPart(render: Renderer, described: DescribedApi, content: NonNullable<OperationView['body']>): Html {
  const { isRequired, maxBytes, description, fields } = content;
  const list = fields.length > 0 && fieldList(render, described, fields, { kind: 'body', depth });
  return html`<h2 id="body">Body</h2>
    <p>
      ${contentLine(described, content)}${isRequired && html` · <span class="required">required</span>`}${sizeLimit(maxBytes)}
    </p>
    ${description !== '' && render.markdown(description)}
    <div ${isNamed(described, content) && html`data-markdown-ignore`}>${list}</div>`;
}

function contentLine(described: DescribedApi, { type, mediaTypes }: Content): Html {
  return html`${typeMarkup(described, type)} as
  ${joined(mediaTypes.map((mediaType) => html`<code>${mediaType}</code>`))}`;
}

function answerPart(render: Renderer, described: DescribedApi, answer: Answer): Html {
  const { status, description, codes, headers, content } = answer;
  return html`<h3 id="${placeId('answer', status)}" class="status ${isError(answer) ? 'bad' : 'good'}">
      <span>${status}</span>
    </h3>
    ${render.markdown(description)} ${valueList(render, codes, { kind: `code-${status}` })}
    ${headers.length > 0 && fieldList(render, described, headers, { kind: `header-${status}`, depth: 0 })}
    ${content && !isError(answer) && answerContent(render, described, content)}`;
}

/** Of a page of a list, what each entry holds is shown as well; else types lead to their pages. */
function answerContent(render: Renderer, described: DescribedApi, content: Content): Html {
  const isShort = content.fields.length <= 12;
  const list = fieldList(render, described, content.fields, { depth: isShort ? 1 : 0 });
  return html`<p>${contentLine(described, content)}</p>
    ${
      content.fields.length > 0 &&
      html`<details data-markdown-ignore ${isShort && html`open`}>
        <summary>Fields of the answer</summary>
        ${list}
      </details>`
    }`;
}
