import { newId } from '@/lib/shared/ids';
import type { StaffMember, StaffPage } from '@/services/staff/dtos';
import { HOST, ORIGIN } from '../api/browser';
import { dataOf } from '../floor/floor-desk';
import { ADMIN, type Answer, type Email, type TestStack } from '../support/stack';

export const DEALER: Email = 'dealer@harbor.example';
export const CASHIER: Email = 'cashier@harbor.example';
export const OTHER_ADMIN: Email = 'admin@summit.example';

export const NEW_PASSWORD = 'A short sentence.';
const OWN_SITE = { host: HOST, origin: ORIGIN };

type Call = { as?: Email; key?: string };

/** What an admin does with the people of the house, as short steps through the API. */
export function createStaffDesk(stack: TestStack) {
  const send = (method: 'POST' | 'PATCH', path: string, body: object, { as = ADMIN, key = newId() }: Call = {}) =>
    stack.http(as, method, path, { body, key });
  const desk = {
    send,
    list: async (query = '', as: Email = ADMIN) => dataOf<StaffPage>(await stack.http(as, 'GET', `/staff${query}`)),
    get: async (id: string) => dataOf<StaffMember>(await stack.http(ADMIN, 'GET', `/staff/${id}`)),
    /** Whose account it is. */
    async idOf(email: Email): Promise<string> {
      const [row] = await stack.sql<{ id: string }[]>`select id from public.staff where email = ${email}`;
      if (!row) throw new Error(`Nobody has ${email}.`);
      return row.id;
    },
    update: (id: string, body: object, call?: Call): Promise<Answer> => send('PATCH', `/staff/${id}`, body, call),
    deactivate: (id: string, reason: unknown = 'Left', call?: Call) =>
      send('POST', `/staff/${id}/deactivate`, { reason }, call),
    reactivate: (id: string, call?: Call) => send('POST', `/staff/${id}/reactivate`, {}, call),
    invite: (person: object, call?: Call) => send('POST', '/staff', person, call),
    makeLink: (id: string, call?: Call) => send('POST', `/staff/${id}/link`, {}, call),
    withdrawLink: (id: string, call?: Call) => send('POST', `/staff/${id}/link/withdraw`, {}, call),
    makePasswordLink: (id: string, call?: Call) =>
      send('POST', `/staff/${id}/password-link`, { reason: 'Forgot it, came to the desk' }, call),
    resetSecondFactor: (id: string, call?: Call) =>
      send('POST', `/staff/${id}/second-factor/reset`, { reason: 'Lost the telephone' }, call),
    readPasswordLink: (token: string) =>
      stack.http(null, 'POST', '/password-link', { body: { token }, headers: OWN_SITE }),
    resetPassword: (token: string, password = NEW_PASSWORD) =>
      stack.http(null, 'POST', '/password-link/use', { body: { token, password }, headers: OWN_SITE }),
    /** As the page of a link does, for who is nobody yet. */
    readLink: (token: string) => stack.http(null, 'POST', '/invitation', { body: { token }, headers: OWN_SITE }),
    accept: (token: string, password = NEW_PASSWORD) =>
      stack.http(null, 'POST', '/invitation/accept', { body: { token, password }, headers: OWN_SITE }),
    async pitIds(casino = 'harbor'): Promise<string[]> {
      const pits = await stack.sql<{ id: string }[]>`
        select p.id from public.pit p join public.casino c on c.id = p.casino_id
        where c.slug = ${casino} order by p.sort_order`;
      return pits.map(({ id }) => id);
    },
    /** All that a refused change must leave as it was. When somebody was last seen is noted beside the request that they made. */
    async snapshot(): Promise<unknown> {
      return stack.sql`
        select (select md5(string_agg(s::text, ',' order by s.id)) from public.staff s) as staff,
          (select md5(string_agg((to_jsonb(r) - 'last_seen_at')::text, ',' order by r.staff_id)) from public.staff_record r) as records,
          (select md5(string_agg(p::text, ',' order by p.staff_id, p.pit_id)) from public.staff_pit p) as pits,
          (select md5(string_agg(l::text, ',' order by l.id)) from app.staff_link l) as links,
          (select count(*) from public.approval) as approvals,
          (select count(*) from public.audit_log) as audits`;
    },
  };
  return desk;
}
export type StaffDesk = ReturnType<typeof createStaffDesk>;
