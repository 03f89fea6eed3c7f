import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { apis } from './apis.ts';
import { createCommand, runCommand } from './cli/command.ts';
import { fromRoot } from './cli/root.ts';

/** What `npm pack --json` says of a package. */
interface Packed {
  readonly name: string;
  readonly filename: string;
  /** Bytes. */
  readonly size: number;
  readonly unpackedSize: number;
  readonly entryCount: number;
}

await runCommand(async () => {
  const command = createCommand(
    'pack',
    'Packs commerce-openapi and the clients as npm would publish them. Nothing is published.',
  )
    .option('--out <folder>', 'where to', '.')
    .option('--clients', 'also pack the client of each API')
    .parse();
  const { out, clients } = command.opts<{ out: string; clients?: true }>();
  const { buildPackage, packageFolder } = await import('./package/index.ts');
  await buildPackage();
  const target = path.resolve(out);
  for (const folder of [packageFolder, ...(clients ? apis.map(({ generated }) => fromRoot(generated)) : [])]) {
    const { name, filename, size, unpackedSize, entryCount } = await pack(folder, target);
    process.stdout.write(
      `${name}: ${megabytes(size)} packed, ${megabytes(unpackedSize)} unpacked, ${entryCount} files: ${path.relative(process.cwd(), path.join(target, filename))}\n`,
    );
  }
});

async function pack(folder: string, target: string): Promise<Packed> {
  await mkdir(target, { recursive: true });
  const { stdout } = await promisify(execFile)('npm', ['pack', '--json', '--pack-destination', target], {
    cwd: folder,
    maxBuffer: 64 * 1024 ** 2,
  });
  return (JSON.parse(stdout) as [Packed])[0];
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}
