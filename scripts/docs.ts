import path from 'node:path';
import { needChromium } from './cli/chromium.ts';
import { createCommand, runCommand } from './cli/command.ts';
import { root } from './cli/root.ts';
import { docsAreFresh, docsFolder } from './docs/stamp.ts';

await runCommand(async () => {
  const command = createCommand('npm run docs --', 'Renders the docs of all APIs from generated/<api>/openapi.json.')
    .option('--picture <file>', 'also take a picture of them, as the README shows one; needs Chromium')
    .parse();
  const { picture } = command.opts<{ picture?: string }>();
  const chromium = picture === undefined ? undefined : needChromium(process.env['CHROMIUM']);

  const open = `open ${path.relative(root, docsFolder)}/index.html`;
  if (await docsAreFresh()) process.stdout.write(`Nothing has changed: ${open}\n`);
  else {
    // What renders takes a second to load: not before it is clear that it is needed.
    const { buildDocs } = await import('./docs/build.ts');
    const { files, bytes, operations } = await buildDocs();
    process.stdout.write(`${operations} operations, ${files} files, ${(bytes / 1024 ** 2).toFixed(1)} MB: ${open}\n`);
  }
  if (picture === undefined || chromium === undefined) return;
  const { takePicture } = await import('./docs/picture.ts');
  await takePicture(docsFolder, path.resolve(picture), chromium);
  process.stdout.write(`The picture is in ${picture}.\n`);
});
