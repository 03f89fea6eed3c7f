import { resolve, type Schema } from '../../description/document.ts';
import type { DescribedApi } from '../model/described-api.ts';
import type { OperationView } from '../model/operation.ts';
import { typeText } from '../model/types.ts';
import { html, type Html } from '../html.ts';
import type { SampleBody, SampleRequest } from '../samples/request.ts';

/**
 * A form that sends a request to the local store. What is required is filled in and sent; what is optional is empty, and
 * sent only when a reader fills it in. The site's script shows it: without one it could do nothing.
 */
export function tryForm(
  { api, document }: DescribedApi,
  { method, path, parameters, body }: OperationView,
  request: SampleRequest,
): Html {
  const values = { path: request.pathParameters, query: request.query, header: request.headerParameters, cookie: {} };
  const input = ({ name, place, isRequired, type }: OperationView['parameters'][number]) => {
    const value = isRequired ? String((values[place] as Record<string, unknown>)[name] ?? '') : '';
    return html`<label
      ><span>${name}${isRequired && html` <i>required</i>`}</span
      ><input
        name="${place}:${name}"
        value="${value}"
        placeholder="${typeText(type)}"
        autocomplete="off"
        ${isRequired && html` required`}
    /></label> `;
  };
  const { credentials } = request;
  // A parameter that stands for any number of names is no single box.
  const mine = parameters.filter(
    ({ name, place, schema }) =>
      !credentials.some((one) => one.in === place && one.name === name) &&
      resolve<Schema>(document, schema)['type'] !== 'object',
  );
  const required = mine.filter(({ isRequired }) => isRequired);
  const optional = mine.filter(({ isRequired, isDeprecated }) => !isRequired && !isDeprecated);
  return html`<form class="try" hidden data-api="${api.name}" data-method="${method}" data-path="${path}">
    <h3>Try it on the local store</h3>
    ${credentials.map(
      (one) =>
        html`<label
          ><span>${one.name} <i>any will do</i></span
          ><input name="${one.in}:${one.name}" value="${one.value}" autocomplete="off"
        /></label> `,
    )}${required.map(input)}${
      optional.length > 0 &&
      html`<details>
        <summary>${optional.length} optional</summary>
        ${optional.map(input)}
      </details> `
    }${body && bodyInput(request.body)}<button>Send</button>
    <output></output>
  </form>`;
}

/** A body of text is there to be edited; a file is the reader's own. */
function bodyInput(body: SampleBody | undefined): Html | undefined {
  if (body?.kind === 'json' || body?.kind === 'text') {
    const text = body.kind === 'json' ? JSON.stringify(body.value, undefined, 2) : body.value;
    return html`<label
      ><span>Body</span
      ><textarea name="body" data-type="${body.mediaType}" rows="8" spellcheck="false">${text}</textarea>
    </label> `;
  }
  if (body?.kind === 'file')
    return html`<label><span>Body</span><input type="file" name="body" data-type="${body.mediaType}" /></label> `;
  if (body?.kind === 'urlencoded')
    return html`<label
      ><span>Body</span
      ><input
        name="body"
        data-type="${body.mediaType}"
        value="${new URLSearchParams(body.value).toString()}"
        autocomplete="off"
    /></label> `;
  return html`${body?.fields.map(({ name, value, isFile }) =>
    isFile
      ? html`<label><span>${name}</span><input type="file" name="form:${name}" /></label> `
      : html`<label><span>${name}</span><input name="form:${name}" value="${value}" /></label> `,
  )}`;
}
