import { expect } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { AlertKind } from '@/lib/shared/kinds';
import type { Alert, Alerts, ShiftDashboard, ShiftDashboardQuery } from '@/services/shift/dtos';
import { dataOf, floorSnapshot } from '../floor/floor-desk';
import { ADMIN, type Answer, type Email, PIT_BOSS, type TestStack } from '../support/stack';

export type CountFigures = {
  openingCents: number;
  closingCents?: number | null;
  fillsCents: number;
  creditsCents: number;
  dropCents: number;
};
export const FIGURES: CountFigures = {
  openingCents: 500_000,
  closingCents: 420_000,
  fillsCents: 100_000,
  creditsCents: 30_000,
  dropCents: 300_000,
};

/** Everything a refused step of the shift manager must leave as it was. */
export async function shiftSnapshot(sql: TestStack['sql']): Promise<unknown> {
  const [rows] = await sql`
    select (select md5(string_agg(c::text, ',' order by c.casino_id, c.id)) from public.table_count c) as counts,
      (select md5(string_agg(s::text, ',' order by s.casino_id, s.id)) from public.shift s) as shifts,
      (select md5(string_agg(a::text, ',' order by a.casino_id, a.id)) from public.alert_acknowledgement a) as acknowledgements,
      (select md5(string_agg(s::text, ',' order by s.casino_id)) from public.casino_settings s) as settings`;
  return { rows, floor: await floorSnapshot(sql) };
}

/** What a shift manager does, as short steps through the API. */
export function createShiftDesk(stack: TestStack) {
  const desk = {
    async dashboard(query: ShiftDashboardQuery = {}, as: Email = PIT_BOSS): Promise<ShiftDashboard> {
      return dataOf(await stack.http(as, 'GET', `/shift-dashboard?${new URLSearchParams(query)}`));
    },

    async alerts(kind: AlertKind, gamingDay?: string, as: Email = PIT_BOSS): Promise<Alert[]> {
      const query = gamingDay ? `?gamingDay=${gamingDay}` : '';
      const { items } = dataOf<Alerts>(await stack.http(as, 'GET', `/alerts${query}`));
      return items.filter((alert) => alert.kind === kind);
    },

    record: (body: Record<string, unknown>, key = newId(), as: Email = PIT_BOSS): Promise<Answer> =>
      stack.http(as, 'POST', '/table-counts', { body, key }),

    acknowledge: (
      alert: { gamingDay: string; kind: AlertKind; entityKey: string; note?: string },
      key = newId(),
      as: Email = PIT_BOSS,
    ): Promise<Answer> => stack.http(as, 'POST', '/alerts/acknowledgements', { body: alert, key }),

    acknowledgeAll: (
      body: { gamingDay: string; alerts: { kind: AlertKind; entityKey: string; severity: string }[]; note?: string },
      key = newId(),
      as: Email = PIT_BOSS,
    ): Promise<Answer> => stack.http(as, 'POST', '/alerts/acknowledgements/batch', { body, key }),

    changeSettings: (body: Record<string, unknown>, key = newId(), as: Email = ADMIN): Promise<Answer> =>
      stack.http(as, 'PATCH', '/casino/settings', { body, key }),

    async changeThresholds(alertThresholds: Record<string, unknown>): Promise<void> {
      dataOf(await desk.changeSettings({ alertThresholds }));
    },

    async restoreThresholds(): Promise<void> {
      await stack.sql`update public.casino_settings set alert_thresholds = app.default_alert_thresholds()`;
    },

    /** The casino's gaming day, or one before it. */
    async gamingDay(daysBack = 0, casino = 'harbor'): Promise<string> {
      const [row] = await stack.sql<{ day: string }[]>`
        select (app.gaming_day(id) - ${daysBack}::integer)::text as day from public.casino where slug = ${casino}`;
      return row?.day ?? '';
    },

    /** Runs a refusal and holds everything against what was there before. */
    async expectRefused(code: string, act: () => Promise<Answer>): Promise<Answer> {
      const before = await shiftSnapshot(stack.sql);
      const answer = await act();
      expect(answer.body).toMatchObject({ ok: false, code });
      expect(await shiftSnapshot(stack.sql)).toEqual(before);
      return answer;
    },
  };
  return desk;
}

export type ShiftDesk = ReturnType<typeof createShiftDesk>;
