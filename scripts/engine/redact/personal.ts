/** What tells who a person is, by its form: e-mail addresses, phone and card numbers. */

const email = /[\p{L}\p{N}.!#$&'*+/=?^_`{|}~-]{1,64}(?:@|%40)[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu;

/** International (`+49 30 1234567`), or with the groups of North America (`(555) 010-9999`, `555-010-9999`). */
const phone =
  /(?<![\w+])\+\d(?:[\s().-]{0,2}\d){6,14}(?!\d)|(?<![\w.-])\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}(?![\w-]|\.\d)/g;

/** By the beginnings and lengths that card networks use; numbers that are ids or times do not pass the sum as well. */
const card =
  /(?<![\w.-])(?:4(?:[ -]?\d){12,18}|5[1-5](?:[ -]?\d){14}|2[2-7](?:[ -]?\d){14}|3[47](?:[ -]?\d){13}|3[0689](?:[ -]?\d){12}|35(?:[ -]?\d){14}|6(?:011|5|4[4-9])(?:[ -]?\d){12,16})(?![\w-]|\.\d)/g;

export function hidePersonal(text: string, blank: string): string {
  // Nearly all texts have neither.
  if (!/[@%]/.test(text) && !/\d[\s().-]{0,2}\d{3}/.test(text)) return text;
  return text
    .replace(email, blank)
    .replace(card, (digits) => (passesLuhn(digits) ? blank : digits))
    .replace(phone, blank);
}

/** ISO/IEC 7812-1, annex B. */
function passesLuhn(text: string): boolean {
  const digits = [...text.replace(/\D/g, '')].toReversed().map(Number);
  const sum = digits.reduce((total, digit, place) => {
    const value = place % 2 === 1 ? digit * 2 : digit;
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
