export interface FormatCheck {
  readonly appliesTo: 'string' | 'number';
  readonly test: (value: never) => boolean;
}

const percent = '%[0-9a-f]{2}';
const pathCharacter = `(?:[\\w.~!$&'()*+,;=:@-]|${percent})`;
const hostCharacter = `(?:[\\w.~!$&'()*+,;=-]|${percent})`;
const authority = `//(?:(?:${hostCharacter}|:)*@)?(?:\\[[0-9a-f:.]+\\]|${hostCharacter}*)(?::\\d*)?(?=[/?#]|$)`;
const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ipv4 = `${octet}(?:\\.${octet}){3}`;
const label = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
const atom = "[\\w!#$%&'*+/=?^`{|}~-]+";
const variable = `(?:\\w|${percent})(?:\\.?(?:\\w|${percent}))*(?::[1-9]\\d{0,3}|\\*)?`;
const pointer = '(?:/(?:[^~/]|~[01])*)*';

const expression = (source: string, flags = 'i'): ((text: string) => boolean) => {
  const pattern = new RegExp(`^(?:${source})$`, flags);
  return (text) => pattern.test(text);
};

const scheme = '[a-z][a-z0-9+.-]*:';
/** What follows a scheme. Two slashes begin an authority; a path may be empty (RFC 3986, 3.3). */
const hierarchy = `(?:${authority}|(?!//))(?:${pathCharacter}|/)*(?:\\?(?:${pathCharacter}|[/?])*)?(?:#(?:${pathCharacter}|[/?])*)?`;
const uri = expression(scheme + hierarchy);

/** @param top the largest double that the largest one may be: 2^63 - 1 is 2^63 as a double */
const integer = (limit: number, top: number): FormatCheck['test'] => {
  const exact = BigInt(limit);
  return (value: number | bigint): boolean =>
    typeof value === 'bigint'
      ? value >= -exact && value < exact
      : value >= -limit && value <= top && Number.isInteger(value);
};

const texts: Readonly<Record<string, (text: string) => boolean>> = {
  date: isDate,
  time: (text) => isTime(text, true),
  'date-time': (text) => isDateTime(text, true),
  'iso-time': (text) => isTime(text, false),
  'iso-date-time': (text) => isDateTime(text, false),
  duration: expression('P(?!$)(?:\\d+Y)?(?:\\d+M)?(?:\\d+D)?(?:T(?=\\d)(?:\\d+H)?(?:\\d+M)?(?:\\d+S)?)?|P\\d+W', ''),
  uri,
  url: uri,
  // RFC 3986, 4.1.
  'uri-reference': expression(`(?:${scheme})?${hierarchy}`),
  'uri-template': expression(
    `(?:[^\\x00-\\x20"'<>%\\\\^\`{|}]|${percent}|\\{[+#./;?&=,!@|]?${variable}(?:,${variable})*\\})*`,
  ),
  // The name in front of the @ may be quoted; the host may be one label or an address (RFC 5321, 4.1.2).
  email: expression(
    `(?:${atom}(?:\\.${atom})*|"(?:[^"\\\\\\r\\n]|\\\\[^\\r\\n])*")@(?:${label}(?:\\.${label})*|\\[(?:${ipv4}|IPv6:[0-9a-f:.]+)\\])`,
  ),
  hostname: expression(
    '(?=.{1,253}\\.?$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*\\.?',
  ),
  ipv4: expression(ipv4),
  ipv6: isIpv6,
  uuid: expression('[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'),
  regex: isExpression,
  'json-pointer': expression(pointer),
  'json-pointer-uri-fragment': expression(`#(?:/(?:[\\w.!$&'()*+,;:=@-]|${percent}|~[01])*)*`),
  'relative-json-pointer': expression(`(?:0|[1-9]\\d*)(?:#|${pointer})`),
  // The whole text, not one of its lines.
  byte: expression('(?:[a-z0-9+/]{4})*(?:[a-z0-9+/]{2}==|[a-z0-9+/]{3}=)?'),
};

/** The formats that are checked: those of JSON Schema but for international names, and those of OpenAPI. Others are annotations. */
export const formats: ReadonlyMap<string, FormatCheck> = new Map([
  ...Object.entries(texts).map(([name, test]): [string, FormatCheck] => [name, { appliesTo: 'string', test }]),
  ['int32', { appliesTo: 'number', test: integer(2 ** 31, 2 ** 31 - 1) }],
  ['int64', { appliesTo: 'number', test: integer(2 ** 63, 2 ** 63) }],
]);

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(text);
  // The 30th of February is read as a day of March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** @param zoned whether there must be a zone; a numeric one has a colon then (RFC 3339, 5.6) */
function isTime(text: string, zoned: boolean): boolean {
  const match = /^(\d\d):(\d\d):(\d\d)(?:\.\d+)?(z|([+-]\d\d)(?:(:?)(\d\d))?)?$/i.exec(text);
  if (!match) return false;
  const [hour, minute, second, zoneHour, zoneMinute] = [
    match[1],
    match[2],
    match[3],
    match[5] ?? '+00',
    match[7] ?? 0,
  ].map(Number) as [number, number, number, number, number];
  if (zoned && (match[4] === undefined || (match[5] !== undefined && match[6] !== ':'))) return false;
  if (hour > 23 || minute > 59 || second > 60 || Math.abs(zoneHour) > 23 || zoneMinute > 59) return false;
  if (second < 60) return true;
  // A leap second is the last one of a day of UTC.
  const sign = match[5]?.startsWith('-') ? -1 : 1;
  const utc = hour * 60 + minute - zoneHour * 60 - sign * zoneMinute;
  return (utc + 1440) % 1440 === 1439;
}

function isDateTime(text: string, zoned: boolean): boolean {
  const [date = '', time = '', ...others] = text.split(/t|\s/i);
  return others.length === 0 && isDate(date) && isTime(time, zoned);
}

/** RFC 4291, 2.2. */
function isIpv6(text: string): boolean {
  const sides = text.split('::');
  const groups = sides.map((side) => (side === '' ? [] : side.split(':')));
  const all = groups.flat();
  const isMixed = isDotted(all[all.length - 1] ?? '') && text.endsWith(all[all.length - 1] as string);
  const length = all.length + (isMixed ? 1 : 0);
  const plain = isMixed ? all.slice(0, -1) : all;
  return (
    (sides.length === 2 ? length < 8 : length === 8 && sides.length === 1) &&
    plain.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
  );
}

function isDotted(text: string): boolean {
  return new RegExp(`^${ipv4}$`).test(text);
}

function isExpression(text: string): boolean {
  // The end of a text in other engines; JavaScript reads it as a letter.
  if (/[^\\]\\Z/.test(text)) return false;
  try {
    return Boolean(new RegExp(text));
  } catch {
    return false;
  }
}
