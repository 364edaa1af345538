import postgres from 'postgres';
import { readSettings } from '../../supabase/embedded/settings.ts';
import { getStackEnvironment } from '../../supabase/embedded/stack.ts';
import type { E2eStack } from './stacks.ts';

/** A look behind the screen: the database of a stack under test. */
export function openDatabase(stack: E2eStack): postgres.Sql {
  return postgres(getStackEnvironment(readSettings(stack)).DATABASE_URL, { max: 2, onnotice: () => undefined });
}

type TakenSlip = { id: string; playerId: string; playerName: string };

/**
 * A slip of its own for a journey, an hour and a half old: enrols a player of the Harbor demo with a thousand points, and seats them at a
 * table where somebody plays (an idle one is an alert) and no journey seats anybody by hand.
 */
export async function takeSlip(sql: postgres.Sql): Promise<TakenSlip> {
  return sql.begin(async (transaction) => {
    const playerId = await enrolGuest(transaction);
    const [slip] = await transaction<TakenSlip[]>`
      with place as (
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
        select casino_id, ${playerId}, app.gaming_day(casino_id, now() - interval '90 minutes'), now() - interval '94 minutes' from place
        returning id
      ),
      seated as (
        insert into public.rating_slip (casino_id, visit_id, player_id, table_id, seat, average_bet_cents, gaming_day, started_at, policy_snapshot)
        select casino_id, visited.id, ${playerId}, place.id, seat, min_bet_cents, app.gaming_day(casino_id, now() - interval '90 minutes'),
          now() - interval '90 minutes', app.policy_snapshot(casino_id, game_type, app.gaming_day(casino_id, now() - interval '90 minutes'))
        from place, visited
        returning id, casino_id, player_id
      )
      select s.id, s.player_id as "playerId", p.first_name || ' ' || p.last_name as "playerName"
      from seated s join public.player p on p.casino_id = s.casino_id and p.id = s.player_id`;
    if (!slip) throw new Error('The demo has no seat left.');
    return slip;
  });
}

/** Somebody whom no other journey meets, of whom everything is known: a name of their own, one entry, the lowest tier. */
async function enrolGuest(sql: postgres.TransactionSql): Promise<string> {
  const [guest] = await sql<{ id: string }[]>`
    insert into public.player (casino_id, first_name, last_name, loyalty_id, birth_date)
    select c.id, 'Jamie', 'Guest' || chr(97 + n / 26) || chr(97 + n % 26), 'J' || 900000 + n, date '1980-02-03'
    from public.casino c, (select count(*)::integer as n from public.player where first_name = 'Jamie') earlier
    where c.slug = 'harbor' returning id`;
  if (!guest) throw new Error('The demo has no such casino.');
  await sql`select app.enrol_player(casino_id, id) from public.player where id = ${guest.id}`;
  await sql`
    select app.post_ledger_entry(app.worker_context(casino_id), jsonb_populate_record(null::public.loyalty_ledger, jsonb_build_object(
      'player_id', id, 'points', 1000, 'reason', 'promotion', 'idempotency_key', 'journey:' || id, 'request_hash', '\\x00')))
    from public.player where id = ${guest.id}`;
  return guest.id;
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

/** A player with three amounts just under a step of the cash log on one day: it stands out. */
export async function addUnderStep(sql: postgres.Sql, lastName: string, day: string): Promise<void> {
  await sql.begin(async (transaction) => {
    const [made] = await transaction<{ player: string; cashier: string }[]>`
      with cashier as (
        select s.casino_id, s.user_id from public.staff s join public.casino c on c.id = s.casino_id
        where c.slug = 'harbor' and s.role = 'cashier'
      ), enrolled as (
        insert into public.player (casino_id, first_name, last_name) select casino_id, 'Robin', ${lastName} from cashier returning id
      )
      select enrolled.id as player, cashier.user_id as cashier from enrolled, cashier`;
    if (!made) throw new Error('The demo has no cashier.');
    await transaction`select set_config('request.jwt.claim.sub', ${made.cashier}, true)`;
    await transaction`
      select public.rpc_record_mtl_entry(p_kind => 'chip_purchase', p_tender => 'currency', p_amount_cents => 280000 + n, p_area => 'cage',
        p_player_id => ${made.player}, p_occurred_at => ${`${day}T20:00:00Z`}, p_idempotency_key => ${lastName} || ':' || n)
      from generate_series(1, 3) n`;
  });
}

/** A note on a player that its author struck. */
export async function addStruckNote(sql: postgres.Sql, playerId: string): Promise<void> {
  await sql`
    insert into public.player_note (casino_id, player_id, body, staff_id, struck_at, struck_by_staff_id, strike_reason)
    select p.casino_id, p.id, 'Left-handed', s.id, now(), s.id, 'Another player'
    from public.player p join public.staff s on s.casino_id = p.casino_id and s.role = 'pit_boss' where p.id = ${playerId}`;
}

/** So many deliveries that were given up, to a webhook that is switched off: what is sent again waits there. */
export async function addDeadLetters(sql: postgres.Sql, count: number): Promise<void> {
  await sql`
    with casino as (
      select c.id, s.id as staff_id from public.casino c join public.staff s on s.casino_id = c.id and s.role = 'admin' where c.slug = 'harbor' limit 1
    ), endpoint as (
      insert into public.webhook_endpoint (casino_id, url, is_active, created_by_staff_id)
      select id, 'https://given-up.example.com/', false, staff_id from casino returning casino_id, id
    ), event as (
      insert into public.loyalty_outbox (casino_id, event_type, payload, correlation_id, claimed_at)
      select id, 'test.given_up', '{}', gen_random_uuid(), now() from casino, generate_series(1, ${count}) returning casino_id, id, seq
    )
    insert into public.webhook_delivery (casino_id, endpoint_id, event_id, seq, order_key, status, attempts, last_error)
    select e.casino_id, endpoint.id, e.id, e.seq, e.id, 'dead', 15, 'no_answer' from event e, endpoint`;
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

/** What the clock on the casino's wall shows, now or at an instant. */
export async function casinoTime(sql: postgres.Sql, epochMs = Date.now()): Promise<string> {
  const [row] = await sql<{ time: string }[]>`
    select to_char(to_timestamp(${epochMs / 1000}) at time zone s.time_zone, 'HH24:MI') as time
    from public.casino_settings s join public.casino c on c.id = s.casino_id and c.slug = 'harbor'`;
  return String(row?.time);
}
