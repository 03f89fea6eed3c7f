import path from 'node:path';
import { createCommand, runCommand } from './cli/command.ts';
import { root } from './cli/root.ts';
import { buildDocs } from './docs/build.ts';

await runCommand(async () => {
  createCommand('npm run docs --', 'Renders the docs of all APIs from generated/<api>/openapi.json.').parse();
  const { folder, files, bytes, operations } = await buildDocs();
  const size = (bytes / 1024 ** 2).toFixed(1);
  process.stdout.write(
    `${operations} operations on ${files} files, ${size} MB: open ${path.relative(root, folder)}/index.html\n`,
  );
});
