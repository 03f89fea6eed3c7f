import path from 'node:path';
import { needChromium } from './cli/chromium.ts';
import { createCommand, runCommand } from './cli/command.ts';
import { root } from './cli/root.ts';

await runCommand(async () => {
  const command = createCommand('npm run docs --', 'Renders the docs of all APIs from generated/<api>/openapi.json.')
    .option('--picture <file>', 'also take a picture of them, as the README shows one; needs Chromium')
    .parse();
  const { picture } = command.opts<{ picture?: string }>();
  const chromium = picture === undefined ? undefined : needChromium(process.env['CHROMIUM']);

  // What renders takes a second to load: not before it is clear that it is needed.
  const { buildDocs } = await import('./docs/build.ts');
  const { folder, files, bytes, operations } = await buildDocs();
  const size = (bytes / 1024 ** 2).toFixed(1);
  process.stdout.write(
    `${operations} operations on ${files} files, ${size} MB: open ${path.relative(root, folder)}/index.html\n`,
  );
  if (picture === undefined || chromium === undefined) return;
  const { takePicture } = await import('./docs/picture.ts');
  await takePicture(folder, path.resolve(picture), chromium);
  process.stdout.write(`The picture is in ${picture}.\n`);
});
