/** Decides about every request that a workflow wants to send: it may touch only what the run has made. */

import type { PlannedOperation } from '../../plan/description.ts';
import { reasonAgainst } from '../candidates.ts';
import { planUndo, type UndoPlan } from './undo.ts';

export type Permission =
  /** Changes nothing: a read, or a calculation. */
  | { readonly kind: 'harmless' }
  /** Changes or deletes something that the run has made. */
  | { readonly kind: 'own' }
  /** Makes something; it has to be written down before, and taken away in the end. */
  | { readonly kind: 'creation'; readonly undo: UndoPlan }
  | { readonly kind: 'refused'; readonly reason: string };

export interface PermissionQuestion {
  readonly operation: PlannedOperation;
  /** Path of the request below the base URL, without its query. */
  readonly path: string;
  /** Paths of what the run has made and not yet deleted: `/products/42`. */
  readonly made: ReadonlySet<string>;
  readonly operations: readonly PlannedOperation[];
}

/** Operations that work something out and keep nothing, by the names that the description gives them. */
const makesNothing = /^(?:calculate|estimate|get|preview|search|validate)(?=[A-Z]|$)|[a-z]Preview$/;

export function decide({ operation, path, made, operations }: PermissionQuestion): Permission {
  const { contract, neverLive, ownServers } = operation;
  const reason = reasonAgainst(operation);
  if (reason === undefined) return { kind: 'harmless' };
  if (neverLive !== undefined || ownServers.length > 0) return refuse(reason);
  if (isWithin(path, made)) return { kind: 'own' };
  if (contract.method !== 'POST') return refuse('the run did not make what it is about');
  if (makesNothing.test(contract.operationId ?? '')) return { kind: 'harmless' };
  if (contract.path.includes('{')) return refuse('it adds to something that the run did not make');
  const undo = planUndo(operation, operations);
  return undo ? { kind: 'creation', undo } : refuse('the description has no DELETE that takes away what it makes');
}

function refuse(reason: string): Permission {
  return { kind: 'refused', reason };
}

/** The path is that of something made, or lies below it. */
function isWithin(path: string, made: ReadonlySet<string>): boolean {
  for (const own of made) if (path === own || path.startsWith(`${own}/`)) return true;
  return false;
}
