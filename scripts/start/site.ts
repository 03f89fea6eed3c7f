import { apis, type Api } from '../apis.ts';
import { portError } from '../cli/port.ts';
import { mocksScript } from '../docs/mocks-script.ts';
import { docsFolder } from '../docs/stamp.ts';
import { startApiMock } from '../mock/api-mock.ts';
import { firstCall } from '../mock/introduction.ts';
import type { Mock } from '../mock/server.ts';
import type { Served } from '../cli/listen.ts';
import { serveDocs } from './docs-server.ts';

interface Ports {
  readonly docs: number;
  readonly mocks: ReadonlyMap<Api['name'], number>;
  /** Whether the mocks answer with examples alone, even where there is a store. */
  readonly stateless?: boolean;
  /** Address to listen on and host name to answer to, beside those of this machine; 127.0.0.1 alone when absent. */
  readonly host?: string;
}

export interface RunningSite {
  readonly docs: Served;
  readonly mocks: readonly (readonly [api: Api, mock: Mock])[];
  close(): Promise<void>;
}

/** Starts the mocks of all APIs and the docs beside them. What was started is closed again when a part cannot start. */
export async function startSite(ports: Ports, folder: string = docsFolder): Promise<RunningSite> {
  const mocks: [Api, Mock][] = [];
  const closeMocks = async () => void (await Promise.all(mocks.map(([, mock]) => mock.close())));
  try {
    for (const api of apis) {
      mocks.push([
        api,
        await startApiMock(api, ports.mocks.get(api.name) ?? api.mockPort, `--${api.name}-port`, {
          stateless: api.name !== 'ecwid' || ports.stateless === true,
          ...(ports.host !== undefined && { host: ports.host }),
        }),
      ]);
    }
    const script = mocksScript(mocks.map(([api, { baseUrl }]) => [api, baseUrl]));
    const docs = await serveDocs(folder, ports.docs, new Map([['/assets/mocks.js', script]]), ports.host).catch(
      (error: unknown) => {
        throw portError(error, ports.docs, '--port');
      },
    );
    return { docs, mocks, close: async () => void (await Promise.all([docs.close(), closeMocks()])) };
  } catch (error) {
    await closeMocks();
    throw error;
  }
}

/** What is printed when everything runs: the addresses, and a line to paste. */
export function siteIntroduction({ docs, mocks }: RunningSite): string {
  const rows = [['Docs', docs.url], ...mocks.map(([api, { baseUrl }]) => [`Mock of the ${api.title}`, baseUrl])];
  const width = Math.max(...rows.map(([name = '']) => name.length));
  const [first] = mocks;
  return [
    ...rows.map(([name = '', url]) => `${name.padEnd(width)}  ${url}`),
    ...(first ? ['', `Try it: ${firstCall(...first)}`] : []),
    'Ctrl-C stops.',
    '',
  ].join('\n');
}
