import { checkAppendOnly, checkAppendOnlyTriggers, checkGuards } from './append-only';
import { checkCapabilities } from './capabilities';
import { checkDefaultPrivileges, checkFunctionGrants, checkRoles } from './grants';
import { checkIsolation } from './isolation';
import type { Check } from './probe';
import { checkRpcAccess, checkRpcShape } from './rpcs';
import { checkForeignKeys, checkIdempotencyIndex, checkPolicies, checkTableShape } from './schema';
import { checkTableAccess, checkTableGrants } from './tables';

/** Every check there is; a mutant must be reported by one of them, and the product by none. */
export const CHECKS: Check[] = [
  checkRoles,
  checkTableGrants,
  checkFunctionGrants,
  checkRpcShape,
  checkCapabilities,
  checkTableShape,
  checkForeignKeys,
  checkPolicies,
  checkIdempotencyIndex,
  checkAppendOnlyTriggers,
  checkDefaultPrivileges,
  checkAppendOnly,
  checkGuards,
  checkTableAccess,
  checkRpcAccess,
  checkIsolation,
];
