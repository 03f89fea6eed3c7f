import { html, type Html } from '../html.ts';

interface Tab {
  readonly title: string;
  readonly body: Html;
}

/** Numbers tell the groups of a page apart; they begin anew with each page, so that the same page has the same bytes. */
let groups = 0;

/** Begins a new page. */
export function resetTabs(): void {
  groups = 0;
}

/** Panels of which one shows. They are radio buttons to the browser, so that they need no script. */
export function tabs(label: string, panels: readonly Tab[], { isKept = false } = {}): Html {
  groups += 1;
  const name = `tabs-${groups}`;
  return html`<fieldset class="tabs" ${isKept && html`data-kept`}>
    <legend>${label}</legend>
    ${panels.map(
      ({ title }, index) =>
        html`<input
            type="radio"
            name="${name}"
            id="${name}-${index}"
            value="${title}"
            ${index === 0 && html`checked`}
          /><label for="${name}-${index}">${title}</label> `,
    )}
    <div class="panels">
      ${panels.map(
        ({ title, body }) =>
          html`<div class="panel">
            <p class="panel-title">${title}</p>
            ${body}
          </div> `,
      )}
    </div>
  </fieldset> `;
}
