import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apis as allApis, type Api } from '../../scripts/apis.ts';
import { fromRoot } from '../../scripts/cli/root.ts';
import { isRecord } from '../../scripts/engine/json.ts';
import { createContract } from '../../scripts/engine/contract.ts';
import type { HttpRequest } from '../../scripts/engine/types.ts';
import {
  listOperations,
  resolve,
  type FoundOperation,
  type OpenApiDocument,
} from '../../scripts/description/document.ts';
import { readBundle } from '../../scripts/description/read-bundle.ts';
import { valuesOf } from './values.ts';

/** What is sent is what the description says: requests of the client, read back by the contract engine. */

type Calls = Record<string, (path: string, init: object) => Promise<unknown>>;

interface Init {
  readonly params: Record<string, Record<string, unknown>>;
  readonly body?: unknown;
}

interface Described {
  readonly document: OpenApiDocument;
  readonly operations: readonly FoundOperation[];
  /** Sends a call; resolves to the request as a server would get it. */
  send(operation: FoundOperation, init: Init): Promise<HttpRequest>;
}

async function describeClient(api: Api): Promise<Described> {
  const document = await readBundle(api);
  let sent: Request | undefined;
  const fetch = async (request: Request): Promise<Response> => ((sent = request), new Response());
  const store = Object.entries(document.servers?.[0]?.variables ?? {}).map(([name, { default: value }]) => [
    name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ]);
  const module = (await import(fromRoot(api.generated, 'index.js'))) as Record<string, (options: object) => Calls>;
  const client = module[`create${api.clientName}Client`]!({ ...Object.fromEntries(store), token: 'secret', fetch });
  return {
    document,
    operations: listOperations(document),
    send: async ({ method, path }, init) => {
      await client[method.toUpperCase()]!(path, spreadGroups(init));
      const { url, headers } = sent!;
      return { method, url, headers: [...headers], body: new Uint8Array(await sent!.arrayBuffer()) };
    },
  };
}

/** Parameters whose names are not known beforehand, such as `attribute_Brand`, stand beside the others. */
function spreadGroups({ params, ...init }: Init): object {
  const groups = Object.entries(params['query'] ?? {}).map(([name, value]) =>
    isRecord(value) && !(value instanceof Date) ? value : { [name]: value },
  );
  return { ...init, params: { ...params, query: Object.assign({}, ...groups) as object } };
}

interface NamedParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly schema?: unknown;
  readonly example?: unknown;
}

function parametersOf({ document }: Described, { item, operation }: FoundOperation): NamedParameter[] {
  const all = [...(item.parameters ?? []), ...(operation.parameters ?? [])];
  return all.map((parameter) => resolve(document, parameter) as NamedParameter);
}

/** An example in the form in which a caller hands it to a client: an object, a form, or a file. */
function bodyOf(type: string | undefined, example: unknown): unknown {
  if (type?.includes('urlencoded')) return new URLSearchParams(example as Record<string, string>);
  if (type === undefined || /json/.test(type)) return example;
  return new Blob([String(example)], { type });
}

const noAnswer = { status: 0, headers: [] };
const apis = await Promise.all(allApis.map(describeClient));
const cases = apis.flatMap((api) => api.operations.map((found) => [found.operation.operationId!, api, found] as const));

it.each(apis.map((api) => [api.document.info['title'], api] as const))(
  '%s: every operation, with the examples of its parameters and of its body, is as described',
  async (_, api) => {
    const contract = createContract(api.document);
    for (const found of api.operations) {
      const params: Record<string, Record<string, unknown>> = { path: {}, query: {}, header: {} };
      for (const parameter of parametersOf(api, found)) {
        const { example = (resolve(api.document, parameter.schema ?? {}) as { examples?: unknown[] }).examples?.[0] } =
          parameter;
        if (example !== undefined) params[parameter.in]![parameter.name] = example;
      }
      const content = found.operation.requestBody ? resolve(api.document, found.operation.requestBody).content : {};
      const bodies = Object.entries(content).flatMap(([type, media]) =>
        Object.values((media as { examples?: object }).examples ?? {}).map((example) => ({
          type,
          body: (resolve(api.document, example) as { value?: unknown }).value,
        })),
      );
      for (const { type, body } of bodies.length > 0 ? bodies : [{ type: undefined, body: undefined }]) {
        if (type?.startsWith('multipart')) continue;
        const init = { params, body: bodyOf(type, body) };
        const findings = contract.checkExchange(await api.send(found, init), noAnswer);
        expect(
          findings.map(({ message }) => message),
          found.operation.operationId,
        ).toEqual([]);
      }
    }
  },
);

describe('whatever the values of its parameters, a server reads them as they were given:', () => {
  it.each(cases)('%s', async (operationId, api, found) => {
    const parameters = parametersOf(api, found);
    const arbitraries = Object.fromEntries(
      parameters.map(({ name, in: place, schema }) => [`${place} ${name}`, valuesOf(api.document, schema, place)]),
    );
    // Path parameters are always there; of the others any may be missing.
    const requiredKeys = Object.keys(arbitraries).filter((key) => key.startsWith('path '));
    await fc.assert(
      fc.asyncProperty(fc.record(arbitraries, { requiredKeys }), async (values) => {
        const params: Record<string, Record<string, unknown>> = { path: {}, query: {}, header: {} };
        for (const parameter of parameters) {
          const { name, in: place } = parameter;
          const value = values[`${place} ${name}`];
          if (value) params[place]![name] = value.given;
        }
        const request = await api.send(found, { params });
        // A description that allows nothing but these values: the engine finds what it reads otherwise.
        const pinned = parameters.map((parameter) => {
          const value = values[`${parameter.in} ${parameter.name}`];
          if (!value) return { ...parameter, required: false };
          return {
            ...parameter,
            required: true,
            schema: { allOf: [parameter.schema, { enum: structuredClone(value.read) }] },
          };
        });
        const contract = createContract({
          ...api.document,
          paths: {
            [found.path]: {
              ...(found.item.servers && { servers: found.item.servers }),
              [found.method]: { operationId, parameters: pinned, responses: {} },
            },
          },
        });
        const findings = contract.checkExchange(request, noAnswer);
        expect(findings.map(({ message }) => message)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});
