import { apis } from '../apis.ts';
import { optional, subpaths } from './entry-points.ts';

/** What of this project's package.json goes into the package's. */
export interface ProjectManifest {
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly engines: object;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/**
 * package.json of the package.
 *
 * @param imported packages that its modules import; the versions are those that this project is tested with
 */
export function createManifest(project: ProjectManifest, imported: readonly string[]): object {
  const { version, description, license, engines, devDependencies } = project;
  const needed = imported.filter((name) => !(name in optional));
  const unknown = needed.filter((name) => devDependencies[name] === undefined);
  if (unknown.length > 0)
    throw new Error(`package.json does not name ${unknown.join(', ')}, which the package imports.`);
  return {
    name: 'commerce-openapi',
    version,
    description,
    license,
    type: 'module',
    engines,
    bin: { 'commerce-openapi': 'bin/commerce-openapi.mjs' },
    exports: {
      ...Object.fromEntries(
        subpaths.map((name) => [
          `./${name}`,
          { types: `./types/package/entries/${name}.d.ts`, default: `./dist/${name}.js` },
        ]),
      ),
      ...Object.fromEntries(
        apis.flatMap(({ name, generated }) =>
          ['openapi.json', 'openapi-3.0.json', 'openapi-3.2.json'].map((file) => [
            `./${name}/${file}`,
            `./${generated}/${file}`,
          ]),
        ),
      ),
      './package.json': './package.json',
    },
    // Only these do something when they are imported.
    sideEffects: ['./dist/vitest.js', './dist/run-*.js'],
    dependencies: Object.fromEntries(needed.map((name) => [name, devDependencies[name]])),
    peerDependencies: optional,
    peerDependenciesMeta: Object.fromEntries(Object.keys(optional).map((name) => [name, { optional: true }])),
  };
}
