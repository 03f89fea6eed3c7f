import { readDocument } from '../../../scripts/engine/description/document.ts';
import { createEngine, type Judge } from '../../../scripts/engine/judge.ts';
import { absent } from '../../../scripts/engine/judge/faults.ts';
import { toPointer } from '../../../scripts/engine/json.ts';
import type { MediaType } from '../../../scripts/contract/plan/description.ts';
import { isJson, isSuccess, type Guard } from './described.ts';

type Purpose = 'request' | 'response';

/**
 * Every example of a JSON body is valid, and has nothing that its schema does not describe: the objects of the description are
 * open, for the vendor adds fields without notice, and are closed here. What only answers carry is no part of a request, and
 * what only requests carry no part of an answer.
 */
export const examplesFitTheirSchemas: Guard = ({ document, operations, webhooks }) => {
  const engine = createEngine(readDocument(document), false);
  // Errors and results are shared by nearly all operations: each schema is compiled once.
  const judges = { request: new Map<unknown, Judge>(), response: new Map<unknown, Judge>() };
  const judge = (schema: unknown, purpose: Purpose): Judge => {
    const known = judges[purpose].get(schema) ?? engine.judge(schema, purpose);
    judges[purpose].set(schema, known);
    return known;
  };
  return [...operations, ...webhooks].flatMap(({ contract, requestBody, responses }) => [
    ...(requestBody?.content ?? []).flatMap((media) => faultsOf(judge, 'request', `${contract.key} request`, media)),
    ...responses.flatMap(({ status, content }) =>
      content.flatMap((media) => faultsOf(judge, 'response', `${contract.key} ${status}`, media)),
    ),
  ]);
};

function faultsOf(
  judgeOf: (schema: unknown, purpose: Purpose) => Judge,
  purpose: Purpose,
  where: string,
  media: MediaType,
): string[] {
  if (!media.schema || !isJson(media.type)) return [];
  const judge = judgeOf(media.schema, purpose);
  return media.examples.flatMap(({ name, value }) => {
    const place = `${where}, example ${name}`;
    const { faults, unknown } = judge.look(value);
    return [
      ...faults.map(({ path, expected, actual }) => {
        const seen = actual === absent ? 'it is absent' : `it is ${JSON.stringify(actual)}`;
        return `${place}: ${toPointer(path) || 'the whole'} must be ${expected}, ${seen}`;
      }),
      ...unknown.map(({ path, kind }) => {
        const other = purpose === 'request' ? 'answers' : 'requests';
        return `${place}: ${toPointer(path)} ${kind === 'unknown' ? 'is not described' : `is for ${other} only`}`;
      }),
    ];
  });
}

/** Every JSON body of a request and every body of a successful answer is shown by an example. */
export const bodiesHaveExamples: Guard = ({ operations, webhooks }) =>
  [...operations, ...webhooks].flatMap(({ contract, requestBody, responses }) => [
    ...(requestBody?.content ?? [])
      .filter(({ type, examples }) => isJson(type) && examples.length === 0)
      .map(({ type }) => `${contract.key} request: ${type} has no example`),
    ...responses
      .filter(({ status }) => isSuccess(status))
      .flatMap(({ status, content }) =>
        content
          .filter(({ examples }) => examples.length === 0)
          .map(({ type }) => `${contract.key} ${status}: ${type} has no example`),
      ),
  ]);
