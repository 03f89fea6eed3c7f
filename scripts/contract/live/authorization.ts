/** Where an API takes its token: read from the description's security schemes, since Ecwid and BigCommerce differ. */

import {
  asObject,
  createResolver,
  type JsonObject,
  type Parameter,
  type PlannedOperation,
} from '../plan/description.ts';

/** What stands for a token where only its kind matters: `secret_***`, so that nothing that checks an exchange ever sees one. */
export function maskToken(token: string): string {
  const [, kind = ''] = /^([a-z]+_)/.exec(token) ?? [];
  return `${kind}***`;
}

/** The same of a header line, whose scheme or name of a cookie stays. */
export function maskLine([name, value]: [string, string]): [name: string, value: string] {
  const [, scheme = '', token = ''] = (name === 'Cookie' ? /^([^=]*=)(.*)$/s : /^(\S+ )?(.*)$/s).exec(value) ?? [];
  return [name, scheme + maskToken(token)];
}

/** The header lines that carry the token; none for an operation that needs no token. */
export type Authorize = (operation: PlannedOperation) => [name: string, value: string][];

/**
 * Never puts the token into a URL: URLs end up in logs and redirects. A description that names no scheme at all gets the
 * usual `Authorization: Bearer`. Of the alternatives, the first one that headers can carry whole is taken.
 */
export function createAuthorize(description: JsonObject, token: string | undefined): Authorize {
  if (token === undefined) return () => [];
  const resolve = createResolver(description);
  const schemes = asObject(asObject(description.components).securitySchemes);
  const bearer: [string, string] = ['Authorization', `Bearer ${token}`];

  function headerFor(name: string): [string, string] | undefined {
    const { type, scheme, in: place, name: key } = resolve(schemes[name]);
    if (type === 'oauth2' || type === 'openIdConnect') return bearer;
    if (type === 'http') return authorization(String(scheme).toLowerCase());
    if (type !== 'apiKey' || typeof key !== 'string') return undefined;
    if (place === 'cookie') return ['Cookie', `${key}=${token!}`];
    return place === 'header' ? [key, token!] : undefined;
  }

  function authorization(scheme: string): [string, string] | undefined {
    if (scheme === 'basic') return ['Authorization', `Basic ${basicCredentials(token!)}`];
    return scheme === 'bearer' ? bearer : undefined;
  }

  return ({ requirements }) => {
    if (Object.keys(schemes).length === 0) return [bearer];
    const whole = requirements.flatMap((names) => {
      const lines = names.map(headerFor).filter((line) => line !== undefined);
      const isWhole = lines.length === names.length && new Set(lines.map(([name]) => name)).size === lines.length;
      return isWhole && lines.length > 0 ? [lines] : [];
    });
    // One token stands for all of them; mostly it is one of a program, which is no session and no password.
    const ofProgram = whole.find((lines) => !lines.some(([name, value]) => name === 'Cookie' || /^Basic /.test(value)));
    const [some] = requirements
      .flat()
      .map(headerFor)
      .filter((line) => line !== undefined);
    return ofProgram ?? whole[0] ?? (some ? [some] : []);
  };
}

/** A name and a password, as `name:password` or encoded already. */
export function basicCredentials(token: string): string {
  return token.includes(':') ? Buffer.from(token).toString('base64') : token;
}

/** Everything that a token may be echoed as: itself, its credentials, and the password in them. */
export function writtenAs(token: string): string[] {
  const pair = token.includes(':') ? token : Buffer.from(token, 'base64').toString('utf8');
  const at = pair.indexOf(':');
  return [
    token,
    basicCredentials(token),
    ...(at < 0 ? [] : [pair, pair.slice(at + 1)].filter(({ length }) => length >= 4)),
  ];
}

/** The headers of a request with the lines that carry the token, which stand for what an example has there. */
export function withSecret(
  headers: readonly (readonly [name: string, value: string])[],
  secret: readonly (readonly [name: string, value: string])[],
): [name: string, value: string][] {
  const isCookie = (name: string): boolean => name.toLowerCase() === 'cookie';
  const own = secret.filter(([name]) => isCookie(name)).map(([, value]) => value);
  const nameOf = (pair: string): string => pair.slice(0, pair.indexOf('='));
  const given = headers
    .filter(([name]) => isCookie(name))
    .flatMap(([, value]) => value.split(/;\s*/))
    .filter((pair) => !own.some((one) => nameOf(one) === nameOf(pair)));
  const cookies = [...given, ...own];
  const names = new Set(secret.map(([name]) => name.toLowerCase()));
  const others = headers.filter(([name]) => !isCookie(name) && !names.has(name.toLowerCase()));
  const lines = [...others, ...secret.filter(([name]) => !isCookie(name))].map(([name, value]): [string, string] => [
    name,
    value,
  ]);
  return cookies.length > 0 ? [...lines, ['Cookie', cookies.join('; ')]] : lines;
}

/** Whether one of the lines that carry the token is what a parameter describes. */
export function isCarried(
  { name, in: place }: Pick<Parameter, 'name' | 'in'>,
  secret: readonly (readonly [name: string, value: string])[],
): boolean {
  return secret.some(([line, value]) =>
    place === 'header'
      ? line.toLowerCase() === name.toLowerCase()
      : place === 'cookie' && line === 'Cookie' && value.startsWith(`${name}=`),
  );
}
