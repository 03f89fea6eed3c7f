import type { Answer } from './answer/answer.ts';
import { ApiError } from './answer/api-error.ts';
import { parseResponseFields } from './answer/response-fields.ts';
import { bodyOf, missing, type Call } from './call.ts';
import { collections, type CollectionName } from './collections.ts';
import { readMoment } from './list/filters.ts';
import type { ListRule } from './list/list-rule.ts';
import { pageOf, search, searchAll } from './list/search.ts';
import type { Inside, Operation, Resource, View } from './rules.ts';
import type { Collection } from './state/collection.ts';
import { listOf, merge, numberOf, numbersOf, textOf, without, type Fields, type Json, type Row } from './state/rows.ts';
import { writeDate } from './values/dates.ts';

/** Everything that the tables of resources make possible, by method and path. Throws when two tables claim one operation. */
export function operationsOf(resources: readonly Resource[]): ReadonlyMap<string, Operation> {
  const all = new Map<string, Operation>();
  for (const resource of resources) {
    for (const [key, operation] of Object.entries({ ...usualOperations(resource), ...resource.operations })) {
      if (all.has(key)) throw new Error(`Two tables say what ${key} does.`);
      all.set(key, operation);
    }
  }
  return all;
}

function usualOperations(resource: Resource): Record<string, Operation> {
  const { path, item = path, list, get, create, update, delete: remove, clear, deleted } = resource;
  const operations: Record<string, Operation> = {};
  if (list) operations[`GET ${path}`] = { from: list.from, run: (call) => listAnswer(resource, list, call) };
  if (get)
    operations[`GET ${item}`] = { from: get.from, run: (call) => rowAnswer(resource, findRow(resource, call), call) };
  if (create) {
    operations[`POST ${path}`] = {
      from: create.from,
      run(call) {
        const row = createRow(resource, bodyOf(call), call);
        return { json: create.answer?.(row, call) ?? { id: row.id } };
      },
    };
  }
  if (update) {
    operations[`PUT ${item}`] = {
      from: update.from,
      run(call) {
        const row = updateRow(resource, findRow(resource, call), bodyOf(call), call);
        return { json: { updateCount: 1, ...update.answer?.(row, call) } };
      },
    };
  }
  if (remove) {
    operations[`DELETE ${item}`] = {
      from: remove.from,
      run(call) {
        const row = rowOf(resource, call);
        if (!row && remove.countsMissing) return { json: { deleteCount: 0 } };
        deleteRow(resource, row ?? findRow(resource, call), call);
        return { json: { deleteCount: 1, ...remove.answer } };
      },
    };
  }
  if (clear) {
    operations[`DELETE ${path}`] = {
      from: clear.from,
      run(call) {
        const rows = [...rowsOf(resource, call).values()];
        if (resource.inside) keepInside(resource.inside, [], undefined, call);
        else for (const row of rows) deleteRow(resource, row, call);
        return clear.answer ?? { json: { deleteCount: rows.length } };
      },
    };
  }
  if (deleted) operations[`GET ${deleted.path}`] = { from: deleted.from, run: (call) => deletedAnswer(resource, call) };
  return operations;
}

/** The things of a resource that a call can reach: all rows of its collection, or what lies inside the row that the path names. */
function rowsOf({ collection, inside }: Resource, call: Call): Pick<Collection, 'get' | 'put' | 'delete' | 'values'> {
  if (!inside) return call.state.rows(collection);
  const list = listOf(findRow(inside.owner, call)[inside.field]) as readonly Row[];
  return {
    get: (id) => list.find((row) => row.id === id),
    put: (row) => keepInside(inside, withRow(list, row), row, call),
    delete(id) {
      const rest = list.filter((row) => row.id !== id);
      keepInside(inside, rest, undefined, call);
      return rest.length < list.length;
    },
    values: () => list,
  };
}

/** A list with a row in place of the one with its id, or after all others. */
export function withRow(list: readonly Row[], row: Row): readonly Row[] {
  const isKnown = list.some(({ id }) => id === row.id);
  return isKnown ? list.map((other) => (other.id === row.id ? row : other)) : [...list, row];
}

