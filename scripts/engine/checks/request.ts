import type { DescribedOperation } from '../description/operations.ts';
import type { Watch } from '../coverage.ts';
import type { Engine } from '../judge.ts';
import { getContentType } from '../http/headers.ts';
import type { HttpRequest } from '../types.ts';
import { checkBody, requestKinds } from './body.ts';
import { createContentPlan, requestSubject } from './content.ts';
import { createParameterPlans } from './parameters.ts';
import { addDraft, type Drafts } from './report.ts';

export interface RequestPlan {
  /** @param names @param values path parameters as routed */
  check(request: HttpRequest, query: string, names: readonly string[], values: readonly string[], drafts: Drafts): void;
}

export function createRequestPlan(
  engine: Engine,
  operation: DescribedOperation,
  credentials: readonly string[],
  watch?: Watch,
): RequestPlan {
  const parameters = createParameterPlans(engine, operation.parameters, credentials);
  const requestBody = engine.document.object(operation.definition['requestBody']);
  const content = createContentPlan(engine, requestBody?.['content'], watch);
  const required = requestBody?.['required'] === true;

  return {
    check(request, query, names, values, drafts) {
      parameters.check(request, query, names, values, drafts);
      const { body } = request;
      if (body === undefined) return;
      if (body.length === 0) {
        if (!required) return;
        const expected = content ? content.keys.join(', ') : 'a body';
        return addDraft(
          drafts,
          'missing-request-body',
          '',
          expected,
          'absent',
          'The required request body is missing.',
        );
      }
      const contentType = getContentType(request.headers);
      if (!content) {
        if (requestBody) return;
        const message = 'The request has a body, but the description has none for this operation.';
        return addDraft(drafts, 'undocumented-request-body', '', 'absent', contentType ?? 'a body', message);
      }
      const plan = content.find(contentType);
      if (plan) return checkBody(plan, body, 'request', requestSubject, requestKinds, drafts);
      const expected = content.keys.join(', ');
      const message = contentType
        ? `The request's content type is ${contentType}, but must be ${expected}.`
        : `The request has a body, but no content type; it must be ${expected}.`;
      addDraft(drafts, 'request-content-type', '', expected, contentType ?? 'absent', message);
    },
  };
}
