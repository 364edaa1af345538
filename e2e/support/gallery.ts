import type postgres from 'postgres';
import { DEMO_PASSWORD } from '../../supabase/embedded/demo.ts';
import { readSettings } from '../../supabase/embedded/settings.ts';
import { getStackEnvironment } from '../../supabase/embedded/stack.ts';
import { keepRecords } from './records.ts';
import type { E2eStack } from './stacks.ts';

const ACCOUNTS = [
  { account: 'pitboss', role: 'pit_boss', title: 'Pit Boss' },
  { account: 'cashier', role: 'cashier', title: 'Cashier' },
  { account: 'loyalty', role: 'loyalty_manager', title: 'Loyalty Manager' },
  { account: 'compliance', role: 'compliance', title: 'Compliance Officer' },
  { account: 'admin', role: 'admin', title: 'Administrator' },
] as const;

/** The casinos of the pictures: one that has just begun, and one with records in every book. */
export type GalleryName = 'Gallery' | 'Annex';
export const slugOf = (name: GalleryName) => name.toLowerCase();
/** Opens the setting up of a casino, which no picture finishes. */
export const FOUNDING_TOKEN = `found_${'5f'.repeat(32)}`;

/**
 * Casinos of their own for the pictures, whose facts are the same at any hour and on any day: they are made six hours into a
 * gaming day, no alert rule runs by itself, and nobody but the pictures does anything there.
 */
export async function openGallery(stack: E2eStack, sql: postgres.Sql, name: GalleryName): Promise<void> {
  const slug = slugOf(name);
  const [there] = await sql`select id from public.casino where slug = ${slug}`;
  if (!there) {
    for (const { account } of ACCOUNTS) await signUp(stack, `${account}@${slug}.example`);
    await sql.begin((transaction) => makeGallery(transaction, name));
    if (name === 'Annex') await keepRecords(sql, slug);
  }
  await setClocks(sql, slug);
  await sql`
    insert into app.founding_link (token_hash, lapses_at) values (app.link_hash(${FOUNDING_TOKEN}), now() + interval '1 day')
    on conflict (token_hash) do update set lapses_at = excluded.lapses_at`;
  // Where nobody has a PIN, whoever sets one does it for the first time.
  await sql`
    delete from app.staff_pin p using public.casino c where c.id = p.casino_id and c.slug = ${slug}`;
}

async function signUp(stack: E2eStack, email: string): Promise<void> {
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY } = getStackEnvironment(readSettings(stack));
  const response = await fetch(`${SUPABASE_URL}/auth/v1/signup`, {
    method: 'POST',
    headers: { apikey: SUPABASE_PUBLISHABLE_KEY, 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: DEMO_PASSWORD }),
  });
  const body = await response.text();
  // An account that is there already comes from a try that was broken off.
  if (!response.ok && !body.includes('user_already_exists'))
    throw new Error(`The account ${email} could not be made: ${response.status} ${body}`);
}

