import { expect } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { IdentifyPatronResult, MtlEntry, MtlEntryResult, MtlPreview, MtlSummary } from '@/services/mtl/dtos';
import { createFloorDesk, dataOf } from '../floor/floor-desk';
import type { Answer, Email, TestStack } from '../support/stack';

export const CASHIER: Email = 'cashier@harbor.example';
export const COMPLIANCE: Email = 'compliance@harbor.example';
type Call = { key?: string; as?: Email };
type Body = Record<string, unknown>;

/** Everything that a refused step at the cage must leave as it was. */
export async function mtlSnapshot(sql: TestStack['sql']): Promise<unknown> {
  const [row] = await sql`
    select (select count(*) from public.mtl_entry) as entries, (select count(*) from public.mtl_entry_party) as parties,
      (select count(*) from public.mtl_unknown_patron) as unknown, (select count(*) from public.mtl_patron_link) as links,
      (select count(*) from public.mtl_gaming_day_close) as closes,
      (select md5(string_agg(d::text, ',' order by d.casino_id, d.gaming_day)) from public.mtl_day d) as days,
      (select md5(string_agg(d::text, ',' order by d.casino_id, d.gaming_day, d.patron_id)) from public.mtl_patron_day d) as totals,
      (select md5(string_agg(c::text, ',' order by c.casino_id, c.id)) from public.ctr_case c) as cases,
      (select count(*) from public.loyalty_outbox) as events, (select count(*) from public.audit_log) as audits`;
  return row;
}

/** What people do at the cage, as short steps through the API. */
export function createMtlDesk(stack: TestStack) {
  const floor = createFloorDesk(stack);
  const desk = {
    floor,

    async player(as?: Email): Promise<string> {
      return (await floor.enrol(as)).id;
    },

    record: (body: Body, { key = newId(), as = CASHIER }: Call = {}): Promise<Answer> =>
      stack.http(as, 'POST', '/mtl/entries', {
        body: { kind: 'chip_purchase', tender: 'currency', amountCents: 100_000, ...body },
        key,
      }),
    async recorded(body: Body, call: Call = {}): Promise<MtlEntryResult> {
      return dataOf(await desk.record(body, call));
    },

    void: (entryId: string, reason: unknown = 'Typed twice', { key = newId(), as = CASHIER }: Call = {}) =>
      stack.http(as, 'POST', `/mtl/entries/${entryId}/void`, { body: { reason }, key }),
    async voided(entryId: string): Promise<MtlEntryResult> {
      return dataOf(await desk.void(entryId));
    },

    identify: (unknownPatronId: string, playerId: string | null, { key = newId(), as = CASHIER }: Call = {}) =>
      stack.http(as, 'POST', `/mtl/unknown-patrons/${unknownPatronId}/identify`, {
        body: { playerId, reason: 'Showed a card' },
        key,
      }),
    async identified(unknownPatronId: string, playerId: string | null): Promise<IdentifyPatronResult> {
      return dataOf(await desk.identify(unknownPatronId, playerId));
    },

    async list(query = '', as: Email = CASHIER): Promise<{ items: MtlEntry[]; nextCursor: string | null }> {
      return dataOf(await stack.http(as, 'GET', `/mtl/entries${query}`));
    },
    async summary(gamingDay?: string, as: Email = CASHIER): Promise<MtlSummary> {
      return dataOf(
        await stack.http(as, 'GET', `/mtl/gaming-day-summary${gamingDay ? `?gamingDay=${gamingDay}` : ''}`),
      );
    },
    async preview(query: Record<string, string>): Promise<MtlPreview> {
      return dataOf(await stack.http(CASHIER, 'GET', `/mtl/entries/preview?${new URLSearchParams(query)}`));
    },
    close: (gamingDay: string, { key = newId(), as = CASHIER }: Call = {}, body: Body = {}) =>
      stack.http(as, 'POST', `/mtl/gaming-days/${gamingDay}/close`, { body, key }),

    async cases(patronId: string) {
      return stack.sql<
        {
          id: string;
          status: string;
          gamingDay: string;
          dueOn: string;
          playerId: string | null;
          needsAmendment: boolean;
        }[]
      >`
        select id, status, gaming_day::text as "gamingDay", due_on::text as "dueOn", player_id as "playerId",
          needs_amendment as "needsAmendment"
        from public.ctr_case
        where coalesce(player_id, unknown_patron_id) = ${patronId} and merged_into_case_id is null order by gaming_day`;
    },

    /** Holds the whole log against what was there before. */
    async expectNothingWritten(act: () => Promise<void>): Promise<void> {
      const before = await mtlSnapshot(stack.sql);
      await act();
      expect(await mtlSnapshot(stack.sql)).toEqual(before);
    },

    /** Runs a refusal and holds the whole log against what was there before. */
    async expectRefused(code: string, act: () => Promise<Answer>): Promise<Answer> {
      const before = await mtlSnapshot(stack.sql);
      const answer = await act();
      expect(answer.body).toMatchObject({ ok: false, code });
      expect(await mtlSnapshot(stack.sql)).toEqual(before);
      return answer;
    },
  };
  return desk;
}

export type MtlDesk = ReturnType<typeof createMtlDesk>;
