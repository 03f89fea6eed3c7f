import { defaultLanguage, type Call } from '../../call.ts';
import type { Evidence, Resource } from '../../rules.ts';
import { itemsOf, merge, numberOf, without, type Fields, type Json, type RowId } from '../../state/rows.ts';
import { rowOf } from '../../state/shop.ts';
import { syncTranslations, translate } from '../../values/translations.ts';

/** What sets ways to pay and ways to deliver apart from one another. */
interface OptionKind {
  readonly collection: 'paymentOptions' | 'shippingOptions';
  readonly path: `/${string}`;
  readonly item: `/${string}`;
  /** Last parts of the pages' addresses: `search-payment-options` and `create-payment-option`. */
  readonly name: string;
  /** Texts that have translations. */
  readonly texts: readonly string[];
  /** The field that options are sorted by, and how far apart new ones stand. */
  readonly place: { readonly field: string; readonly step: number };
  /** The section of the profile that shows the options as well. */
  readonly section: string;
  readonly missing: (id: RowId) => Error;
  /** Throws what the API refuses. `isNew` while the option is created. */
  readonly check: (option: Fields, isNew: boolean, call: Call) => void;
  readonly view?: (shown: Fields, language: string) => Fields;
  /** What else a change is answered with. */
  readonly updated?: Fields;
}

/** Settings that come as a plain list, and stand in the profile as well: each change is copied there. */
export function optionsOf(kind: OptionKind): Resource {
  const { collection, name, texts, place, check, view = (shown) => shown, updated = {} } = kind;
  const page = (verb: string): Evidence[] => [`page ${verb}-${name}`];
  const synced = (body: Fields, call: Call): Fields =>
    syncTranslations(without(body, ['id']), texts, defaultLanguage(call.state));
  const sorted = (call: Call): readonly Fields[] => call.state.rows(collection).sorted('place');
  const showInProfile = (call: Call): void => {
    const section: Record<string, Json> = { [collection]: sorted(call) };
    call.state.changeProfile({ [kind.section]: section });
  };
  return {
    collection,
    path: kind.path,
    item: kind.item,
    seed: (example) => {
      const list = example(`search${collection[0]!.toUpperCase()}${collection.slice(1)}.200`);
      return itemsOf(list).map(rowOf);
    },
    view(row, call) {
      const language = call.query.get('lang') ?? defaultLanguage(call.state);
      return view(translate(row, texts, language), language);
    },
    viewParameters: ['lang'],
    viewReads: ['profile'],
    missing: kind.missing,
    list: {
      from: page('search').map((from) => `${from}s`) as Evidence[],
      whole: 'list',
      defaultSort: () => ({ order: 'place' }),
    },
    create: {
      from: page('create'),
      row(body, call) {
        const option = merge({}, synced(body, call));
        check(option, true, call);
        const last = numberOf(sorted(call).at(-1)?.[place.field]);
        return { enabled: true, [place.field]: last + place.step, ...option, id: newId(collection, call) };
      },
      after: (_row, call) => showInProfile(call),
    },
    update: {
      from: page('update'),
      row(before, body, call) {
        const option = merge(before, synced(body, call));
        check(option, false, call);
        return option;
      },
      after: (_row, _before, call) => showInProfile(call),
      answer: () => updated,
    },
    delete: { from: page('delete'), countsMissing: true, after: (_row, call) => showInProfile(call) },
  };
}

/** Ids look like `6589-1709547151586`: a number, and the moment of creation in milliseconds. */
function newId(kind: string, call: Call): string {
  return `${10_000 + call.state.newId(`${kind}Prefix`)}-${call.now}`;
}
