/** Text from outside is data: what a description, a server or a recording says must not move the cursor of a terminal. */

/** Control characters (ESC and line breaks among them), and those that turn the direction of what follows. */
const controls = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g;

/** The text on one line, without any of these. */
export function oneLine(text: string): string {
  return text.replace(controls, ' ');
}

/** The text with its end cut off when it is longer than that; never between the halves of a character. */
export function shorten(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '')}...`;
}
