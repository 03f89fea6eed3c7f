import { InvalidArgumentError } from 'commander';
import type { Tokens } from '../store/access/tokens.ts';

/** Reads one `--token NAME=read_catalog,update_catalog` after the other. Without `=` the token has no scopes. */
export function readTokens(text: string, before: Tokens = new Map()): Tokens {
  const [name = '', scopes = ''] = text.split('=', 2);
  if (name === '' || /\s/.test(text)) throw new InvalidArgumentError('Write NAME=read_catalog,update_catalog.');
  return new Map([...before, [name, new Set(scopes.split(',').filter((scope) => scope !== ''))]]);
}

/** A number of calls, from 1 on. */
export function readCount(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Write a number from 1 on.');
  return Number(text);
}

/** An address on the web. */
export function readUrl(text: string): string {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
    throw new InvalidArgumentError('Write an address such as http://127.0.0.1:3000/events.');
  return text;
}
