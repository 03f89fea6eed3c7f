import path from 'node:path';
import { needChromium } from './cli/chromium.ts';
import { createCommand, runCommand } from './cli/command.ts';
import { isPackage } from './cli/root.ts';
import { assertReplaceable, copyDocs } from './docs/copy.ts';
import { docsAreFresh, docsFolder } from './docs/stamp.ts';

await runCommand(async () => {
  const command = createCommand('docs', 'Writes the docs of all APIs, for any static host or none.').option(
    '--out <folder>',
    'where to; generated/docs by default',
  );
  // The package brings rendered docs, and nothing that renders.
  if (!isPackage)
    command.option('--picture <file>', 'also take a picture of them, as the README shows one; needs Chromium');
  const { out, picture } = command.parse().opts<{ out?: string; picture?: string }>();
  const target = out === undefined && !isPackage ? docsFolder : path.resolve(out ?? 'generated/docs');
  await assertReplaceable(target);
  const chromium = picture === undefined ? undefined : needChromium(process.env['CHROMIUM']);

  const open = `open ${path.relative(process.cwd(), target) || '.'}/index.html`;
  if (!isPackage && (await docsAreFresh(target))) process.stdout.write(`Nothing has changed: ${open}\n`);
  else {
    // What renders takes a second to load: not before it is clear that it is needed.
    const { files, bytes, operations } = await (isPackage
      ? copyDocs(target)
      : (await import('./docs/build.ts')).buildDocs(target));
    process.stdout.write(`${operations} operations, ${files} files, ${(bytes / 1024 ** 2).toFixed(1)} MB: ${open}\n`);
  }
  if (picture === undefined || chromium === undefined) return;
  const { takePicture } = await import('./docs/picture.ts');
  await takePicture(target, path.resolve(picture), chromium);
  process.stdout.write(`The picture is in ${picture}.\n`);
});
