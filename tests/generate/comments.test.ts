import { readFile } from 'node:fs/promises';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { apis } from '../../scripts/apis.ts';
import { fromRoot } from '../../scripts/cli/root.ts';
import type { OpenApiDocument } from '../../scripts/description/document.ts';
import { generateSchemaTypes } from '../../scripts/generate/schema.ts';

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

it('says of what no page documents where it is known from', async () => {
  const document = {
    openapi: '3.1.0',
    info: { title: 'Shop', version: '1' },
    paths: {
      '/rows': {
        get: {
          'x-source': 'client',
          summary: 'Get rows',
          parameters: [
            {
              name: 'kind',
              in: 'query',
              'x-source': 'client',
              description: 'Kind of rows.',
              schema: { type: 'string' },
            },
          ],
          responses: { 200: { description: 'Found.' } },
        },
      },
    },
    components: {
      schemas: {
        Row: { type: 'object', properties: { other: { 'x-source': 'observed', $ref: '#/components/schemas/Row' } } },
      },
    },
  } as unknown as OpenApiDocument;
  const types = await generateSchemaTypes(document);
  expect(types).toMatch(/Kind of rows\.\s+\*\s+\*\s+Not documented;/);
  expect(types.match(/Not documented; the vendor's own client has it\./g)).toHaveLength(2);
  expect(types).toContain('Not documented; seen in real traffic.');
});
