import { expect } from 'vitest';
import { newId } from '@/lib/shared/ids';
import { importsSnapshot, type LegacyRow } from '../imports/imports-desk';
import { MANAGER } from '../loyalty/loyalty-desk';
import type { Answer, TestStack } from '../support/stack';

type Sql = TestStack['sql'];
/** A player whom a legacy file can name by the loyalty id. */
export type Known = { id: string; card: string };
type Standing = {
  tier: string;
  tierProgress: number;
  lifetimePoints: number;
  startingBalance: Record<string, unknown> | null;
};

/** Legacy tiers by rank, as the demo has them. */
export const TIER_CODES = ['bronze', 'silver', 'gold', 'platinum'] as const;

let cards = 0;

/** New players who hold these tiers, as if reconciled into them before: no points, no past. */
export async function addPlayers(sql: Sql, tiers: readonly string[], casino = 'harbor'): Promise<Known[]> {
  const wanted = tiers.map((tier) => {
    cards += 1;
    return { tier, card: `KNOWN-${process.pid}-${cards}`, n: cards };
  });
  return sql.begin(async (transaction) => {
    const players = await transaction<Known[]>`
      insert into public.player (casino_id, first_name, last_name, loyalty_id)
      select c.id, 'Test', 'Player ' || (w ->> 'n'), w ->> 'card'
      from public.casino c, jsonb_array_elements(${transaction.json(wanted)}) w where c.slug = ${casino}
      returning id, loyalty_id as card`;
    await transaction`select app.enrol_player(casino_id, id) from public.player where id in ${transaction(players.map(({ id }) => id))}`;
    await transaction`
      update public.player_loyalty l set tier = w ->> 'tier',
        tier_progress = (app.tier_standing(l.casino_id, w ->> 'tier', 0)).tier_progress
      from public.player p, jsonb_array_elements(${transaction.json(wanted)}) w
      where p.casino_id = l.casino_id and p.id = l.player_id and p.loyalty_id = w ->> 'card' and w ->> 'tier' <> 'bronze'`;
    const byCard = new Map(players.map((player) => [player.card, player]));
    return wanted.flatMap(({ card }) => byCard.get(card) ?? []);
  });
}

/** One new player who holds a tier. */
export async function addPlayer(sql: Sql, tier: string = 'bronze'): Promise<Known> {
  const [player] = await addPlayers(sql, [tier]);
  if (!player) throw new Error('The player was not enrolled.');
  return player;
}

/** A row of a legacy file about a player, fresh unless it says otherwise. */
export function legacyRow({ card }: { card: string }, tier: string, more: LegacyRow = {}): LegacyRow {
  return { 'Loyalty ID': card, Tier: tier, Points: '100', 'Last Activity': daysAgo(5), ...more };
}

/** A day as a legacy file writes it. */
export function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}

/** How players stand, in the order that is asked for. */
export async function standingsOf(sql: Sql, players: readonly { id: string }[]): Promise<Standing[]> {
  const ids = players.map(({ id }) => id);
  const rows = await sql<(Standing & { id: string })[]>`
    select player_id as id, tier, tier_progress as "tierProgress", lifetime_points::float8 as "lifetimePoints",
      starting_balance as "startingBalance"
    from public.player_loyalty where player_id = any (${ids}::uuid[])`;
  const byId = new Map(rows.map(({ id, ...standing }) => [id, standing]));
  return ids.map((id) => {
    const standing = byId.get(id);
    if (!standing) throw new Error('There is no such player.');
    return standing;
  });
}

/** How one player stands. */
export async function standingOf(sql: Sql, player: { id: string }): Promise<Standing> {
  const [standing] = await standingsOf(sql, [player]);
  if (!standing) throw new Error('There is no such player.');
  return standing;
}

/** The tiers of players, in the order that is asked for. */
export async function tiersOf(sql: Sql, players: readonly { id: string }[]): Promise<string[]> {
  return (await standingsOf(sql, players)).map(({ tier }) => tier);
}

/** All that is points, of whoever has any: no step of an import changes any of it. */
export async function pointsSnapshot(sql: Sql): Promise<unknown> {
  const [row] = await sql`
    select (select md5(string_agg(e::text, ',' order by e.casino_id, e.id)) from public.loyalty_ledger e) as ledger,
      (select md5(string_agg(concat_ws(' ', player_id, balance, lifetime_points, entry_count, last_entry_hash), ',' order by player_id))
        from public.player_loyalty where (balance, lifetime_points, entry_count) <> (0, 0, 0)) as balances`;
  return row;
}

