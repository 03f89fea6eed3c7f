import type { Call } from '../../call.ts';
import { fieldsOf, listOf, numberOf, type Fields, type Row } from '../../state/rows.ts';
import { formatMoney, unitsOf, withModifiers } from '../../values/money.ts';
import { translate } from '../../values/translations.ts';
import { pictureLinks, pictureOf } from '../images.ts';
import { hasStock } from './facts.ts';

/** A variation as answers show it: what it does not have itself is left out, and is that of the product. */
export function variationView({ picture: _picture, ...variation }: Fields, product: Row, call: Call): Fields {
  const picture = pictureOf({ picture: _picture });
  const language = call.query.get('lang');
  const chosen = listOf(variation['options']).map((selected) => choiceOf(selected, product));
  const options = chosen.map(withTranslations);
  const ownPrice = variation['price'];
  const modifiers = chosen.flatMap(({ choice }) => (choice ? [choice] : []));
  const price = typeof ownPrice === 'number' ? ownPrice : withModifiers(numberOf(product['price']), modifiers);
  return {
    volume: 0,
    attributes: [],
    outOfStockVisibilityBehaviour: 'SHOW',
    ...variation,
    options: options.map((option) => translate(option, ['name', 'value'], language)),
    inStock: hasStock(variation),
    defaultDisplayedPrice: price,
    defaultDisplayedPriceFormatted: formatMoney(price, unitsOf(call.state.profile)),
    ...(picture && pictureLinks(picture, call)),
  };
}

/** What a variation has of an option, with the product's option and its choice. */
interface Chosen {
  readonly selected: Fields;
  readonly option: Fields | undefined;
  readonly choice: Fields | undefined;
}

function choiceOf(selected: Fields, product: Row): Chosen {
  const option = listOf(product['options']).find(({ name }) => name === selected['name']);
  const choice = listOf(option?.['choices']).find(({ text }) => text === selected['value']);
  return { selected, option, choice };
}

/** The option with the translations that the product's option and its choice have. */
function withTranslations({ selected, option, choice }: Chosen): Fields {
  const nameTranslated = fieldsOf(option?.['nameTranslated']);
  const valueTranslated = fieldsOf(choice?.['textTranslated']);
  return {
    ...(Object.keys(nameTranslated).length > 0 && { nameTranslated }),
    ...(Object.keys(valueTranslated).length > 0 && { valueTranslated }),
    ...selected,
  };
}
