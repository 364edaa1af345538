import type postgres from 'postgres';

export type LiveSlip = { id: string; playerId: string; visitId: string; casinoId: string };

/** A live slip of a casino of the demo; `skip` takes a later one, for a test that wants its own player. */
export async function findLiveSlip(sql: postgres.Sql, casino: 'harbor' | 'summit', skip = 0): Promise<LiveSlip> {
  const [slip] = await sql<LiveSlip[]>`
    select s.id, s.player_id as "playerId", s.visit_id as "visitId", s.casino_id as "casinoId"
    from public.rating_slip s join public.casino c on c.id = s.casino_id
    where c.slug = ${casino} and s.status = 'open'
    order by s.id offset ${skip} limit 1`;
  if (!slip) throw new Error('The demo has no such live slip.');
  return slip;
}

/** Everything a refusal must leave as it was: rows of all that a reward writes, and the balances. That an excluded player was met is told. */
export async function snapshot(sql: postgres.Sql): Promise<unknown> {
  const [counts] = await sql`
    select (select count(*) from public.loyalty_ledger) as entries, (select count(*) from public.loyalty_outbox where event_type <> 'exclusion.hit') as events,
      (select count(*) from public.audit_log where outcome = 'done') as audits, (select sum(balance) from public.player_loyalty) as points,
      (select count(*) from public.visit) as visits, (select count(*) from public.player) as players,
      (select count(*) from public.player_import) as imports, (select count(*) from public.reconciliation_run) as runs,
      (select md5(string_agg(s::text, ',' order by s.id)) from public.rating_slip s) as slips`;
  return counts;
}

/** Lifts the limit per minute, for tests that issue faster than a person can. */
export async function liftRewardRate(sql: postgres.Sql): Promise<void> {
  await sql`update public.casino_settings set rewards_per_staff_per_minute = null`;
}
