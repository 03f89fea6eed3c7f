import { defined, fieldsOf, isFields, textOf, type Fields, type Json } from '../state/rows.ts';
import { countryName, stateName } from './places.ts';

/** Adds the names of country and state to an address that has their codes alone. */
export function withPlaces(address: Fields): Fields {
  const country = textOf(address['countryCode']);
  const names = {
    countryName: address['countryName'] ?? countryName(country),
    stateOrProvinceName: address['stateOrProvinceName'] ?? stateName(country, textOf(address['stateOrProvinceCode'])),
  };
  return { ...address, ...defined(names) };
}

/** A person as orders and customers show them: with first and last name, and the names of country and state. */
export function personView(person: Json | undefined): Fields | undefined {
  if (!isFields(person)) return undefined;
  const [firstName = '', ...rest] = textOf(person['name']).split(' ');
  return withPlaces(firstName === '' ? person : { ...person, firstName, lastName: rest.join(' ') });
}

/** `418 Birch Lane, Seattle, Washington, 98103, United States` */
export function addressLine(address: Fields): string {
  const { street, city, stateOrProvinceName, postalCode, countryName: country } = withPlaces(address);
  return [street, city, stateOrProvinceName, postalCode, country]
    .map(textOf)
    .filter((part) => part !== '')
    .join(', ');
}

/** Everything that is written in persons and addresses, in lower case, for searches. */
export function personTexts(...persons: readonly (Json | undefined)[]): string[] {
  return persons.flatMap((person) => Object.values(fieldsOf(person)).map((text) => textOf(text).toLowerCase()));
}
