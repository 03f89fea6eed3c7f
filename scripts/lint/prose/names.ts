import type { Problem } from '../../description/problem.ts';
import { problemIn, type Passage } from './passage.ts';

/** How names are written. The pattern finds every way of writing one. */
const names: readonly (readonly [pattern: RegExp, spelling: string])[] = [
  [/\becwid\b/gi, 'Ecwid'],
  [/\blight ?speed\b/gi, 'Lightspeed'],
  [/\bbig ?commerce\b/gi, 'BigCommerce'],
  [/\bredocly\b/gi, 'Redocly'],
  [/\bredoc\b/gi, 'Redoc'],
  [/\btype ?script\b/gi, 'TypeScript'],
  [/\bjava ?script\b/gi, 'JavaScript'],
  // Names of packages have it in lower case, as this project has.
  [/(?<!-)\bopen ?api\b(?!-)/gi, 'OpenAPI'],
  [/\bpay ?pal\b/gi, 'PayPal'],
  [/\bface ?book\b/gi, 'Facebook'],
  [/\byou ?tube\b/gi, 'YouTube'],
  [/\bgit ?hub\b/gi, 'GitHub'],
  [/\bgoogle\b/gi, 'Google'],
  [/\bi ?frames?\b/gi, 'iframe'],
  [/\boauth/gi, 'OAuth'],
  [/\bjson\b/gi, 'JSON'],
  [/\bhtml\b/gi, 'HTML'],
  [/\bcsv\b/gi, 'CSV'],
  [/\bsku\b/gi, 'SKU'],
  [/\bapis?\b/gi, 'API'],
  [/\burls?\b/gi, 'URL'],
  [/\bunix\b/gi, 'UNIX'],
  [/\bcurl\b/gi, 'curl'],
  [/\bweb[- ]hooks?\b/gi, 'webhook'],
];

/** Names of products and formats that are not written as their owners do. */
export function checkNames(passages: readonly Passage[]): Problem[] {
  return passages.flatMap((passage) =>
    names.flatMap(([pattern, spelling]) =>
      [...new Set(passage.text.match(pattern) ?? [])]
        .filter((written) => written !== spelling && written !== `${spelling}s`)
        .map((written) => problemIn(passage, 'name', `"${written}" is written ${spelling}.`)),
    ),
  );
}
