import type { Call } from '../call.ts';
import type { Operations } from '../rules.ts';
import { isSet } from '../call.ts';
import type { Fields } from '../state/rows.ts';
import { countryCodes, statesOf } from '../values/places.ts';

/** Lists of codes with their names in the language that `lang` asks for. The names are those that the machine knows. */
export const dictionaries: Operations = {
  'GET /countries': {
    from: ['page country-codes'],
    run(call) {
      const names = namesOf('region', call);
      const countries = countryCodes().map((code) => ({
        code,
        name: names(code),
        ...(isSet(call.query, 'withStates') && { states: statesOf(code) }),
      }));
      return { json: byName(countries) };
    },
  },
  // The states of the USA alone are known.
  'GET /states': {
    from: ['page state-codes-by-country'],
    run: (call) => ({ json: statesOf(countryOf(call)) }),
  },
  'GET /currencies': {
    from: ['page currency-codes'],
    run(call) {
      const names = namesOf('currency', call);
      return { json: byName(Intl.supportedValuesOf('currency').map((code) => ({ code, name: names(code) }))) };
    },
  },
  'GET /currencyByCountry': {
    from: ['page currency-codes-by-country'],
    run(call) {
      const countryCode = countryOf(call);
      const currencyCode = currencies.get(countryCode);
      return { json: currencyCode === undefined ? [] : [currencyView(countryCode, currencyCode, call)] };
    },
  },
};

function currencyView(countryCode: string, currency: string, call: Call): Fields {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  const prefix = format.formatToParts(1).find(({ type }) => type === 'currency')?.value ?? currency;
  return {
    countryCode,
    currencyCode: currency,
    currencyName: namesOf('currency', call)(currency),
    prefix,
    suffix: '',
    decimalPlaces: String(format.resolvedOptions().maximumFractionDigits),
  };
}

/** Currencies of the countries that most stores are in; those of others are not known. */
const currencies: ReadonlyMap<string, string> = new Map(
  (
    'EUR AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK,USD US PR EC SV,GBP GB,CAD CA,AUD AU,NZD NZ,CHF CH LI,SEK SE,' +
    'NOK NO,DKK DK,PLN PL,CZK CZ,HUF HU,RON RO,BGN BG,TRY TR,ILS IL,ZAR ZA,INR IN,JPY JP,CNY CN,KRW KR,SGD SG,HKD HK,MXN MX,' +
    'BRL BR,ARS AR,CLP CL,COP CO,AED AE,SAR SA,UAH UA,GEL GE,THB TH,IDR ID,MYR MY,PHP PH'
  )
    .split(',')
    .flatMap((line) => {
      const [currency = '', ...countries] = line.split(' ');
      return countries.map((country) => [country, currency] as const);
    }),
);

function countryOf(call: Call): string {
  return (call.query.get('countryCode') ?? '').toUpperCase();
}

function namesOf(type: 'region' | 'currency', call: Call): (code: string) => string {
  let language = call.query.get('lang') ?? 'en';
  try {
    Intl.getCanonicalLocales(language);
  } catch {
    language = 'en';
  }
  const names = new Intl.DisplayNames([language, 'en'], { type });
  return (code) => names.of(code) ?? code;
}

function byName(list: readonly { readonly code: string; readonly name: string }[]): Fields[] {
  return [...list].sort((a, b) => (a.name < b.name ? -1 : 1)).map((one) => ({ ...one }));
}
