const countries = new Intl.DisplayNames('en', { type: 'region' });

/** Name of a country by its ISO 3166-1 alpha-2 code; undefined when there is no such country. */
export function countryName(code: string): string | undefined {
  if (!/^[A-Z]{2}$/.test(code)) return undefined;
  const name = countries.of(code);
  return name === code ? undefined : name;
}

/** States of the USA, whose names answers add to their codes (page "Calculate order details"). Those of other countries are not known. */
const states: ReadonlyMap<string, string> = new Map(
  (
    'AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,DC District of Columbia,' +
    'FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,' +
    'MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,MT Montana,NE Nebraska,NV Nevada,' +
    'NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,' +
    'PA Pennsylvania,RI Rhode Island,SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,' +
    'WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming'
  )
    .split(',')
    .map((state) => [state.slice(0, 2), state.slice(3)] as const),
);

export function stateName(country: string, code: string): string | undefined {
  return country === 'US' ? states.get(code) : undefined;
}

/** The states of a country with their names; none where they are not known. */
export function statesOf(country: string): { readonly code: string; readonly name: string }[] {
  return country === 'US' ? [...states].map(([code, name]) => ({ code, name })) : [];
}

/** Codes that name no country: unions, islands within others, and what is kept for tests. */
const noCountries: ReadonlySet<string> = new Set('AC CP CQ DG EA EU EZ IC QO TA UN XA XB XK ZZ'.split(' '));

/** ISO 3166-1 alpha-2 codes of all countries. Those that a country no longer has stand for the one that came after it. */
export function countryCodes(): string[] {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => countryName(code) !== undefined && !noCountries.has(code))
    .filter((code) => Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`);
}
