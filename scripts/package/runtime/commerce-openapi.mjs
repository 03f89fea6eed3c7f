#!/usr/bin/env node
// The command of the package: `commerce-openapi mock --api ecwid` is what `npm run mock -- --api ecwid` is in a clone.

import { readFileSync } from 'node:fs';
import { importBundled } from '../scripts/cli/bundled.mjs';

const commands = {
  mock: 'serves the APIs on 127.0.0.1; that of Ecwid remembers',
  contract: 'checks a mock, a live store, recorded or passing traffic against the description',
  docs: 'writes the docs into a folder',
  generate: 'writes a typed client into your project',
  start: 'serves docs and mocks together',
};
const [name] = process.argv.splice(2, 1);
const width = Math.max(...Object.keys(commands).map(({ length }) => length));
const list = Object.entries(commands).map(([command, does]) => `  ${command.padEnd(width)}  ${does}\n`);

if (name !== undefined && Object.hasOwn(commands, name)) await importBundled(`scripts/${name}.ts`);
else if (name === '--version' || name === '-V') {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  process.stdout.write(`${version}\n`);
} else if (name === '--help' || name === '-h') {
  process.stdout.write(`Usage: commerce-openapi <command> [options]\n\n${list.join('')}\nEach takes --help.\n`);
} else {
  const problem = name === undefined ? 'Name a command' : `There is no command "${name}"`;
  process.stderr.write(`${problem}; choose one of ${Object.keys(commands).join(', ')} (--help says what they do).\n`);
  process.exitCode = 2;
}
