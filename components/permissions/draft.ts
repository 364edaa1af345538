import type { Capability, StaffRole } from '@/services/casino/dtos';
import type { PermissionChange, Permissions, Separation } from '@/services/permissions/dtos';

/** Cells of the matrix that somebody has turned and not asked for yet, by role and capability. */
export type Draft = ReadonlyMap<string, boolean>;
export const EMPTY_DRAFT: Draft = new Map();

const keyOf = (role: StaffRole, capability: Capability) => `${role} ${capability}`;

/** Whether a role has the capability as the draft would have it. */
export function hasIn(permissions: Permissions, draft: Draft, role: StaffRole, capability: Capability): boolean {
  const drafted = draft.get(keyOf(role, capability));
  return drafted ?? permissions.roles.find((known) => known.role === role)?.capabilities.includes(capability) ?? false;
}

/** The draft with one cell turned; turned back, it is no change any more. */
export function turned(permissions: Permissions, draft: Draft, role: StaffRole, capability: Capability): Draft {
  const next = new Map(draft);
  const wanted = !hasIn(permissions, draft, role, capability);
  if (hasIn(permissions, EMPTY_DRAFT, role, capability) === wanted) next.delete(keyOf(role, capability));
  else next.set(keyOf(role, capability), wanted);
  return next;
}

/** The changes that the draft asks for, in the order of the matrix; none that has come to be so by itself. */
export function changesOf(permissions: Permissions, draft: Draft): PermissionChange[] {
  return permissions.capabilities.flatMap((capability) =>
    permissions.roles.flatMap(({ role, capabilities }) => {
      const isGranted = draft.get(keyOf(role, capability));
      if (isGranted === undefined || isGranted === capabilities.includes(capability)) return [];
      return [{ role, staffId: null, staffName: null, capability, isGranted, throughGamingDay: null }];
    }),
  );
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