/** Every import counts its rows truly, and every run what it did. */
export async function expectTrueCounts(sql: Sql): Promise<void> {
  const imports = await sql`
    select i.id, i.row_count, i.pending_count, c.*
    from public.player_import i
    cross join lateral (
      select count(*)::int as rows, count(*) filter (where status = 'staged')::int as staged,
        count(*) filter (where status = 'error')::int as error, count(*) filter (where status = 'pending')::int as pending,
        count(*) filter (where status = 'applied')::int as applied, count(*) filter (where status = 'kept')::int as kept,
        count(*) filter (where status = 'reverted')::int as reverted,
        count(*) filter (where status not in ('staged', 'error') and player_id is null)::int as unmatched
      from public.player_import_row r where r.casino_id = i.casino_id and r.import_id = i.id
    ) c
    where i.purged_at is null and i.status <> 'discarded'
      and (i.row_count, i.staged_count, i.error_count, i.pending_count, i.applied_count, i.kept_count, i.reverted_count, i.unmatched_count)
        is distinct from (c.rows, c.staged, c.error, c.pending, c.applied, c.kept, c.reverted, c.unmatched)`;
  const runs = await sql`
    select r.id, c.*
    from public.reconciliation_run r
    cross join lateral (
      select count(*) filter (where outcome = 'applied')::int as applied, count(*) filter (where outcome = 'kept')::int as kept,
        count(*) filter (where outcome = 'reverted')::int as reverted, count(*) filter (where outcome = 'reopened')::int as reopened,
        count(*) filter (where outcome = 'skipped')::int as skipped
      from public.loyalty_reconciliation l where l.casino_id = r.casino_id and l.run_id = r.id
    ) c
    where (r.applied_count, r.kept_count, r.reverted_count, r.reopened_count, r.skipped_count)
      is distinct from (c.applied, c.kept, c.reverted, c.reopened, c.skipped)`;
  expect({ imports: [...imports], runs: [...runs] }).toEqual({ imports: [], runs: [] });
}

/** Runs a refusal and holds everything it must not have touched, the audit trail too, against what was there before. */
export async function expectRefused(sql: Sql, code: string, act: () => Promise<Answer>): Promise<Answer> {
  const before = await importsSnapshot(sql);
  const answer = await act();
  expect(answer.body).toMatchObject({ ok: false, code });
  expect(await importsSnapshot(sql)).toEqual(before);
  return answer;
}

/** The events about a player's tier, the first first. */
export async function outboxOf(sql: Sql, player: { id: string }): Promise<{ type: string; payload: unknown }[]> {
  return sql<{ type: string; payload: unknown }[]>`
    select event_type as type, payload from public.loyalty_outbox
    where player_id = ${player.id} and event_type like 'loyalty.tier_%' order by seq`;
}

/** What the audit trail says was done with a player by reconciling, the first first. */
export async function auditOf(sql: Sql, player: { id: string }) {
  return sql<{ action: string; who: string; before: Record<string, unknown>; after: Record<string, unknown> }[]>`
    select a.action, s.email as who, a.before, a.after from public.audit_log a
    join public.staff s on s.casino_id = a.casino_id and s.id = a.staff_id
    where a.entity_id = ${player.id} and a.action like '%\_reconciliation' order by a.id`;
}

/** A run as the database answers it. */
export type RunRow = { id: string; status: string; done_count: number; total_count: number; skipped_count: number };

/** Starts a run past the web app, which would go on to the end: only its first batch is done. */
export async function startRun(stack: TestStack, args: Record<string, unknown>, key = newId()): Promise<RunRow> {
  const { status, body } = await stack.rpc(MANAGER, 'rpc_apply_reconciliation', {
    p_policy: 'upgrade_only',
    p_idempotency_key: key,
    ...args,
  });
  expect({ status, body }).toMatchObject({ status: 200 });
  return body as RunRow;
}

/** Does one batch more of a run, past the web app. */
export async function stepRun(stack: TestStack, runId: string, key = newId()): Promise<RunRow> {
  const args = { p_run_id: runId, p_idempotency_key: key };
  const { status, body } = await stack.rpc(MANAGER, 'rpc_continue_reconciliation_run', args);
  expect({ status, body }).toMatchObject({ status: 200 });
  return body as RunRow;
}