function keepInside({ owner, field, settle }: Inside, list: readonly Row[], latest: Row | undefined, call: Call): void {
  const holder = findRow(owner, call);
  changeRow(owner.collection, holder, settle?.(list, holder, latest) ?? { [field]: list }, call);
}

/** Keeps a row that a call has changed, with the time of the change. */
export function changeRow(collection: CollectionName, row: Row, changes: Fields, call: Call): Row {
  const changed: Row = { ...row, ...changes, id: row.id, updated: call.now };
  call.state.rows(collection).put(changed);
  return changed;
}

/** Keeps a thing in place of the one with its id, or after all others. */
export function putRow(resource: Resource, row: Row, call: Call): void {
  rowsOf(resource, call).put(row);
}

/** The thing that the path names. Throws the resource's 404. */
export function findRow(resource: Resource, call: Call): Row {
  const row = rowOf(resource, call);
  if (!row) throw (resource.missing ?? missing(resource.path))(idOf(resource, call));
  return row;
}

function rowOf(resource: Resource, call: Call): Row | undefined {
  const text = idOf(resource, call);
  if (resource.find) return resource.find(text, call);
  const rows = rowsOf(resource, call);
  const row = (/^-?\d+$/.test(text) ? rows.get(Number(text)) : undefined) ?? rows.get(text);
  return row ?? (resource.item === undefined ? { id: text } : undefined);
}

function idOf({ collection, item }: Resource, call: Call): string {
  if (item === undefined) return collection;
  return call.path[item.slice(item.lastIndexOf('{') + 1, item.lastIndexOf('}'))] ?? '';
}

export function createRow(resource: Resource, body: Fields, call: Call): Row {
  const { create } = resource;
  refuseTaken(resource, body, undefined, call);
  const fields = create?.row?.(body, call) ?? merge({}, without(body, ['id']));
  const { id = call.state.newId(resource.collection) } = fields;
  const times = isTimed(resource) && { created: fields['created'] ?? call.now, updated: call.now };
  const row: Row = { ...fields, ...times, id: id as Row['id'] };
  putRow(resource, row, call);
  create?.after?.(row, call);
  return row;
}

export function updateRow(resource: Resource, before: Row, body: Fields, call: Call): Row {
  const { update } = resource;
  refuseTaken(resource, body, before, call);
  const fields = update?.row?.(before, body, call) ?? merge(before, without(body, ['id']));
  const row: Row = { ...fields, ...(isTimed(resource) && { updated: call.now }), id: before.id };
  putRow(resource, row, call);
  update?.after?.(row, before, call);
  return row;
}

/** Whether rows tell when they came and when they last changed. */
function isTimed({ collection, inside }: Resource): boolean {
  return !inside && 'updated' in collections[collection];
}

/** Throws 409 when another row has what no two of them have. */
function refuseTaken({ collection, unique }: Resource, body: Fields, before: Row | undefined, call: Call): void {
  const value = unique && textOf(body[unique.column]);
  if (!value) return;
  const key = collections[collection][unique.column]!({ ...body, id: '' });
  const [other] = call.state.rows(collection).find(unique.column, key as string);
  if (other && other.id !== before?.id) throw new ApiError(409, unique.taken(value));
}

export function deleteRow(resource: Resource, row: Row, call: Call): void {
  resource.delete?.before?.(row, call);
  rowsOf(resource, call).delete(row.id);
  if (resource.deleted) {
    const { collection } = resource;
    call.state.rows('deleted').put({ id: `${collection}/${row.id}`, collection, item: row.id, date: call.now });
  }
  resource.delete?.after?.(row, call);
}

/** A row as the answer to a call. Of what `responseFields` does not ask for, a part is not even worked out. */
export function rowAnswer(resource: Resource, row: Row, call: Call): Answer {
  const asked = call.query.get('responseFields');
  const { view = asItIs, singleView = view } = resource;
  if (asked) {
    return { json: singleView(row, call, parseResponseFields(asked)) };
  }
  return singleView === view ? { text: rowText(resource, row, call) } : { json: singleView(row, call) };
}

