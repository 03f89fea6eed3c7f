/** Checks one entry of a recording: which API it belongs to, whether it can be checked, what is wrong with it. */

import type { Contract, ContractOperation, Finding, HttpRequest } from '../../engine/types.ts';
import { createDeliveryReader } from './deliveries.ts';
import { readEntry, type SideName } from './exchange.ts';

export type EntryOutcome =
  | {
      readonly kind: 'checked';
      /** Undefined for a path or method that no description has. */
      readonly operation: ContractOperation | undefined;
      readonly findings: readonly Finding[];
      /** Whether a body is there, but packed in a way that cannot be undone. */
      readonly isPacked: boolean;
    }
  | { readonly kind: 'skipped'; readonly reason: string };

export interface EntryCheckerOptions {
  /** The contracts that an exchange may belong to; the first one that has its operation counts. */
  readonly contracts: readonly Contract[];
  /** Operations that are asked for; all by default. */
  readonly wanted?: ReadonlySet<ContractOperation> | undefined;
  /** Where an app received webhooks; one of the contracts describes them. */
  readonly deliveries?: string | undefined;
}

/** What came of an entry; undefined when it is about an operation that is not asked for. */
export type EntryChecker = (entry: unknown, index: number) => EntryOutcome | undefined;

/** What Cloudflare's sanitizer has put in the place of a value, a header or a body. */
const scrubbed = /^(?:the string )?"?\[[^\]]+ redacted\]"?$/;

/** Other hosts that are named in the report; a page's recording may hold hundreds. */
const maxHostsNamed = 20;

export function createEntryChecker({ contracts, wanted, deliveries }: EntryCheckerOptions): EntryChecker {
  const events = contracts.flatMap(({ operations }) => operations.map(({ path }) => path.slice(1)));
  const readDelivery = deliveries === undefined ? undefined : createDeliveryReader(deliveries, events);
  const find = createFinder(contracts);
  const otherHosts = new Set<string>();

  function otherHostReason(url: string): string {
    const host = URL.canParse(url) ? new URL(url).host : 'an address that is no URL';
    if (otherHosts.size < maxHostsNamed) otherHosts.add(host);
    return otherHosts.has(host) ? `they went to ${host}, which is not the API` : 'they went to further hosts';
  }

  return (entry, index) => {
    const reading = readEntry(entry);
    if (reading.kind === 'skipped') return reading;
    const { response, headless, cookieless, isPacked } = reading;
    const request = readDelivery?.(reading.request) ?? reading.request;
    const found = find(request);
    if (!found) return { kind: 'skipped', reason: otherHostReason(request.url) };
    const { contract, operation } = found;
    if (wanted && !(operation && wanted.has(operation))) return undefined;
    const told = contract.checkExchange(request, response, { exchange: index });
    const isUnknown = (finding: Finding): boolean =>
      headless.includes(sideMissed(finding)!) ||
      cookieless.includes(cookieMissed(finding)!) ||
      (isAboutValue(finding) && scrubbed.test(finding.actual ?? ''));
    return { kind: 'checked', operation, findings: told.filter((finding) => !isUnknown(finding)), isPacked };
  };
}

/** The side of which a finding says that a header is missing; undefined when it says something else. */
function sideMissed({ kind, pointer, actual }: Finding): SideName | undefined {
  if (kind === 'missing-response-header' || (kind === 'response-content-type' && actual === 'absent'))
    return 'response';
  const isMissed = kind === 'missing-parameter' && /^\/(?:header|cookie)\//.test(pointer);
  return isMissed || (kind === 'request-content-type' && actual === 'absent') ? 'request' : undefined;
}

/** Whether a finding is about one value, and not about its name, or about others beside it. */
function isAboutValue({ kind, count = 1 }: Finding): boolean {
  return count === 1 && !kind.startsWith('undocumented-');
}

/** The side of which a finding says that it has no such cookie; undefined when it says something else. */
function cookieMissed({ kind, pointer }: Finding): SideName | undefined {
  if (kind === 'missing-response-header' && /^\/header\/set-cookie$/i.test(pointer)) return 'response';
  return kind === 'missing-parameter' && /^\/(?:cookie\/|header\/cookie$)/i.test(pointer) ? 'request' : undefined;
}

interface Found {
  readonly contract: Contract;
  readonly operation: ContractOperation | undefined;
}

/** Finds the contract whose server a request went to; of several, the one that knows the operation. */
function createFinder(contracts: readonly Contract[]): (request: HttpRequest) => Found | undefined {
  // A server is known again by the start of the URL, which is cheaper than taking every URL apart.
  const servedOrigins = contracts.map((): string[] => []);

  return (request) => {
    const { url } = request;
    let first: Found | undefined;
    for (let index = 0; index < contracts.length; index++) {
      const contract = contracts[index]!;
      const known = servedOrigins[index]!;
      const match = contract.match(request);
      if (match.kind === 'operation' && isServed(contract, known, url)) return { contract, operation: match.operation };
      if (!first && contract.serves(url)) first = { contract, operation: undefined };
    }
    return first;
  };
}

/** @param known origins, each with the slash behind it, that the contract is known to serve; a further one is added */
function isServed(contract: Contract, known: string[], url: string): boolean {
  for (const origin of known) if (url.startsWith(origin)) return true;
  if (!contract.serves(url)) return false;
  const slash = url.indexOf('/', 8);
  if (slash > 0) known.push(url.slice(0, slash + 1));
  return true;
}
