import { fieldsOf, textOf, type Fields, type Json } from '../state/rows.ts';

/**
 * Completes what a body says of texts that have translations: `name` is the text of the store's own language, so it stands in
 * `nameTranslated` as well, and the other way round.
 */
export function syncTranslations(body: Fields, names: readonly string[], language: string): Fields {
  const synced: Record<string, Json | undefined> = { ...body };
  for (const name of names) {
    const text = body[name];
    const translated = body[`${name}Translated`];
    const own = fieldsOf(translated)[language];
    if (typeof text === 'string') synced[`${name}Translated`] = { ...fieldsOf(translated), [language]: text };
    else if (typeof own === 'string') synced[name] = own;
  }
  return synced;
}

/** Puts translations in the place of texts, as the parameter `lang` asks; what has no translation stays as it is. */
export function translate(fields: Fields, names: readonly string[], language: string | null): Fields {
  if (language === null) return fields;
  const translated: Record<string, Json | undefined> = { ...fields };
  for (const name of names) {
    const text = fieldsOf(fields[`${name}Translated`])[language];
    if (textOf(text) !== '') translated[name] = text;
  }
  return translated;
}

/** A text in all its languages. */
export function textsIn(fields: Fields, name: string): string[] {
  return [fields[name], ...Object.values(fieldsOf(fields[`${name}Translated`]))].map(textOf);
}
