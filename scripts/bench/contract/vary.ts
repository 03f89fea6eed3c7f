/** Makes JSON values that differ from one exchange to the next, as real ones do, and stay valid. */

/** The JSON text of the value for the exchange of that number. */
export type VariedText = (index: number) => string;

type Path = readonly (string | number)[];
type Leaf = string | number;

/** The largest number of an exchange that values are varied by. */
const largest = 999_999;

/** How many times as long a list may become. */
const longestList = 3;

/**
 * Finds what of an example may change: strings get the exchange's number appended, numbers are raised by it, and lists are repeated
 * up to three times. Only changes that `isValid` accepts are made.
 */
export function vary(example: unknown, isValid: (value: unknown) => boolean): VariedText {
  const lists = new Set<string>();
  const leaves = new Set<string>();
  for (const path of listsOf(example)) {
    const key = JSON.stringify(path);
    if (isValid(write(example, new Set([key]), leaves, longestList - 1, largest))) lists.add(key);
  }
  for (const path of leavesOf(example)) {
    const key = JSON.stringify(path);
    if (isValid(write(example, lists, new Set([key]), 0, largest))) leaves.add(key);
  }
  // One text for each length of lists, cut where the values go, so that writing an entry is only joining.
  const texts = Array.from({ length: longestList }, (_, length) => cut(example, lists, leaves, length));
  return (index) => {
    const { pieces, values } = texts[index % longestList]!;
    let text = pieces[0]!;
    for (const [at, value] of values.entries()) text += JSON.stringify(changed(value, index)) + pieces[at + 1]!;
    return text;
  };
}

function changed(value: Leaf, index: number): Leaf {
  const number = index % (largest + 1);
  return typeof value === 'string' ? `${value} ${number}` : value + number;
}

/** The example with its lists repeated `more` times and its leaves changed by `index`. */
function write(
  example: unknown,
  lists: ReadonlySet<string>,
  leaves: ReadonlySet<string>,
  more: number,
  index: number,
): unknown {
  return copy(example, [], lists, more, (value, key) => (leaves.has(key) ? changed(value, index) : value));
}

function copy(
  value: unknown,
  path: Path,
  lists: ReadonlySet<string>,
  more: number,
  leaf: (value: Leaf, key: string) => unknown,
): unknown {
  if (typeof value === 'string' || typeof value === 'number') return leaf(value, JSON.stringify(path));
  if (Array.isArray(value)) {
    const items = value.map((item: unknown, at) => () => copy(item, [...path, at], lists, more, leaf));
    const times = lists.has(JSON.stringify(path)) ? more + 1 : 1;
    return Array.from({ length: items.length * times }, (_, at) => items[at % items.length]!());
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, copy(member, [...path, name], lists, more, leaf)]),
  );
}

function cut(
  example: unknown,
  lists: ReadonlySet<string>,
  leaves: ReadonlySet<string>,
  more: number,
): { pieces: string[]; values: Leaf[] } {
  const values: Leaf[] = [];
  // A text that no example holds marks the places.
  const mark = '\uE000place\uE000';
  const marked = copy(example, [], lists, more, (value, key) => {
    if (!leaves.has(key)) return value;
    values.push(value);
    return mark;
  });
  return { pieces: JSON.stringify(marked).split(JSON.stringify(mark)), values };
}

function* listsOf(value: unknown, path: Path = []): Generator<Path> {
  // Lists inside lists stay as they are: their lengths would multiply.
  if (Array.isArray(value) && value.length > 0) return yield path;
  for (const [key, member] of children(value)) yield* listsOf(member, [...path, key]);
}

function* leavesOf(value: unknown, path: Path = []): Generator<Path> {
  if (typeof value === 'string' || typeof value === 'number') yield path;
  for (const [key, member] of children(value)) yield* leavesOf(member, [...path, key]);
}

function children(value: unknown): [string | number, unknown][] {
  if (Array.isArray(value)) return value.map((item: unknown, at) => [at, item]);
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
