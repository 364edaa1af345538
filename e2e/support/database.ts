import postgres from 'postgres';
import { readSettings } from '../../supabase/embedded/settings.ts';
import { getStackEnvironment } from '../../supabase/embedded/stack.ts';
import type { E2eStack } from './stacks.ts';

/** A look behind the screen: the database of a stack under test. */
export function openDatabase(stack: E2eStack): postgres.Sql {
  return postgres(getStackEnvironment(readSettings(stack)).DATABASE_URL, { max: 2, onnotice: () => undefined });
}

/**
 * A slip of its own for a journey, an hour and a half old: seats a player of the Harbor demo whom no journey has had, who has
 * points, can still rise, may play and sits nowhere, at a table where somebody plays (an idle one is an alert) and no journey seats anybody by hand.
 */
export async function takeSlip(sql: postgres.Sql): Promise<{ id: string; playerId: string; playerName: string }> {
  const [slip] = await sql<{ id: string; playerId: string; playerName: string }[]>`
    with guest as (
      insert into e2e_guest (id)
      select p.id from public.player p join public.casino c on c.id = p.casino_id and c.slug = 'harbor'
      join public.player_loyalty l on l.casino_id = p.casino_id and l.player_id = p.id
        and l.tier <> 'platinum' and l.entry_count > 0
      where p.loyalty_id is not null and p.id not in (select id from e2e_guest)
        and not exists (select from public.player_exclusion x where x.casino_id = p.casino_id and x.player_id = p.id)
        and not exists (select from public.rating_slip s where s.casino_id = p.casino_id and s.player_id = p.id and s.status <> 'closed')
      order by p.loyalty_id limit 1
      returning id
    ),
    place as (
      select t.casino_id, t.id, t.game_type, t.min_bet_cents, seat
      from public.gaming_table t
      join public.casino c on c.id = t.casino_id and c.slug = 'harbor'
      cross join lateral generate_series(1, t.seat_count) as seats (seat)
      where t.status = 'open' and t.label <> 'BJ-02'
        and exists (select from public.rating_slip s where s.casino_id = t.casino_id and s.table_id = t.id and s.status <> 'closed')
        and not exists (
          select from public.rating_slip s
          where s.casino_id = t.casino_id and s.table_id = t.id and s.seat = seats.seat and s.status <> 'closed')
      order by t.label, seat limit 1
    ),
    visited as (
      insert into public.visit (casino_id, player_id, gaming_day, started_at)
      select casino_id, guest.id, app.gaming_day(casino_id, now() - interval '90 minutes'), now() - interval '94 minutes' from place, guest
      returning id
    ),
    seated as (
      insert into public.rating_slip (casino_id, visit_id, player_id, table_id, seat, average_bet_cents, gaming_day, started_at, policy_snapshot)
      select casino_id, visited.id, guest.id, place.id, seat, min_bet_cents, app.gaming_day(casino_id, now() - interval '90 minutes'),
        now() - interval '90 minutes', app.policy_snapshot(casino_id, game_type)
      from place, guest, visited
      returning id, casino_id, player_id
    )
    select s.id, s.player_id as "playerId", p.first_name || ' ' || p.last_name as "playerName"
    from seated s join public.player p on p.casino_id = s.casino_id and p.id = s.player_id`;
  if (!slip) throw new Error('The demo has no player or no seat left.');
  return slip;
}

/** Entries on a slip with these points. */
export async function countEntries(sql: postgres.Sql, slipId: string, points: number): Promise<number> {
  const [row] =
    await sql`select count(*)::int as entries from public.loyalty_ledger where rating_slip_id = ${slipId} and points = ${points}`;
  return row?.entries;
}

/** A player of the Harbor demo who is barred, and plays nowhere. */
export async function addBarredPlayer(sql: postgres.Sql, lastName: string): Promise<{ id: string; name: string }> {
  const [player] = await sql<{ id: string }[]>`
    with casino as (select id from public.casino where slug = 'harbor'),
    enrolled as (
      insert into public.player (casino_id, first_name, last_name) select id, 'Robin', ${lastName} from casino returning casino_id, id
    ),
    barred as (
      insert into public.player_exclusion (casino_id, player_id, kind, reason, starts_at, set_by_staff_id)
      select e.casino_id, e.id, 'barred', 'Threatened a dealer', now() - interval '1 day', s.id
      from enrolled e join public.staff s on s.casino_id = e.casino_id and s.role = 'admin'
    )
    select id from enrolled`;
  if (!player) throw new Error('The demo has no such casino.');
  return { id: player.id, name: `Robin ${lastName}` };
}

/** A slip of two hours at $100, closed by the house: nobody has settled it. */
export async function addHeldSlip(sql: postgres.Sql): ReturnType<typeof takeSlip> {
  const slip = await takeSlip(sql);
  await sql`
    update public.rating_slip set started_at = now() - interval '2 hours', average_bet_cents = 10000,
      stretches = '[]', banked_seconds = 0, banked_theo_x3600 = 0, paused_seconds = 0
    where id = ${slip.id}`;
  await sql`
    select app.close_slip(row(s.casino_id, f.id, f.role, gen_random_uuid(), app.gaming_day(s.casino_id))::app.rls_context,
      app.ended_slip(s, null), 'held')
    from public.rating_slip s join public.staff f on f.casino_id = s.casino_id and f.role = 'admin'
    where s.id = ${slip.id}`;
  return slip;
}
