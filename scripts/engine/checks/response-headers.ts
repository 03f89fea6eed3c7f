import type { Engine } from '../judge.ts';
import { getHeader } from '../http/headers.ts';
import { isJson, parseMediaType } from '../http/media-type.ts';
import { escapeToken, isRecord } from '../json.ts';
import { readValue, textField, unreadable } from '../values/read-value.ts';
import { decoders, type Notation } from '../values/styles.ts';
import type { HeaderLines } from '../types.ts';
import { addDraft, addVerdict, show, type Drafts, type Subject } from './report.ts';

export interface HeaderPlans {
  check(headers: HeaderLines, drafts: Drafts): void;
}

/** @param headers the `headers` map of a response; `Content-Type` in it is ignored by the specification */
export function createHeaderPlans(engine: Engine, headers: unknown): HeaderPlans | undefined {
  const entries = Object.entries(isRecord(headers) ? headers : {});
  const plans = entries.flatMap(([name, raw]) => {
    const header = engine.document.object(raw);
    return header && name.toLowerCase() !== 'content-type' ? [planFor(engine, name, header)] : [];
  });
  if (plans.length === 0) return undefined;
  return {
    check(lines, drafts) {
      for (const plan of plans) plan(lines, drafts);
    },
  };
}

function planFor(engine: Engine, name: string, header: Readonly<Record<string, unknown>>) {
  const content = isRecord(header['content']) ? Object.entries(header['content'])[0] : undefined;
  const media = content && engine.document.object(content[1]);
  const judge = engine.judge((content ? media?.['schema'] : header['schema']) ?? true, 'response');
  const notation: Notation = { style: 'simple', explode: header['explode'] === true, decode: decoders.header };
  const json = content !== undefined && isJson(parseMediaType(content[0]).essence);
  const field = textField(judge, name, judge.schema, notation, json);
  const subject: Subject = { name: `the response header "${name}"`, prefix: `/header/${escapeToken(name)}` };
  const lower = name.toLowerCase();

  return (lines: HeaderLines, drafts: Drafts): void => {
    const joined = getHeader(lines, lower);
    if (joined === undefined) {
      if (header['required'] === true)
        addDraft(
          drafts,
          'missing-response-header',
          subject.prefix,
          'present',
          'absent',
          `The required response header "${name}" is missing.`,
        );
      return;
    }
    // Cookies are the one header whose lines cannot be joined: their dates have commas.
    const values =
      lower === 'set-cookie' ? lines.flatMap(([key, value]) => (key.toLowerCase() === lower ? [value] : [])) : [joined];
    for (const text of values) {
      const value = readValue(judge, field, [text]);
      if (value === unreadable) {
        const actual = show(drafts, subject, '', text);
        const message = `The response header "${name}" must be JSON, but is ${actual}.`;
        addDraft(drafts, 'invalid-response-header', subject.prefix, 'JSON', actual, message);
      } else addVerdict(drafts, { invalid: 'invalid-response-header' }, subject, judge.look(value));
    }
  };
}
