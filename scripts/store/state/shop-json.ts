import { collections, type CollectionName } from '../collections.ts';
import { isFields, type Json, type Row, type RowId } from './rows.ts';
import { lastIds, type Shop, type StoredFile } from './shop.ts';

/** A shop as JSON: what `--data` keeps, `--seed` reads and `/_store/snapshot` answers. */
const format = 'commerce-openapi shop 1';

export function writeShop(shop: Shop): string {
  const rows = [...shop.rows].map(([name, byId]) => `"${name}":[${[...byId.values()].map(rowText).join(',')}]`);
  const files = [...shop.files].map(([id, { bytes, type }]) => ({ id, type, base64: toBase64(bytes) }));
  const { ids, changed } = shop;
  const rest = { files, ids: Object.fromEntries(ids), changed: Object.fromEntries(changed) };
  return `{"format":${JSON.stringify(format)},"rows":{${rows.join(',')}},${JSON.stringify(rest).slice(1)}`;
}

/** Rows do not change: who writes a shop after each change writes the others as they were. */
const texts = new WeakMap<Row, string>();

function rowText(row: Row): string {
  let text = texts.get(row);
  if (text === undefined) texts.set(row, (text = JSON.stringify(row)));
  return text;
}

/**
 * Reads a shop. Who writes one by hand may leave out all but `rows`; kinds of things that it does not name are those of `base`.
 * Throws an Error with one sentence when it is no shop.
 */
export function readShop(text: string, base: Shop): Shop {
  let json: Json;
  try {
    json = JSON.parse(text) as Json;
  } catch (error) {
    throw new Error(`It is no JSON: ${(error as Error).message}.`, { cause: error });
  }
  if (!isFields(json) || !isFields(json['rows'])) throw new Error('It has no "rows", which a shop consists of.');
  if ((json['format'] ?? format) !== format) throw new Error(`Its format is not "${format}".`);
  const rows = new Map(base.rows);
  for (const [name, list] of Object.entries(json['rows'])) {
    if (!Object.hasOwn(collections, name)) {
      throw new Error(`There is no kind of thing "${name}"; there are ${Object.keys(collections).join(', ')}.`);
    }
    rows.set(name as CollectionName, readRows(name, list));
  }
  const least = (
    known: ReadonlyMap<string, number>,
    other: Iterable<readonly [string, number]>,
  ): Map<string, number> => {
    const ids = new Map(known);
    for (const [name, id] of other) ids.set(name, Math.max(id, ids.get(name) ?? 0));
    return ids;
  };
  return {
    rows,
    files: new Map((Array.isArray(json['files']) ? (json['files'] as readonly Json[]) : []).map(readFile)),
    ids: least(least(base.ids, lastIds(rows)), numbersOf(json['ids'])),
    changed: json['changed'] === undefined ? base.changed : new Map(numbersOf(json['changed'])),
  };
}

function readRows(name: string, list: Json | undefined): Map<RowId, Row> {
  if (!Array.isArray(list)) throw new Error(`"${name}" is no list.`);
  const rows = new Map<RowId, Row>();
  for (const [place, row] of (list as readonly Json[]).entries()) {
    const id = isFields(row) ? row['id'] : undefined;
    if (!isFields(row) || (typeof id !== 'number' && typeof id !== 'string')) {
      throw new Error(`Entry ${place} of "${name}" is no object with an id.`);
    }
    rows.set(id, { ...row, id });
  }
  return rows;
}

function readFile(file: Json): readonly [number, StoredFile] {
  const { id, type, base64 } = isFields(file) ? file : {};
  if (typeof id !== 'number' || typeof type !== 'string' || typeof base64 !== 'string') {
    throw new Error('A file is no object with id, type and base64.');
  }
  return [id, { type, bytes: Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)) }];
}

function numbersOf(value: Json | undefined): (readonly [string, number])[] {
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([name, number]) =>
    typeof number === 'number' ? [[name, number] as const] : [],
  );
}

const encoded = new WeakMap<Uint8Array, string>();

function toBase64(bytes: Uint8Array): string {
  let base64 = encoded.get(bytes);
  if (base64 === undefined) {
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    encoded.set(bytes, (base64 = btoa(text)));
  }
  return base64;
}
