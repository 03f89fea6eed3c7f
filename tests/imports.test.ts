import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { fromRoot } from '../scripts/cli/root.ts';

/** The files that each file of a folder imports, by their paths in it. Types alone vanish when the code runs. */
function importsIn(folder: string, types: boolean): Map<string, string[]> {
  const files = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => /\.(?:ts|mts|mjs)$/.test(file));
  return new Map(
    files.map((file) => {
      const text = readFileSync(path.join(folder, file), 'utf8');
      const source = types ? text : text.replaceAll(/^(?:import|export) type\b[^;]*;/gm, '');
      const names = [...source.matchAll(/^(?:import|export)\b[^;]*?\bfrom '(\.[^']+)';/gm)].map(
        (match) => match[1] as string,
      );
      return [file, names.map((name) => path.join(path.dirname(file), name))];
    }),
  );
}

/** A way through the imports that comes back to where it began. */
function findCircle(imports: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]): string[] | undefined => {
    const start = way.indexOf(file);
    if (start >= 0) return [...way.slice(start), file];
    if (done.has(file)) return undefined;
    for (const next of imports.get(file) ?? []) {
      const circle = visit(next, [...way, file]);
      if (circle) return circle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of imports.keys()) {
    const circle = visit(file, []);
    if (circle) return circle;
  }
  return undefined;
}

test('no file imports itself, by whatever way', () => {
  const imports = importsIn(fromRoot('scripts'), false);
  expect(imports.size).toBeGreaterThan(200);
  expect([...imports.values()].flat().length).toBeGreaterThan(500);
  expect(findCircle(imports)).toBeUndefined();
});

test('nor does one of the engine for a type', () => {
  expect(findCircle(importsIn(fromRoot('scripts/engine'), true))).toBeUndefined();
});

test('a circle would be found', () => {
  const imports = new Map([
    ['a', ['b', 'c']],
    ['b', ['c']],
    ['c', ['b']],
  ]);
  expect(findCircle(imports)).toEqual(['b', 'c', 'b']);
});

test('the engine stands on its own floor', () => {
  const outside = [...importsIn(fromRoot('scripts/engine'), true)].flatMap(([file, names]) =>
    names.filter((name) => name.startsWith('..')).map((name) => `${file} -> ${name}`),
  );
  expect(outside).toEqual([]);
});
