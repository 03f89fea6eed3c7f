/** Thrown where a value cannot be judged; the message says why, as the end of a sentence: "the pattern ... cannot be tried". */
export class NotJudged extends Error {
  override name = 'NotJudged';
}
