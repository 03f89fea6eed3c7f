import type { Answer } from './answer/answer.ts';
import type { FieldTree } from './answer/response-fields.ts';
import type { Call } from './call.ts';
import type { CollectionName } from './collections.ts';
import type { ListRule } from './list/list-rule.ts';
import type { Fields, Json, Row, RowId } from './state/rows.ts';

/**
 * Where a rule comes from: a page of the documentation by the last part of its address (`page search-products`), a live test of the
 * vendor's own client (`test ProductsTest.testSearchPaging`), one of the documents that the project began with or of the older pages
 * (`old products`), or an example of the description (`example getProduct.200`).
 */
export type Evidence = `${'page' | 'test' | 'old' | 'example'} ${string}`;

/** Operations by method and path as the description writes it: `GET /products/{productId}`. */
export type Operations = Readonly<Record<string, Operation>>;

/** What one operation does. */
export interface Operation {
  readonly from: readonly Evidence[];
  readonly run: (call: Call) => Answer | Promise<Answer>;
}

/** Examples of the description by name (`getProduct.200`); throws when there is none. */
export type ExampleOf = (name: string) => Json;

/**
 * One kind of thing and what can be done with it: rows of a collection below a path. Each part that is there makes an operation;
 * {@link operations} are those that are not list, read, create, change and delete.
 */
export interface Resource {
  readonly collection: CollectionName;
  /** Where the things lie inside the rows of the collection, and are no rows of their own. */
  readonly inside?: Inside;
  /** Path of the list: `/products`. */
  readonly path: `/${string}`;
  /**
   * Path of one thing (`/products/{productId}`), whose last parameter is the id. Without it there is a single thing, at {@link path},
   * whose id is the name of the collection.
   */
  readonly item?: `/${string}`;
  /** What the examples of the description say is there. */
  readonly seed?: (example: ExampleOf) => readonly Row[];
  /** A row as an answer shows it, when not as it is. When the call asks for some `fields` alone, the others may be left out. */
  readonly view?: View;
  /** How a row is shown by itself, where that differs from lists. */
  readonly singleView?: View;
  /** Parameters that change how a row is shown, and other collections that a view reads: both decide when a view may be kept. */
  readonly viewParameters?: readonly string[];
  readonly viewReads?: readonly CollectionName[];
  /** 404 with the API's message and code. */
  readonly missing?: (id: RowId) => Error;
  /** The row that the text in a path means, where that is not its id alone. */
  readonly find?: (text: string, call: Call) => Row | undefined;
  /** A field that no two of them have the same text in, by the column of its name, and what is said of one that is taken. */
  readonly unique?: { readonly column: string; readonly taken: (text: string) => string };
  readonly list?: ListRule;
  readonly get?: { readonly from: readonly Evidence[] };
  readonly create?: {
    readonly from: readonly Evidence[];
    /** The new row, without its id and its times; the body when absent. Throws {@link ApiError} when the API refuses it. */
    readonly row?: (body: Fields, call: Call) => Fields;
    /** What else happens. */
    readonly after?: (row: Row, call: Call) => void;
    /** What the answer says; the id when absent. */
    readonly answer?: (row: Row, call: Call) => Fields;
  };
  readonly update?: {
    readonly from: readonly Evidence[];
    /** The row as it is afterwards, without the time of the change; joined with the body when absent. */
    readonly row?: (before: Row, body: Fields, call: Call) => Fields;
    readonly after?: (row: Row, before: Row, call: Call) => void;
    /** What the answer says beside `updateCount`. */
    readonly answer?: (row: Row, call: Call) => Fields;
  };
  readonly delete?: {
    readonly from: readonly Evidence[];
    /** Whether `deleteCount: 0` is answered when there is nothing to delete, and not 404. */
    readonly countsMissing?: boolean;
    /** Throws when the API refuses it. */
    readonly before?: (row: Row, call: Call) => void;
    readonly after?: (row: Row, call: Call) => void;
    /** What the answer says beside `deleteCount`. */
    readonly answer?: Fields;
  };
  /** Deletes all of them. */
  readonly clear?: { readonly from: readonly Evidence[]; readonly answer?: Answer };
  /** Path of the list of what was deleted, and the example that tells what was. */
  readonly deleted?: { readonly from: readonly Evidence[]; readonly path: `/${string}`; readonly example: string };
  readonly operations?: Operations;
}

export type View = (row: Row, call: Call, fields?: FieldTree) => Fields;

/** A list in the rows of another resource, such as the contacts of customers. A change of it is a change of the row that holds it. */
export interface Inside {
  readonly owner: Resource;
  readonly field: string;
  /**
   * What changes in the holder; the list alone when absent. Throws when the API refuses it.
   * @param latest the thing that is new or has changed; undefined when some are gone
   */
  readonly settle?: (list: readonly Row[], holder: Row, latest: Row | undefined) => Fields;
}
