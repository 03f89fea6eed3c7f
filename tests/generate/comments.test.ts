import { readFile } from 'node:fs/promises';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { apis } from '../../scripts/apis.ts';
import { fromRoot } from '../../scripts/cli/root.ts';

/** Names of what a comment says something about, and of what none does. */
async function readComments(file: string): Promise<{ commented: number; bare: string[] }> {
  const source = ts.createSourceFile(file, await readFile(file, 'utf8'), ts.ScriptTarget.ES2022, true);
  const bare: string[] = [];
  let commented = 0;
  const visit = (node: ts.Node, place: readonly string[]): void => {
    let inner = place;
    if (ts.isInterfaceDeclaration(node)) inner = [node.name.text];
    if (ts.isPropertySignature(node)) {
      inner = [...place, node.name.getText()];
      const [top, section] = inner;
      const isField = top === 'components' && section === 'schemas' && inner.length > 2;
      const isParameter =
        top === 'operations' &&
        ['query', 'path', 'header'].includes(place.at(-1) ?? '') &&
        place.at(-2) === 'parameters';
      const isOperation = top === 'paths' && ts.isIndexedAccessTypeNode(node.type!);
      if (isField || isParameter || isOperation) {
        if (ts.getJSDocCommentsAndTags(node).length > 0) commented++;
        else bare.push(inner.join(' '));
      }
    }
    ts.forEachChild(node, (child) => visit(child, inner));
  };
  visit(source, []);
  return { commented, bare };
}

it.each(apis)('$title: every operation, parameter and property says in an editor what the docs say', async (api) => {
  const { commented, bare } = await readComments(fromRoot(api.generated, 'schema.d.ts'));
  expect(bare).toEqual([]);
  expect(commented).toBeGreaterThan(50);
});
