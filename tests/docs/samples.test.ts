import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Engine } from 'php-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apis } from '../../scripts/apis.ts';
import { fromRoot } from '../../scripts/cli/root.ts';
import { listOperations } from '../../scripts/description/document.ts';
import { loadGuides } from '../../scripts/docs/model/guides.ts';
import { renderCurl } from '../../scripts/docs/samples/http.ts';
import { literal } from '../../scripts/docs/samples/typescript.ts';
import { startMock, type Mock } from '../../scripts/mock/server.ts';
import { check, createProject, writeSource } from '../generate/consumer.ts';
import { describeAll } from './described.ts';

const described = await describeAll();
const views = described.flatMap(({ api, areas }) =>
  areas.flatMap(({ operations }) => operations.map((view) => ({ api, ...view }))),
);
const samples = views.flatMap(({ api, id, samples: list }) =>
  list.map(({ label, source }) => ({ api, id, label, source })),
);
const of = (label: string) => samples.filter((sample) => sample.label === label);

it('there is one in each language for each operation', () => {
  const operations = described.reduce((sum, { document }) => sum + listOperations(document).length, 0);
  expect(operations).toBeGreaterThan(0);
  for (const label of ['curl', 'TypeScript', 'PHP', 'Python']) expect(of(label)).toHaveLength(operations);
});

it('hold nothing that was not filled in', () => {
  const wrong = samples.filter(({ source }) => /BODY_PLACEHOLDER|\bundefined\b|\[object/.test(source));
  const templates = of('curl').filter(({ source }) => /--url \S*(\{|%7B)/.test(source));
  expect([...wrong, ...templates].map(({ id, label }) => `${id} ${label}`)).toEqual([]);
});

describe('curl', () => {
  const mocks = new Map<string, Mock>();
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'samples-'));
    for (const file of ['apron.jpg', 'sourdough-course.pdf']) await writeFile(path.join(folder, file), 'bytes');
    for (const { api, document } of described) {
      mocks.set(
        api.name,
        await startMock({ description: document, basePath: api.mockBasePath, errorShape: api.errorShape }),
      );
    }
  });
  afterAll(async () => {
    for (const mock of mocks.values()) await mock.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.skipIf(spawnSync('curl', ['--version']).error)('commands of the guides do what the guides say', async () => {
    const commands = (await loadGuides()).flatMap(({ markdown }) =>
      [...markdown.matchAll(/```sh\n([^]*?)```/g)].map(([, text = '']) => text.trim()),
    );
    const local = commands
      .flatMap((command) => command.split(/(?<!\\)\n(?=curl )/))
      .filter((command) => /^curl[^]*127\.0\.0\.1/.test(command));
    expect(local.length).toBeGreaterThan(8);
    // What `npm run mock` serves: Ecwid by its store.
    const { api, document } = described[0]!;
    const options = { basePath: api.mockBasePath, errorShape: api.errorShape };
    const store = await startMock({ description: document, ...options, store: {} });
    try {
      for (const command of local) {
        const moved = described.reduce(
          (text, { api: { name, mockPort } }) =>
            text.replace(`http://127.0.0.1:${mockPort}`, (name === api.name ? store : mocks.get(name)!).url),
          command,
        );
        const status = await runShell(`${moved} --silent --output /dev/null --write-out '%{http_code}'`, folder);
        const wanted = /code=(\d+)/.exec(command)?.[1] ?? (command.includes('limit=many') ? '400' : '20\\d');
        expect(status, command).toMatch(new RegExp(`^${wanted}$`));
      }
    } finally {
      await store.close();
    }
  });

  it.skipIf(spawnSync('curl', ['--version']).error)(
    'samples are answered by the mock with a success',
    async () => {
      // The mock serves what has a server of its own with the others.
      const commands = new Map(
        views.map(({ api, id, request }) => {
          return [`${api.name} ${id}`, renderCurl({ ...request!, baseUrl: mocks.get(api.name)!.baseUrl })];
        }),
      );
      const writeStatus = `--silent --output /dev/null --write-out '%{http_code}\\n'`;
      // One shell for all: to start one for each takes longer than the calls.
      const script = [...commands.values()].map((command) => `${command} ${writeStatus}`).join('\n');
      const statuses = (await runShell(script, folder)).trim().split('\n');
      expect(statuses).toHaveLength(commands.size);
      const failures = [...commands].filter((_, index) => !/^2\d\d$/.test(statuses[index]!));
      expect(failures).toEqual([]);
    },
    120_000,
  );
});

