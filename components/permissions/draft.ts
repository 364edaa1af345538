import type { Capability, StaffRole } from '@/services/casino/dtos';
import type { PermissionChange, Permissions, Separation } from '@/services/permissions/dtos';

/** Cells of the matrix that somebody has turned and not asked for yet, by role and what stands in the row. */
export type Draft = ReadonlyMap<string, boolean>;
export const EMPTY_DRAFT: Draft = new Map();

/** The row of the second factor. */
export const FACTOR = 'second-factor';
export type Row = Capability | typeof FACTOR;
const keyOf = (role: StaffRole, row: Row) => `${role} ${row}`;

/** Whether a role has the capability, or is asked for a second factor, as the draft would have it. */
export function hasIn(permissions: Permissions, draft: Draft, role: StaffRole, row: Row): boolean {
  const known = permissions.roles.find((one) => one.role === role);
  const has = row === FACTOR ? known?.demandsSecondFactor : known?.capabilities.includes(row);
  return draft.get(keyOf(role, row)) ?? has ?? false;
}

/** The draft with one cell turned; turned back, it is no change any more. */
export function turned(permissions: Permissions, draft: Draft, role: StaffRole, row: Row): Draft {
  const next = new Map(draft);
  const wanted = !hasIn(permissions, draft, role, row);
  if (hasIn(permissions, EMPTY_DRAFT, role, row) === wanted) next.delete(keyOf(role, row));
  else next.set(keyOf(role, row), wanted);
  return next;
}

export const NO_CHANGE: PermissionChange = {
  role: null,
  staffId: null,
  staffName: null,
  capability: null,
  isGranted: null,
  throughGamingDay: null,
  demandsSecondFactor: null,
};

/** The changes that the draft asks for, in the order of the matrix; none that has come to be so by itself. */
export function changesOf(permissions: Permissions, draft: Draft): PermissionChange[] {
  const cells = permissions.capabilities.flatMap((capability) =>
    permissions.roles.flatMap(({ role, capabilities }) => {
      const isGranted = draft.get(keyOf(role, capability));
      if (isGranted === undefined || isGranted === capabilities.includes(capability)) return [];
      return [{ ...NO_CHANGE, role, capability, isGranted }];
    }),
  );
  const demands = permissions.roles.flatMap(({ role, ...known }) => {
    const demandsSecondFactor = draft.get(keyOf(role, FACTOR));
    if (demandsSecondFactor === undefined || demandsSecondFactor === known.demandsSecondFactor) return [];
    return [{ ...NO_CHANGE, role, demandsSecondFactor }];
  });
  return [...cells, ...demands];
}

export type Conflict = { role: StaffRole; separation: Separation; one: Capability; other: Capability };

/** Where the draft gives a role both sides of duties that the product keeps apart: the first of each role and separation. */
export function conflictsOf(permissions: Permissions, draft: Draft): Conflict[] {
  const found = new Map<string, Conflict>();
  for (const { role, isFixed } of permissions.roles)
    for (const { separation, capability, other } of isFixed ? [] : permissions.separations) {
      const hasBoth = [capability, other].every((word) => hasIn(permissions, draft, role, word));
      const key = `${role} ${separation}`;
      if (hasBoth && !found.has(key)) found.set(key, { role, separation, one: capability, other });
    }
  return [...found.values()];
}
