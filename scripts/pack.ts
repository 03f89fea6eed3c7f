import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
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
  const command = createCommand('pack', 'Packs commerce-openapi as npm would publish it. Nothing is published.')
    .option('--out <folder>', 'where to', '.')
    .option('--clients', 'also pack the client of each API')
    .option('--repository <url>', 'where they are built, which npm compares with what signs them')
    .parse();
  const { out, clients, repository } = command.opts<{ out: string; clients?: true; repository?: string }>();
  const { buildPackage, packageFolder } = await import('./package/index.ts');
  await buildPackage();
  const target = path.resolve(out);
  await mkdir(target, { recursive: true });
  for (const folder of [packageFolder, ...(clients ? apis.map(({ generated }) => fromRoot(generated)) : [])]) {
    const { name, filename, size, unpackedSize, entryCount } = await pack(folder, target, repository);
    const file = path.relative(process.cwd(), path.join(target, filename));
    process.stdout.write(
      `${name}: ${megabytes(size)} packed, ${megabytes(unpackedSize)} unpacked, ${entryCount} files: ${file}\n`,
    );
  }
});

/** Packs a copy of a package, which says where it was built. */
async function pack(folder: string, target: string, repository: string | undefined): Promise<Packed> {
  const copy = await mkdtemp(path.join(tmpdir(), 'pack-'));
  try {
    await cp(folder, copy, { recursive: true });
    if (repository !== undefined) {
      const file = path.join(copy, 'package.json');
      const manifest = JSON.parse(await readFile(file, 'utf8')) as object;
      const stated = { ...manifest, repository: { type: 'git', url: `git+${repository}.git` } };
      await writeFile(file, `${JSON.stringify(stated, null, 2)}\n`);
    }
    const { stdout } = await promisify(execFile)('npm', ['pack', '--json', '--pack-destination', target], {
      cwd: copy,
      maxBuffer: 64 * 1024 ** 2,
    });
    const [packed] = Object.values(JSON.parse(stdout) as Record<string, Packed>);
    if (!packed) throw new Error(`npm did not say what it packed: ${stdout}`);
    return packed;
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}
