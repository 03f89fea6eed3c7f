import type { Guard } from './described.ts';
import { bodiesHaveExamples, examplesFitTheirSchemas } from './examples.ts';
import { linksFindValues, linksLeadToOperations } from './links.ts';
import { examplesAgree, figuresAddUp } from './shop.ts';
import {
  enumsLeaveNullOut,
  errorCodesHaveResponses,
  neverLiveHasReason,
  scopesExist,
  webhookScopesExist,
} from './statements.ts';

export const guards = {
  examplesFitTheirSchemas,
  bodiesHaveExamples,
  linksLeadToOperations,
  linksFindValues,
  examplesAgree,
  figuresAddUp,
  errorCodesHaveResponses,
  scopesExist,
  webhookScopesExist,
  neverLiveHasReason,
  enumsLeaveNullOut,
} satisfies Record<string, Guard>;
