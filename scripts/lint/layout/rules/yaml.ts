import { defineRule } from '../rule.ts';

/** Every YAML file can be parsed, and no key stands twice. */
export const yamlSyntax = defineRule('yaml-syntax', ({ files }, report) => {
  for (const file of files.values()) {
    if (file.fault) report(file, file.fault.line, `Not valid YAML: ${file.fault.message}.`);
  }
});
