import { defineRule } from '../rule.ts';

/** What vendors write where a reader is to put something of their own, or to be told something later. */
const placeholders: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /\bYOUR[-_ ]?[A-Z]{2,}/, what: 'a placeholder (YOUR...)' },
  {
    pattern: /\b(STORE|APP|CLIENT|PRODUCT|ORDER|CUSTOMER)[-_ ]?(ID|TOKEN|SECRET)\b/,
    what: 'a placeholder in capitals',
  },
  { pattern: /\b(secret|public)_\w*(\*|X{3,}|x{3,})/, what: 'a token that is made unreadable' },
  { pattern: /https?:\/\/[^\s'")]*(\{[^}]*\}|<[^>]*>|%7B)/i, what: 'an address with a placeholder' },
  { pattern: /\b(TODO|TBD|FIXME)\b/, what: 'a note to oneself' },
  { pattern: /lorem ipsum|\bfoo\b|\bfoobar\b|\bxxx+\b|\basdf/i, what: 'a filler' },
];

/** Descriptions and examples show real-looking values of the fictional shop, never placeholders. */
export const placeholder = defineRule('placeholder', ({ files, entry }, report) => {
  for (const file of files.values()) {
    if (file.path === 'sources.yaml') continue;
    file.text.split('\n').forEach((content, index) => {
      // The address of a server has variables by design.
      if ((file === entry || file.path.startsWith('paths/')) && /^\s*- url:/.test(content)) return;
      const found = placeholders.find(({ pattern }) => pattern.test(content));
      if (found) report(file, index + 1, `There is ${found.what}; write a value of the example shop.`);
    });
  }
});
