import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isOwnHost, localUrl, readTarget } from './host-guard.ts';

export interface ListenOptions {
  /** TCP port; 0 takes a free one. */
  readonly port: number;
  /** Address to listen on and host name to answer to, beside those of this machine; 127.0.0.1 alone when absent. */
  readonly host: string | undefined;
  /** Milliseconds that a request may take to come in; Node's own limit when absent, none for 0. */
  readonly requestTimeout?: number;
  /** Answers what is called by a name that is not the server's (403), or by no URL (400). */
  readonly refuse: (status: 400 | 403, ...exchange: Parameters<RequestListener>) => void;
  /** Answers all else. `url` of the request is the path and query that {@link readTarget} has read. */
  readonly handle: RequestListener;
}

export interface Served {
  /** `http://127.0.0.1:4010` */
  readonly url: string;
  close(): Promise<void>;
}

export interface Listening extends Served {
  /** For who ends it in another way. */
  readonly server: Server;
}

/** Names that a server answers to, beside those of this machine. */
export function namesOf(host: string | undefined): readonly string[] {
  return host === undefined ? [] : [host.toLowerCase()];
}

/** Starts a server that answers to its own host names alone. Rejects with the error of `listen` when the port cannot be had. */
export async function listen({ port, host, requestTimeout, refuse, handle }: ListenOptions): Promise<Listening> {
  const names = namesOf(host);
  const server = createServer({ ...(requestTimeout !== undefined && { requestTimeout }) }, (incoming, outgoing) => {
    if (!isOwnHost(incoming.headers.host, names)) return refuse(403, incoming, outgoing);
    const target = readTarget(incoming.url);
    if (target === undefined) return refuse(400, incoming, outgoing);
    incoming.url = target;
    handle(incoming, outgoing);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host ?? '127.0.0.1', resolve);
  });
  return {
    server,
    url: localUrl(host, (server.address() as AddressInfo).port),
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