function rowText(resource: Resource, row: Row, call: Call): string {
  const { view = asItIs, viewParameters = [], viewReads = [] } = resource;
  const write = (): string => JSON.stringify(view(row, call));
  if (call.isPublic || viewParameters.some((name) => call.query.has(name))) return write();
  // Rows may be shown by several resources: orders and carts are.
  const start = `${call.origin} ${resource.path}`;
  const stamp = viewReads.reduce((text, name) => `${text} ${call.state.rows(name).revision}`, start);
  return call.state.texts.get(row, stamp, write);
}

const asItIs: View = (row) => row;

/** A list of the resource's things that a rule finds: a page, or all of them. */
export function listAnswer(resource: Resource, list: ListRule, call: Call): Answer {
  const { view = asItIs } = resource;
  const page = resource.inside ? undefined : search(list, resource.collection, call);
  const rows = page?.rows ?? [...rowsOf(resource, call).values()];
  const { whole } = list;
  const isBare = whole === 'list';
  const field = whole ?? 'items';
  const { total = rows.length, offset = 0, limit = 0 } = page ?? {};
  const head = whole ? {} : { total, count: rows.length, offset, limit, ...list.head?.(call) };
  const asked = call.query.get('responseFields');
  if (asked) {
    const fields = parseResponseFields(asked);
    const inside = isBare ? fields : fields.get(field);
    const items: readonly Json[] = inside ? rows.map((row) => view(row, call, inside)) : [];
    return { json: isBare ? items : { ...head, [field]: items } };
  }
  const items = `[${rows.map((row) => rowText(resource, row, call)).join(',')}]`;
  if (isBare) return { text: items };
  const before = whole ? '{' : `${JSON.stringify(head).slice(0, -1)},`;
  return { text: `${before}"${field}":${items}}` };
}

/** A change of several rows at once, or their deletion. */
export interface BulkChange {
  /** Which rows: `ALL`, those that a list of the resource would find (`ALL_FILTERED`), or else those with the ids. */
  readonly mode: Json | undefined;
  readonly ids: Json | undefined;
  readonly query: URLSearchParams;
  readonly isDeletion: boolean;
  /** The body of an update; nothing is changed without one. */
  readonly change: Fields | undefined;
}

export function bulkAnswer(resource: Resource, bulk: BulkChange, call: Call): Answer {
  const { mode, ids, query, isDeletion, change } = bulk;
  const { list } = resource;
  if (!list) throw new Error(`Nothing says how ${resource.path} are found.`);
  const all = call.state.rows(resource.collection);
  const chosen = (): readonly Row[] => {
    if (mode === 'ALL') return [...all.values()];
    if (mode === 'ALL_FILTERED') return searchAll(list, resource.collection, { ...call, query });
    return numbersOf(ids).flatMap((id) => all.get(id) ?? []);
  };
  const rows = chosen();
  for (const row of rows) {
    if (isDeletion) deleteRow(resource, row, call);
    else if (change) updateRow(resource, row, change, call);
  }
  return { json: { updateCount: rows.length } };
}

/** A page of what was deleted, the earliest first. */
export function deletedAnswer(resource: Resource, { state, query }: Call): Answer {
  const from = query.get('from_date');
  const to = query.get('to_date');
  const earliest = from === null ? -Infinity : readMoment(from, 'from_date');
  const latest = to === null ? Infinity : readMoment(to, 'to_date') + 999;
  const found = state
    .rows('deleted')
    .find('collection', resource.collection)
    .filter(({ date }) => numberOf(date) >= earliest && numberOf(date) <= latest)
    .sort((a, b) => numberOf(a['date']) - numberOf(b['date']));
  const { offset, limit } = pageOf(query);
  const items = found
    .slice(offset, offset + limit)
    .map((row) => ({ id: row['item'] ?? 0, date: writeDate(row['date']) }));
  return { json: { total: found.length, count: items.length, offset, limit, items } };
}
