import { expect, it } from 'vitest';
import { formatProblem } from '../../scripts/description/problem.ts';
import { checkFormat } from '../../scripts/lint/format.ts';
import { buildDescription } from '../../scripts/lint/layout/read.ts';
import { editedTexts, goodApi, goodTexts } from './fixtures/good.ts';

const limit = 'components/parameters/common/limit.yaml';
const products = 'paths/products/products.yaml';
const product = 'components/schemas/products/Product.yaml';
const response = 'components/responses/common/BadRequest.yaml';

it('finds nothing in the good description', async () => {
  expect(await checkFormat(buildDescription(goodApi, goodTexts()))).toEqual([]);
});

it.each([
  ['a space at the end of a line', product, 'title: Product', 'title: Product ', 1, '`title: Product` here'],
  ['a map indented by three spaces', products, '    url: https', '     url: https', 9, undefined],
  ['a list that is not indented', product, 'required:\n  - name', 'required:\n- name', 5, '`  - name` here'],
  ['two spaces after a dash', product, '  - name', '  -  name', 5, '`  - name` here'],
  ['no newline at the end', response, /\n$/, '', 9, '`` here'],
  ['an empty line at the end', response, /\n$/, '\n\n', 10, 'nothing here'],
  ['quotes of the other kind', limit, 'in: query', 'in: "query"', 2, "`in: 'query'` here"],
])('finds %s', async (_given, file, replace, by, line, wanted) => {
  const problems = await checkFormat(buildDescription(goodApi, editedTexts([{ file, replace, by }])));
  const [told, ...others] = problems.map(formatProblem);
  expect(others).toEqual([]);
  expect(told).toContain(`${file}:${line}  yaml-format  Prettier writes ${wanted ?? '`    url: https'}`);
});
