import { newId } from '@/lib/shared/ids';
import type { StaffMember, StaffPage } from '@/services/staff/dtos';
import { dataOf } from '../floor/floor-desk';
import { ADMIN, type Answer, type Email, type TestStack } from '../support/stack';

export const DEALER: Email = 'dealer@harbor.example';
export const CASHIER: Email = 'cashier@harbor.example';
export const OTHER_ADMIN: Email = 'admin@summit.example';

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
    async pitIds(casino = 'harbor'): Promise<string[]> {
      const pits = await stack.sql<{ id: string }[]>`
        select p.id from public.pit p join public.casino c on c.id = p.casino_id
        where c.slug = ${casino} order by p.sort_order`;
      return pits.map(({ id }) => id);
    },
    /** All that a refused change must leave as it was. */
    async snapshot(): Promise<unknown> {
      return stack.sql`
        select (select md5(string_agg(s::text, ',' order by s.id)) from public.staff s) as staff,
          (select md5(string_agg(r::text, ',' order by r.staff_id)) from public.staff_record r) as records,
          (select md5(string_agg(p::text, ',' order by p.staff_id, p.pit_id)) from public.staff_pit p) as pits,
          (select count(*) from public.audit_log) as audits`;
    },
  };
  return desk;
}
export type StaffDesk = ReturnType<typeof createStaffDesk>;
