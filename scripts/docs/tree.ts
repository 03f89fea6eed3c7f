import type { DescribedApi, Section } from './model/described-api.ts';
import type { Guide } from './model/guides.ts';
import { html, type Html } from './html.ts';

/** An entry of the one tree over all pages. */
export interface TreeNode {
  readonly title: string;
  /** Path in the site; undefined for a heading between entries. */
  readonly file?: string;
  /** In small letters before the title. */
  readonly method?: string;
  readonly children?: readonly TreeNode[];
}

export function buildTree(apis: readonly DescribedApi[], guides: readonly Guide[]): TreeNode[] {
  return [
    {
      title: 'Guides',
      file: 'guides/index.html',
      children: guides.map(({ slug, title }) => ({ title, file: `guides/${slug}.html` })),
    },
    ...apis.map(ofApi),
  ];
}

function ofApi({ api, sections, schemas }: DescribedApi): TreeNode {
  return {
    title: api.title,
    file: `${api.name}/index.html`,
    children: [
      ...sections.map(ofSection),
      {
        title: 'Schemas',
        file: `${api.name}/schemas/index.html`,
        children: schemas.map((group) => ({
          title: group.title,
          file: group.file,
          children: group.schemas.map(({ name, file }) => ({ title: name, file })),
        })),
      },
    ],
  };
}

function ofSection({ file, title, tags, operations }: Section): TreeNode {
  const children = tags.flatMap(({ name }): TreeNode[] => [
    ...(tags.length > 1 ? [{ title: name }] : []),
    ...operations
      .filter(({ tag }) => tag === name)
      .map((view) => ({
        title: view.isWebhook ? view.path : view.title,
        file: view.file,
        ...(!view.isWebhook && { method: view.method }),
      })),
  ]);
  return { title, file, children };
}

/** The tree as a page shows it: its first two levels, and what the page belongs to. The rest is one click away. */
export function renderTree(nodes: readonly TreeNode[], file: string, isTop = true): Html {
  return html`<ul>
    ${nodes.map((node) => renderNode(node, file, isTop))}
  </ul> `;
}

function renderNode(node: TreeNode, file: string, isTop: boolean): Html {
  const { title, file: href, method, children = [] } = node;
  if (href === undefined) return html`<li class="heading">${title}</li> `;
  const isOpen = children.length > 0 && (isTop || leadsTo(node, file));
  const label = html`${method && html`<span class="method ${method.toLowerCase()}">${short(method)}</span> `}<span
      >${title}</span
    >`;
  return html`<li>
    <a href="@/${href}" ${href === file && html` aria-current="page"`}${isOpen && html` class="open"`}>${label}</a
    >${isOpen && renderTree(children, file, false)}
  </li> `;
}

function leadsTo({ file: own, children = [] }: TreeNode, file: string): boolean {
  return own === file || children.some((child) => leadsTo(child, file));
}

function short(method: string): string {
  return method === 'DELETE' ? 'DEL' : method;
}

/** The way from the top to a page, the page itself not counted. */
export function pathTo(nodes: readonly TreeNode[], file: string): TreeNode[] {
  const node = nodes.find((each) => leadsTo(each, file));
  return node === undefined || node.file === file ? [] : [node, ...pathTo(node.children ?? [], file)];
}
