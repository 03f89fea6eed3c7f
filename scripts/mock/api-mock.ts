import type { Api } from '../apis.ts';
import { assertPortFree, portError } from '../cli/port.ts';
import { readBundle } from '../description/read-bundle.ts';
import { UsageError } from '../cli/command.ts';
import type { Shop } from '../store/state/shop.ts';
import type { Mock, MockOptions } from './server.ts';

export interface ApiMockOptions {
  /** Answers with examples alone; so for every API that there is no store of. */
  readonly stateless?: boolean;
  readonly store?: NonNullable<MockOptions['store']>;
  /** File that the store lives on in, and file with the shop that it starts from. */
  readonly data?: string;
  readonly seed?: string;
  readonly host?: string;
}

/**
 * Starts the mock of an API on 127.0.0.1. Throws {@link UsageError} when the port is taken or may not be used;
 * `option` is the command line option that chooses another one.
 */
export async function startApiMock(api: Api, port: number, option: string, more: ApiMockOptions = {}): Promise<Mock> {
  await assertPortFree(port, option);
  const description = await readBundle(api);
  // A command that is called wrong says so at once, before all this is loaded.
  const { startMock } = await import('./server.ts');
  const { stateless = api.name !== 'ecwid', store = {}, data, seed, host } = more;
  const shop = seed === undefined || stateless ? undefined : await readSeed(seed, description);
  try {
    return await startMock({
      description,
      port,
      basePath: api.mockBasePath,
      errorShape: api.errorShape,
      older: () => readBundle(api, 'openapi-3.0.json'),
      ...(!stateless && { store: { ...store, ...(shop && { shop }) }, ...(data !== undefined && { data }) }),
      ...(host !== undefined && { host }),
    });
  } catch (error) {
    throw portError(error, port, option);
  }
}

async function readSeed(file: string, description: object): Promise<Shop> {
  const [{ readShopFile }, { exampleShop }] = await Promise.all([
    import('./data-file.ts'),
    import('../store/store.ts'),
  ]);
  const shop = readShopFile(file, exampleShop(description), '--seed');
  if (!shop) throw new UsageError(`--seed: there is no file ${file}.`);
  return shop;
}
