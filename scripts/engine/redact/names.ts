/** Names of headers, parameters and fields that say that their values are not to be shown. */

import { unescapeToken } from '../json.ts';

/** Where a description keeps credentials, by security scheme. Header names in lower case. */
export type CredentialNames = Readonly<Record<'query' | 'header' | 'cookie', readonly string[]>>;

export const schemeName = /^(?:basic|bearer|digest|negotiate|apikey|token)$/i;

const secretPart =
  /token|secret|passw|passphrase|pwd|authori[sz]ation|credential|cookie|session|signature|api[-_ ]?key/i;

/** `key` as a word of its own: not that of `keywords` or `monkey`. */
const keyWord = /(?:^|[^a-z])keys?(?:$|[^a-z])|[a-z]Keys?(?:$|[^a-z])/;

const personalName = /e-?mail|phone|mobile|(?:^|[-_ ])fax|Fax|card[-_ ]?(?:number|no$|holder)|\b(?:iban|ssn)\b/i;

export interface Names {
  isSecret(name: string): boolean;
  /** Whether a JSON Pointer leads below such a name. */
  hides(pointer: string): boolean;
  /** Replaces what stands beside such a name: `name=value`, `"name": "value"`, `Name: value`, `<name>value`. */
  blankBeside(text: string, blank: string): string;
}

/** @param personal whether names of what tells who a person is count as well */
export function createNames(further: readonly string[], personal: boolean): Names {
  const own = new Set(further.map((name) => name.toLowerCase()));
  const isSecret = (name: string): boolean =>
    secretPart.test(name) ||
    keyWord.test(name) ||
    keyWord.test(name.toLowerCase()) ||
    (own.size > 0 && own.has(name.toLowerCase())) ||
    (personal && personalName.test(name));
  return {
    isSecret,
    hides: (pointer) => pointer.split('/').some((token) => token !== '' && isSecret(unescapeToken(token))),
    blankBeside: (text, blank) =>
      text
        .replace(beside, (whole, name: string, between: string) => (isSecret(name) ? name + between + blank : whole))
        .replace(element, (whole, start: string, name: string) => (isSecret(name) ? start + blank : whole)),
  };
}

const beside =
  /([\w.-]{1,100})(\\*["']?\]?\s{0,9}[:=]\s{0,9}\\*["']?(?:(?:basic|bearer|digest|token)\s+)?)((?:[^"'\\&;,\s<>{}]|\\[^"'])+)/gi;

const element = /(<([\w:.-]{1,100})(?:\s[^<>]{0,200})?>)[^<>]+/g;
