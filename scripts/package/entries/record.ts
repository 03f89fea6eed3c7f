/** `commerce-openapi/record`: keeps what goes through a `fetch`, for `commerce-openapi contract har`. */

export { record, type RecordedFetch, type RecordOptions } from '../record/record.ts';
export { neverWritten, type NeverWritten } from '../../contract/record/secrets.ts';
export type { Entry } from '../../contract/record/entry.ts';
