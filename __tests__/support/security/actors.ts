import { newId } from '@/lib/shared/ids';
import { may, ROLES, type RpcRule } from '../../security/expectations';

export type Actor = {
  name: string;
  databaseRole: 'anon' | 'authenticated' | 'service_role' | 'none';
  /** The role of an active member of staff; null for everyone else. */
  staffRole: string | null;
  email?: string;
  userId?: string;
  isDeactivated?: boolean;
};

const ACCOUNTS: Record<string, string> = { pit_boss: 'pitboss', loyalty_manager: 'loyalty' };

export const OWNER: Actor = { name: 'the owner', databaseRole: 'none', staffRole: null };

export const NOBODY: Actor = { name: 'a token without a person', databaseRole: 'authenticated', staffRole: null };

const STRANGER: Actor = { ...NOBODY, name: 'a signed-up person without staff row', userId: newId() };

export const ANON: Actor = { name: 'anon', databaseRole: 'anon', staffRole: null };

export const SERVICE: Actor = { name: 'service_role', databaseRole: 'service_role', staffRole: null };

const DEACTIVATED: Actor = {
  name: 'a deactivated admin',
  databaseRole: 'authenticated',
  staffRole: null,
  email: 'admin@harbor.example',
  isDeactivated: true,
};

export const STAFF: Actor[] = ROLES.map((role) => ({
  name: role,
  databaseRole: 'authenticated',
  staffRole: role,
  email: `${ACCOUNTS[role] ?? role}@harbor.example`,
}));

export const ACTORS: Actor[] = [ANON, ...STAFF, DEACTIVATED, STRANGER, NOBODY, SERVICE];

/** Somebody whose example of an RPC is answered: whose it is, else the first who may. */
export function callerOf({ capability, isOf }: Pick<RpcRule, 'capability' | 'isOf'>): Actor {
  return STAFF.find(({ staffRole }) => (isOf ? staffRole === isOf.role : may(staffRole ?? '', capability))) ?? NOBODY;
}
