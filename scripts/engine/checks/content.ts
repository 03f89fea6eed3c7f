import type { Watch } from '../coverage.ts';
import type { Engine, Judge } from '../judge.ts';
import { findMediaType, isJson, isText, parseMediaType, type MediaType } from '../http/media-type.ts';
import { isRecord, type JsonObject } from '../json.ts';
import type { Purpose } from '../schema/schema-set.ts';
import { bodyReaders, type BodyReader } from './body-readers.ts';
import type { Subject } from './report.ts';

/** One entry of a `content` map, made ready for bodies of one content type. */
export interface MediaPlan {
  readonly actual: MediaType;
  readonly reader: BodyReader;
  /** `undefined` when the description gives no schema. */
  judge(purpose: Purpose): Judge | undefined;
  /** Told of each value that a body was read as. */
  readonly seen: ((value: unknown) => void) | undefined;
  /** `encoding` of form bodies, by property. */
  readonly encoding: JsonObject;
}

/** The `content` map of a request body or response. */
export interface ContentPlan {
  readonly keys: readonly string[];
  /** Whether every documented type is JSON: then an empty body cannot be right. */
  readonly onlyJson: boolean;
  /** The entry for a `Content-Type`; `undefined` when none covers it. Without one a body is `application/octet-stream`. */
  find(contentType: string | undefined): MediaPlan | undefined;
}

export function createContentPlan(engine: Engine, content: unknown, watch?: Watch): ContentPlan | undefined {
  const entries = isRecord(content) ? content : {};
  const keys = Object.keys(entries);
  if (keys.length === 0) return undefined;
  const byHeader = new Map<string, MediaPlan | undefined>();

  const planFor = (contentType: string): MediaPlan | undefined => {
    const actual = parseMediaType(contentType);
    const key = findMediaType(keys, actual);
    if (key === undefined) return undefined;
    const media = engine.document.object(entries[key]) ?? {};
    const judges = new Map<Purpose, Judge>();
    return {
      actual,
      reader: isFile(engine, media['schema']) ? bodyReaders.binary : readerFor(actual.essence),
      seen: watch && media['schema'] !== undefined ? (value) => watch(media['schema'], value) : undefined,
      encoding: isRecord(media['encoding']) ? media['encoding'] : {},
      judge(purpose) {
        if (media['schema'] === undefined) return undefined;
        let judge = judges.get(purpose);
        if (!judge) judges.set(purpose, (judge = engine.judge(media['schema'], purpose)));
        return judge;
      },
    };
  };

  return {
    keys,
    onlyJson: keys.every((key) => isJson(parseMediaType(key).essence)),
    find(contentType = 'application/octet-stream') {
      let plan = byHeader.get(contentType);
      if (plan === undefined && !byHeader.has(contentType)) {
        plan = planFor(contentType);
        // A multipart boundary is different every time: such headers would pile up.
        if (plan?.reader !== bodyReaders.multipart && byHeader.size < 1000) byHeader.set(contentType, plan);
      }
      return plan;
    },
  };
}

/** `format: binary` stands for raw bytes under whatever content type they come: an image may be sent as `application/json`. */
function isFile(engine: Engine, schema: unknown): boolean {
  return engine.document.object(schema)?.['format'] === 'binary';
}

function readerFor(essence: string): BodyReader {
  if (isJson(essence)) return bodyReaders.json;
  if (essence === 'application/x-www-form-urlencoded') return bodyReaders.form;
  if (essence === 'multipart/form-data') return bodyReaders.multipart;
  return isText(essence) ? bodyReaders.text : bodyReaders.binary;
}

export const requestSubject: Subject = { name: 'the request body', prefix: '' };
export const responseSubject: Subject = { name: 'the response body', prefix: '' };
