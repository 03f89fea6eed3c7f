/** Checks one entry of a recording: which API it belongs to, whether it can be checked, what is wrong with it. */

import { createRedactor, redactFinding, secretsOf } from '../report/secrets.ts';
import type { ReportFinding } from '../report/types.ts';
import type { Contract, ContractOperation, HttpRequest } from '../types.ts';
import { readEntry } from './exchange.ts';

/** Where the results go. */
export interface EntrySink {
  /** `operation` is undefined for a path or method that no description has. */
  countExchange(operation: ContractOperation | undefined): void;
  add(findings: readonly ReportFinding[]): void;
  skipEntry(reason: string): void;
}

export interface EntryCheckerOptions {
  /** The contracts that an exchange may belong to; the first one that has its operation counts. */
  readonly contracts: readonly Contract[];
  /** Operations that are asked for; all by default. */
  readonly wanted?: ReadonlySet<ContractOperation>;
  readonly sink: EntrySink;
}

export type EntryChecker = (entry: unknown, index: number) => void;

/** Other hosts that are named in the report; a page's recording may hold hundreds. */
const maxHostsNamed = 20;

export function createEntryChecker({ contracts, wanted, sink }: EntryCheckerOptions): EntryChecker {
  const find = createFinder(contracts);
  const otherHosts = new Set<string>();

  function otherHostReason(url: string): string {
    const host = URL.canParse(url) ? new URL(url).host : 'an address that is no URL';
    if (otherHosts.size < maxHostsNamed) otherHosts.add(host);
    return otherHosts.has(host) ? `they went to ${host}, which is not the API` : 'they went to further hosts';
  }

  return (entry, index) => {
    const reading = readEntry(entry);
    if (reading.kind === 'skipped') return sink.skipEntry(reading.reason);
    const { request, response } = reading;
    const found = find(request);
    if (!found) return sink.skipEntry(otherHostReason(request.url));
    const { contract, operation } = found;
    if (wanted && !(operation && wanted.has(operation))) return;
    sink.countExchange(operation);
    const findings = contract.checkExchange(request, response, { exchange: index });
    if (findings.length === 0) return;
    const redact = createRedactor(secretsOf(request));
    sink.add(findings.map((finding) => redactFinding(finding, redact)));
  };
}

interface Found {
  readonly contract: Contract;
  readonly operation: ContractOperation | undefined;
}

/** Finds the contract whose server a request went to; of several, the one that knows the operation. */
function createFinder(contracts: readonly Contract[]): (request: HttpRequest) => Found | undefined {
  // A server is known again by the start of the URL, which is cheaper than taking every URL apart.
  const servedOrigins = contracts.map(() => new Set<string>());

  return (request) => {
    const { url } = request;
    const origin = url.slice(0, url.indexOf('/', 8));
    let first: Found | undefined;
    for (let index = 0; index < contracts.length; index++) {
      const contract = contracts[index]!;
      const known = servedOrigins[index]!;
      const match = contract.match(request);
      if (match.kind === 'operation' && (known.has(origin) || contract.serves(url))) {
        known.add(origin);
        return { contract, operation: match.operation };
      }
      if (!first && contract.serves(url)) first = { contract, operation: undefined };
    }
    return first;
  };
}
