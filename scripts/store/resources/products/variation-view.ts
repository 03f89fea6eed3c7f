import type { Call } from '../../call.ts';
import { listOf, numberOf, textOf, type Fields, type Row } from '../../state/rows.ts';
import { formatMoney, unitsOf, withModifiers } from '../../values/money.ts';
import { fieldsOf } from '../../state/rows.ts';
import { translate } from '../../values/translations.ts';
import { pictureLinks, pictureOf } from '../images.ts';
import { hasStock } from './facts.ts';

/** A variation as answers show it: what it does not have itself is left out, and is that of the product. */
export function variationView({ picture: _picture, ...variation }: Fields, product: Row, call: Call): Fields {
  const picture = pictureOf({ picture: _picture });
  const language = call.query.get('lang');
  const options = listOf(variation['options']).map((option) => withTranslations(option, product));
  const price =
    typeof variation['price'] === 'number'
      ? variation['price']
      : withModifiers(numberOf(product['price']), chosen(variation, product));
  return {
    volume: 0,
    attributes: [],
    outOfStockVisibilityBehaviour: 'SHOW',
    ...variation,
    options: language === null ? options : options.map((option) => translate(option, ['name', 'value'], language)),
    inStock: hasStock(variation),
    defaultDisplayedPrice: price,
    defaultDisplayedPriceFormatted: formatMoney(price, unitsOf(call.state.profile)),
    ...(picture && pictureLinks(picture, call)),
  };
}

/** The option with the translations that the product's option and its choice have. */
function withTranslations(selected: Fields, product: Row): Fields {
  const option = listOf(product['options']).find(({ name }) => name === selected['name']);
  const choice = listOf(option?.['choices']).find(({ text }) => text === selected['value']);
  const nameTranslated = fieldsOf(option?.['nameTranslated']);
  const valueTranslated = fieldsOf(choice?.['textTranslated']);
  return {
    ...(Object.keys(nameTranslated).length > 0 && { nameTranslated }),
    ...(Object.keys(valueTranslated).length > 0 && { valueTranslated }),
    ...selected,
  };
}

/** The choices of the product's options that make this variation. */
function chosen(variation: Fields, product: Row): Fields[] {
  return listOf(variation['options']).flatMap((selected) => {
    const option = listOf(product['options']).find(({ name }) => name === selected['name']);
    const choice = listOf(option?.['choices']).find(({ text }) => text === textOf(selected['value']));
    return choice ? [choice] : [];
  });
}
