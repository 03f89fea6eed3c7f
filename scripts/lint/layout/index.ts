import type { Problem } from '../../description/problem.ts';
import type { Description } from './read.ts';
import type { LayoutRule } from './rule.ts';
import { ambiguousPaths } from './rules/ambiguous-paths.ts';
import { parameterFile, responseFile, schemaFile, uniqueNames } from './rules/components.ts';
import { booleanParameter, descriptionQuality } from './rules/descriptions.ts';
import { duplicateSchema } from './rules/duplicates.ts';
import { enumNames } from './rules/enum-names.ts';
import { evidence } from './rules/evidence.ts';
import { exampleFile } from './rules/examples.ts';
import { fileFolder, fileLength, orphanFile, referenceForm, referenceSiblings } from './rules/files.ts';
import { ignoreFile } from './rules/ignore-file.ts';
import { keyOrder } from './rules/key-order.ts';
import { linkParameters, operationExtensions, pathParameters, webhookOperation } from './rules/operations.ts';
import { entryComponents, entryDocument, pathFileName, pathFolder, pathOrder, tagGroup } from './rules/paths.ts';
import { placeholder } from './rules/placeholders.ts';
import { sources } from './rules/sources.ts';
import { yamlSyntax } from './rules/yaml.ts';

/** What the rules of redocly.yaml cannot see: files and their names, the order of keys, and what several files say together. */
export const layoutRules: readonly LayoutRule[] = [
  yamlSyntax,
  fileFolder,
  orphanFile,
  referenceForm,
  referenceSiblings,
  fileLength,
  entryDocument,
  entryComponents,
  pathFileName,
  pathOrder,
  ambiguousPaths,
  pathFolder,
  tagGroup,
  pathParameters,
  operationExtensions,
  linkParameters,
  webhookOperation,
  keyOrder,
  schemaFile,
  uniqueNames,
  parameterFile,
  responseFile,
  duplicateSchema,
  enumNames,
  exampleFile,
  descriptionQuality,
  booleanParameter,
  placeholder,
  sources,
  evidence,
  ignoreFile,
];

/** Checks the files of a description against all layout rules; an empty list means clean. */
export function checkLayout(description: Description): Problem[] {
  return layoutRules.flatMap((rule) => rule.check(description));
}