describe('TypeScript', () => {
  it('samples and those of the guides pass the compiler under strict', async () => {
    const fromGuides = (await loadGuides()).flatMap(({ slug, markdown }) =>
      [...markdown.matchAll(/```ts\n([^]*?)```/g)].map(([, source = ''], number) => [
        `guide-${slug}-${number}`,
        source,
      ]),
    );
    const sources = new Map([
      ...of('TypeScript').map(({ api, id, source }) => [`${api.name}.${id}`, source] as const),
      ...(fromGuides as [string, string][]),
    ]);
    expect(fromGuides.length).toBeGreaterThan(4);
    expect(await compile(sources)).toEqual([]);
  }, 120_000);

  it('is really checked', async () => {
    const source = of('TypeScript').find(({ id }) => id === 'getProduct')!.source;
    const wrong = source.replace('productId: 37208339', "productId: 'seven'");
    expect(await compile(new Map([['wrong', wrong]]))).toHaveLength(1);
  }, 60_000);

  it('is written as a person would', () => {
    expect(literal({ 'a-b': "it's", list: [1, null], deep: { text: 'x'.repeat(60) } })).toBe(
      `{\n  'a-b': 'it\\'s',\n  list: [1, null],\n  deep: {\n    text: '${'x'.repeat(60)}',\n  },\n}`,
    );
  });
});

describe('PHP', () => {
  it('samples parse', () => {
    const parser = new Engine({ parser: { suppressErrors: false } });
    for (const { id, source } of of('PHP')) {
      expect(() => parser.parseCode(source, id), `${id}\n${source}`).not.toThrow();
    }
    expect(() => parser.parseCode('<?php echo [;', 'wrong')).toThrow();
  });
});

describe('Python', () => {
  it.skipIf(spawnSync('python3', ['--version']).status !== 0)('samples parse', () => {
    const program = 'import ast, json, sys\nfor id, source in json.load(sys.stdin): ast.parse(source, id)';
    const input = JSON.stringify(of('Python').map(({ id, source }) => [id, source]));
    expect(spawnSync('python3', ['-c', program], { input, encoding: 'utf8' }).stderr).toBe('');
  });
});

function runShell(command: string, cwd: string): Promise<string> {
  return new Promise((resolve) => {
    execFile('sh', ['-c', command], { cwd }, (error, stdout, stderr) => {
      resolve(error ? `${error.message}${stderr}` : stdout);
    });
  });
}

/** What the compiler says about programs that import the generated clients. */
async function compile(sources: ReadonlyMap<string, string>): Promise<string[]> {
  const folder = await createProject([]);
  for (const [name, source] of sources) await writeSource(folder, `src/${name}.ts`, source);
  const output = await check(folder, {
    strict: true,
    noEmit: true,
    target: 'ES2023',
    module: 'ESNext',
    moduleResolution: 'Bundler',
    moduleDetection: 'force',
    lib: ['ES2023', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
    types: ['node'],
    typeRoots: [fromRoot('node_modules/@types')],
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    paths: {
      ...Object.fromEntries(
        apis.map(({ name, generated }) => [`@commerce-openapi/${name}`, [fromRoot(generated, 'index.d.ts')]]),
      ),
      'commerce-openapi/*': [fromRoot('scripts/package/entries/*.ts')],
    },
  });
  return output.split('\n').filter((line) => line.includes('error TS'));
}
