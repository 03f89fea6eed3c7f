import type { Answer } from './answer.ts';
import { wrongParameter } from './api-error.ts';
import { isFields, type Json } from '../state/rows.ts';

/** Fields to keep, each with those to keep inside it; an empty map keeps all that is inside. */
export interface FieldTree extends ReadonlyMap<string, FieldTree> {}

/**
 * Reads `total,items(id,name)`. Throws a 400 when brackets do not match.
 * The syntax is that of the pages' examples; each list and each object that is named is cut down to what stands in its brackets.
 */
export function parseResponseFields(text: string): FieldTree {
  const root = new Map<string, FieldTree>();
  const stack: Map<string, FieldTree>[] = [root];
  let name = '';
  let latest: Map<string, FieldTree> | undefined;
  const finish = (): void => {
    if (name.trim() !== '') stack.at(-1)!.set(name.trim(), (latest = new Map<string, FieldTree>()));
    name = '';
  };
  for (const character of text) {
    if (character === ',') finish();
    else if (character === '(') {
      finish();
      if (!latest) throw unbalanced(text);
      stack.push(latest);
      latest = undefined;
    } else if (character === ')') {
      finish();
      stack.pop();
      if (stack.length === 0) throw unbalanced(text);
    } else name += character;
  }
  finish();
  if (stack.length !== 1) throw unbalanced(text);
  return root;
}

/** Cuts a value down to those fields; lists are cut down item by item. */
export function pickFields(value: Json | undefined, fields: FieldTree): Json | undefined {
  if (fields.size === 0) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => pickFields(item, fields) as Json);
  if (!isFields(value)) return value;
  const picked: Record<string, Json | undefined> = {};
  for (const [name, inner] of fields) {
    if (Object.hasOwn(value, name)) picked[name] = pickFields(value[name], inner);
  }
  return picked;
}

function unbalanced(text: string): Error {
  return wrongParameter('responseFields', `brackets do not match in '${text}'.`);
}

/** An answer to a read as `responseFields` asks for it: whatever it is about, the parameter cuts it down. */
export function cutDown(answer: Answer, method: string, query: URLSearchParams): Answer {
  const fields = method === 'GET' ? query.get('responseFields') : null;
  if (!fields || answer.json === undefined) return answer;
  return { ...answer, json: pickFields(answer.json, parseResponseFields(fields)) ?? {} };
}
