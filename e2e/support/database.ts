import postgres from 'postgres';
import { readSettings } from '../../supabase/embedded/settings.ts';
import { getStackEnvironment } from '../../supabase/embedded/stack.ts';
import type { E2eStack } from './stacks.ts';

/** A look behind the screen: the database of a stack under test. */
export function openDatabase(stack: E2eStack): postgres.Sql {
  return postgres(getStackEnvironment(readSettings(stack)).DATABASE_URL, { max: 2, onnotice: () => undefined });
}

/** A running slip of the Harbor demo without a reward, whose player no other journey uses; each call takes the next. */
export async function takeSlip(sql: postgres.Sql): Promise<{ id: string; playerId: string; playerName: string }> {
  const [slip] = await sql<{ id: string; playerId: string; playerName: string }[]>`
    with taken as (
      insert into e2e_taken_slip (id)
      select s.id from public.rating_slip s
      join public.casino c on c.id = s.casino_id and c.slug = 'harbor'
      where s.status = 'open' and s.id not in (select id from e2e_taken_slip)
        and not exists (select 1 from public.loyalty_ledger l where l.casino_id = s.casino_id and l.rating_slip_id = s.id)
      order by s.id limit 1
      returning id
    )
    select s.id, s.player_id as "playerId", p.first_name || ' ' || p.last_name as "playerName"
    from taken join public.rating_slip s using (id) join public.player p on p.casino_id = s.casino_id and p.id = s.player_id`;
  if (!slip) throw new Error('The demo has no slip left.');
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