async function makeGallery(sql: postgres.TransactionSql, name: GalleryName): Promise<void> {
  const slug = slugOf(name);
  await sql`insert into public.casino (slug, name) values (${slug}, ${name})`;
  await sql`
    insert into public.casino_settings (casino_id, time_zone, gaming_day_start)
    select id, 'UTC', to_char(now() at time zone 'UTC' - interval '6 hours', 'HH24:MI')::time from public.casino where slug = ${slug}`;
  await sql`
    update public.casino_settings s set alert_thresholds = (
      select jsonb_object_agg(key, case when key = 'baseline' then value else value || '{"enabled": false}' end) from jsonb_each(s.alert_thresholds))
    from public.casino c where c.id = s.casino_id and c.slug = ${slug}`;
  for (const { account, role, title } of ACCOUNTS) {
    const email = `${account}@${slug}.example`;
    await sql`
      insert into public.staff (casino_id, user_id, email, full_name, role)
      select c.id, u.id, ${email}, ${`${name} ${title}`}, ${role}::public.staff_role from public.casino c join auth.users u on u.email = ${email}
      where c.slug = ${slug}`;
  }
  // What a house is set up with is Harbor's; what happened there is not, nor what a journey called a reward meanwhile.
  await sql`
    insert into public.game (casino_id, game_type, name)
    select g.id, s.game_type, s.name from public.game s
    join public.casino h on h.id = s.casino_id and h.slug = 'harbor' join public.casino g on g.slug = ${slug}
    where s.game_type in ('blackjack', 'roulette', 'baccarat', 'craps')`;
  await sql`
    insert into public.game_rate (casino_id, game_type, from_gaming_day, house_edge, decisions_per_hour)
    select g.casino_id, s.game_type, s.from_gaming_day, s.house_edge, s.decisions_per_hour from public.game_rate s
    join public.casino h on h.id = s.casino_id and h.slug = 'harbor'
    join public.game g on g.game_type = s.game_type join public.casino c on c.id = g.casino_id and c.slug = ${slug}
    where s.from_gaming_day = '2020-01-01'`;
  await sql`
    insert into public.loyalty_tier (casino_id, code, name, rank, multiplier, threshold_points)
    select g.id, s.code, s.name, s.rank, s.multiplier, s.threshold_points from public.loyalty_tier s
    join public.casino h on h.id = s.casino_id and h.slug = 'harbor' join public.casino g on g.slug = ${slug}`;
  await sql`insert into public.loyalty_earn_config (casino_id) select id from public.casino where slug = ${slug}`;
  await sql`
    insert into public.pit (casino_id, name, sort_order)
    select c.id, p.name, p.sort_order from public.casino c cross join (values ('Main', 1), ('High limit', 2)) p (name, sort_order)
    where c.slug = ${slug}`;
  await sql`
    insert into public.gaming_table (casino_id, pit_id, label, game_type, seat_count, min_bet_cents, max_bet_cents, status)
    select p.casino_id, p.id, t.label, t.game_type, t.seats, t.low, t.high, t.status::public.table_status
    from (values ('Main', 'BJ-01', 'blackjack', 6, 2500, 100000, 'open'), ('Main', 'RO-01', 'roulette', 8, 1000, 50000, 'open'),
      ('Main', 'RO-02', 'roulette', 8, 500, 25000, 'closed'), ('High limit', 'BA-11', 'baccarat', 7, 10000, 500000, 'open'))
      t (pit, label, game_type, seats, low, high, status)
    join public.casino c on c.slug = ${slug} join public.pit p on p.casino_id = c.id and p.name = t.pit`;
  await sql`
    insert into public.player (casino_id, first_name, last_name, loyalty_id, birth_date, created_at)
    select c.id, p.first_name, p.last_name, p.loyalty_id, date '1970-05-06', timestamptz '2024-03-02 12:00Z'
    from public.casino c cross join (values ('Ada', 'Abara', 'G100001'), ('Bruno', 'Bianchi', 'G100002'), ('Carla', 'Castell', 'G100003'),
      ('Dmitri', 'Dorado', 'G100004'), ('Elif', 'Engel', 'G100005'), ('Femi', 'Farrow', 'G100006')) p (first_name, last_name, loyalty_id)
    where c.slug = ${slug}`;
  await sql`select app.enrol_player(p.casino_id, p.id) from public.player p join public.casino c on c.id = p.casino_id and c.slug = ${slug}`;
  await sql`
    insert into public.visit (casino_id, player_id, gaming_day, started_at)
    select p.casino_id, p.id, app.gaming_day(p.casino_id), now() - interval '3 hours'
    from public.player p join public.casino c on c.id = p.casino_id and c.slug = ${slug} where p.first_name < 'F'`;
  await sql`
    insert into public.rating_slip (casino_id, visit_id, player_id, table_id, seat, average_bet_cents, gaming_day, started_at, policy_snapshot, status, paused_at)
    select p.casino_id, v.id, p.id, t.id, s.seat, s.bet, v.gaming_day, now() - interval '40 minutes', app.policy_snapshot(p.casino_id, t.game_type, v.gaming_day),
      s.status::public.slip_status, case s.status when 'paused' then now() - interval '10 minutes' end
    from (values ('Ada', 'BJ-01', 1, 2500, 'open'), ('Bruno', 'BJ-01', 2, 10000, 'paused'), ('Carla', 'BJ-01', 4, 5000, 'open'),
      ('Dmitri', 'RO-01', 3, 1500, 'open'), ('Elif', 'BA-11', 1, 90000, 'open')) s (name, label, seat, bet, status)
    join public.casino c on c.slug = ${slug}
    join public.player p on p.casino_id = c.id and p.first_name = s.name
    join public.visit v on v.casino_id = c.id and v.player_id = p.id
    join public.gaming_table t on t.casino_id = c.id and t.label = s.label`;
  await sql`
    select app.post_ledger_entry(app.worker_context(p.casino_id), jsonb_populate_record(null::public.loyalty_ledger, jsonb_build_object(
      'player_id', p.id, 'points', e.points, 'reason', 'promotion', 'idempotency_key', 'picture:' || p.id, 'request_hash', '\\x00')))
    from (values ('Ada', 1200), ('Bruno', 3400), ('Carla', 12000), ('Dmitri', 350), ('Elif', 52000), ('Femi', 90)) e (name, points)
    join public.casino c on c.slug = ${slug} join public.player p on p.casino_id = c.id and p.first_name = e.name`;
  await sql`
    select app.post_ledger_entry(app.worker_context(s.casino_id), jsonb_populate_record(null::public.loyalty_ledger, jsonb_build_object(
      'player_id', s.player_id, 'visit_id', s.visit_id, 'rating_slip_id', s.id, 'points', 250, 'reason', 'mid_session_bonus',
      'idempotency_key', 'picture:slip:' || s.id, 'created_at', now() - interval '25 minutes', 'request_hash', '\\x00')))
    from public.rating_slip s join public.casino c on c.id = s.casino_id and c.slug = ${slug}
    join public.player p on p.casino_id = s.casino_id and p.id = s.player_id and p.first_name = 'Ada'`;
  await sql`
    insert into public.promo_program (casino_id, name, promo_type, face_value_cents, required_match_wager_cents, status, start_at, valid_hours)
    select c.id, p.name, p.promo_type::public.promo_type_enum, p.face, p.wager, p.status::public.promo_program_status, now() - interval '60 days', 24
    from public.casino c cross join (values ('Weekday match play', 'match_play', 2500, 2500, 'active'), ('High limit match', 'match_play', 20000, 20000, 'active'),
      ('Birthday free play', 'free_play', 2000, 0, 'active'), ('Summer match', 'match_play', 1500, 3000, 'inactive')) p (name, promo_type, face, wager, status)
    where c.slug = ${slug}`;
  await sql`
    insert into public.promo_coupon (casino_id, promo_program_id, validation_number, validation_key, face_value_cents, required_match_wager_cents,
      player_id, visit_id, gaming_day, issued_at, issued_by_staff_id, expires_at, valid_until, correlation_id)
    select g.casino_id, g.id, n.number, app.validation_key(n.number), g.face_value_cents, g.required_match_wager_cents, v.player_id, v.id,
      v.gaming_day, now() - interval '20 minutes', f.id, now() + interval '20 hours', now() + interval '20 hours', app.uuid_v7()
    from public.promo_program g join public.casino c on c.id = g.casino_id and c.slug = ${slug}
    join public.staff f on f.casino_id = c.id and f.role = 'pit_boss'
    join public.player p on p.casino_id = c.id and p.first_name = 'Carla'
    join public.visit v on v.casino_id = c.id and v.player_id = p.id
    cross join lateral (select app.new_validation_number() as number) n
    where g.name = 'Weekday match play'`;
  await sql`
    insert into public.reward_catalog (casino_id, code, name, family, kind, fulfillment, ui_tags, updated_by_staff_id)
    select g.id, r.code, n.name, r.family, r.kind, r.fulfillment, r.ui_tags, f.id from public.reward_catalog r
    join (values ('COMP_BEVERAGE_8', 'Cocktail'), ('COMP_MEAL_25', 'Dinner at the grill'), ('COMP_SHOW_60', 'Show ticket'),
      ('FP_TIER_DAILY', 'Daily free play'), ('MP_TIER_DAILY', 'Daily match play')) n (code, name) on n.code = r.code
    join public.casino h on h.id = r.casino_id and h.slug = 'harbor' join public.casino g on g.slug = ${slug}
    join public.staff f on f.casino_id = g.id and f.role = 'loyalty_manager'`;
  await sql`
    insert into public.reward_price_points (casino_id, reward_id, points_cost)
    select r.casino_id, r.id, p.points_cost from public.reward_catalog r join public.casino c on c.id = r.casino_id and c.slug = ${slug}
    join (values ('COMP_BEVERAGE_8', 400), ('COMP_MEAL_25', 1500), ('COMP_SHOW_60', 4000)) p (code, points_cost) on p.code = r.code`;
  await sql`
    insert into public.reward_entitlement_tier (casino_id, reward_id, tier, benefit)
    select r.casino_id, r.id, b.tier, jsonb_build_object('instrument_type', r.kind, 'face_value_cents', b.cents,
      'required_match_wager_cents', case r.kind when 'match_play' then b.cents else 0 end, 'valid_hours', 24)
    from public.reward_catalog r join public.casino c on c.id = r.casino_id and c.slug = ${slug}
    join (values ('MP_TIER_DAILY', 'bronze', 1000), ('MP_TIER_DAILY', 'silver', 3000), ('FP_TIER_DAILY', 'silver', 1000)) b (code, tier, cents)
      on b.code = r.code`;
  await sql`
    insert into public.reward_limits (casino_id, reward_id, scope, max_issues)
    select r.casino_id, r.id, 'per_gaming_day', 1 from public.reward_catalog r join public.casino c on c.id = r.casino_id and c.slug = ${slug}
    where r.family = 'entitlement'`;
}

/** Puts what moves with the clock where it was, so that a picture is the same however late it is taken. */
async function setClocks(sql: postgres.Sql, slug: string): Promise<void> {
  await sql`
    update public.rating_slip s set started_at = now() - interval '40 minutes',
      paused_at = case s.status when 'paused' then now() - interval '10 minutes' end
    from public.casino c where c.id = s.casino_id and c.slug = ${slug}`;
  await sql`
    update public.gaming_table t set last_played_at = now() - interval '5 minutes'
    from public.casino c where c.id = t.casino_id and c.slug = ${slug}`;
  // Whoever's pictures were taken before was seen.
  await sql`
    update public.staff_record r set last_seen_at = now() - interval '2 hours'
    from public.casino c where c.id = r.casino_id and c.slug = ${slug}`;
}
