import { newId } from '@/lib/shared/ids';
import type {
  ApproverList,
  Authority,
  AuthorityLeft,
  AuthorityLimit,
  RewardRequestList,
} from '@/services/authority/dtos';
import { type CatalogDesk, createCatalogDesk } from '../catalog/catalog-desk';
import { dataOf } from '../floor/floor-desk';
import { MANAGER } from '../loyalty/loyalty-desk';
import { ADMIN, type Answer, type Email, PIT_BOSS, type TestStack } from '../support/stack';

/** Whose limits: of a role, of a person, or of neither and so the house's. */
export type Holder = { role?: string; staffId?: string };
type Limits = Record<string, unknown>;

/** What is set and what is given under it, as short steps through the API. */
export function createAuthorityDesk(stack: TestStack) {
  const catalog: CatalogDesk = createCatalogDesk(stack);
  const desk = {
    catalog,
    loyalty: catalog.loyalty,
    promo: catalog.promo,

    read: async (as: Email = MANAGER) => dataOf<Authority>(await stack.http(as, 'GET', '/authority')),
    put: (holder: Holder, limits: Limits, version: unknown, { as = MANAGER as Email, key = newId() } = {}) =>
      stack.http(as, 'PUT', '/authority', { body: { ...holder, limits, version }, key }),
    async versionOf({ role, staffId }: Holder): Promise<number> {
      const { house, roles, people } = await desk.read();
      if (staffId) return people.find((person) => person.staffId === staffId)?.version ?? 0;
      return role ? (roles.find((one) => one.role === role)?.version ?? 0) : house.version;
    },
    /** Sets limits at the version that they are at. */
    set: async (holder: Holder, limits: Limits) =>
      dataOf<AuthorityLimit>(await desk.put(holder, limits, await desk.versionOf(holder))),
    left: async (playerId?: string, as: Email = PIT_BOSS) =>
      dataOf<AuthorityLeft>(await stack.http(as, 'GET', `/authority/left${playerId ? `?playerId=${playerId}` : ''}`))
        .items,
    /** The tightest limit of a unit: what may still be given; null without any. */
    async tightest(unit: 'points' | 'cents', playerId?: string, as: Email = PIT_BOSS): Promise<number | null> {
      const items = (await desk.left(playerId, as)).filter((item) => item.unit === unit);
      return items.length === 0 ? null : Math.min(...items.map(({ left }) => left));
    },
    async staffId(email: Email): Promise<string> {
      const [row] = await stack.sql<{ id: string }[]>`select id from public.staff where email = ${email}`;
      return row?.id ?? '';
    },
    /** Somebody new at the account of an email, who has given nothing yet. */
    async replaceBySomebodyNew(email: Email): Promise<string> {
      await stack.sql.begin(async (tx) => {
        const [old] = await tx`
          update public.staff set email = gen_random_uuid() || '@old.example' where email = ${email} returning *`;
        await tx`update public.staff set user_id = gen_random_uuid(), is_active = false where id = ${old?.id}`;
        await tx`
          insert into public.staff (casino_id, user_id, email, full_name, role)
          values (${old?.casino_id}, ${old?.user_id}, ${email}, ${old?.full_name}, ${old?.role})`;
      });
      return desk.staffId(email);
    },
    /** A program made for it, of coupons worth so many cents; what it answers gives one. */
    async couponOf(faceValueCents: number) {
      const { id } = await desk.promo.addProgram({ promoType: 'free_play', faceValueCents });
      return (playerId: string, as: Email = PIT_BOSS): Promise<Answer> =>
        desk.promo.issue({ promoProgramId: id, playerId }, { as });
    },
    /** A comp made for it, of so many points; what it answers gives one. */
    async compOf(pointsCost: number) {
      const { id } = await catalog.addComp(pointsCost);
      return (playerId: string, as: Email = PIT_BOSS): Promise<Answer> => catalog.issue(id, { playerId }, { as });
    },
    /** Decides on what somebody asked for: gives it, unless the body says otherwise. */
    decide: (id: string, body: object = { isApproved: true }, { as = ADMIN as Email, key = newId() } = {}) =>
      stack.http(as, 'POST', `/reward-requests/${id}/decide`, { body, key }),
    withdraw: (id: string, { as = PIT_BOSS as Email, key = newId() } = {}) =>
      stack.http(as, 'POST', `/reward-requests/${id}/withdraw`, { body: {}, key }),
    /** Who may approve what somebody asked for on that person's tablet, and their doing so by a PIN. */
    approvers: async (id: string, as: Email = PIT_BOSS) =>
      dataOf<ApproverList>(await stack.http(as, 'GET', `/reward-requests/${id}/approvers`)).items,
    approveHere: (id: string, staffId: string, pin: string, { as = PIT_BOSS as Email, key = newId() } = {}) =>
      stack.http(as, 'POST', `/reward-requests/${id}/approve-here`, { body: { staffId, pin }, key }),
    requests: async (as: Email) => dataOf<RewardRequestList>(await stack.http(as, 'GET', '/reward-requests')).items,
    /** Takes a right from somebody, as an exception that two people made would. */
    takeRight: (email: Email, capability: string) => stack.sql`
      insert into public.staff_permission (casino_id, staff_id, capability, is_granted, through_gaming_day, reason)
      select casino_id, id, ${capability}, false, app.gaming_day(casino_id) + 1, 'Trial' from public.staff where email = ${email}`,

    /** No shifts set up, so that the running one is the gaming day; nor what was counted in those there were. */
    async withoutShifts(): Promise<void> {
      await stack.sql`delete from public.table_count`;
      await stack.sql`delete from public.shift`;
      await stack.sql`delete from public.shift_pattern`;
    },
  };
  return desk;
}

export type AuthorityDesk = ReturnType<typeof createAuthorityDesk>;
