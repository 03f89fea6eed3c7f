import { describe, expect, it } from 'vitest';
import { html, joined, scriptJson, trusted } from '../../scripts/docs/html.ts';

describe('html', () => {
  const evil = `"><script>alert('&')</script>`;

  it('escapes every text, in an element, in an attribute, in a list', () => {
    const page = html`<p title="${evil}">${evil}${[evil, html`<b>${evil}</b>`]}</p>`.html;
    expect(page.match(/</g)).toHaveLength(4);
    expect(page.match(/"/g)).toHaveLength(2);
    expect(page).not.toContain("'");
  });

  it('leaves markup as it is, and out what is not there', () => {
    expect(html`<p>${trusted('<i>a</i>')}${undefined}${false}${0}${[]}</p>`.html).toBe('<p><i>a</i>0</p>');
    expect(joined([html`<b></b>`, 'a<']).html).toBe('<b></b>, a&#60;');
  });
});

describe('scriptJson', () => {
  it.each(['</script>', '<!--', '<script', '\u2028', '\u2029'])('lets %j end or begin nothing', (text) => {
    const written = scriptJson({ [text]: [text] });
    expect(written).not.toMatch(/[<\u2028\u2029]/);
    expect(JSON.parse(written)).toEqual({ [text]: [text] });
  });
});
