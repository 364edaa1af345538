-- Demo data: two casinos with a floor in full swing and fifteen gaming days behind it. Deterministic but for the clock:
-- everything is placed relative to now. Expects the temporary table demo_user (email, user_id) of signed-up accounts.

create function pg_temp.pick(p_seed text, p_from integer, p_to integer)
returns integer
language sql
immutable
as $$
  -- A repeatable draw from p_from to p_to.
  select p_from + (('x' || substr(md5(p_seed), 1, 8))::bit(32)::bigint % (p_to - p_from + 1))::integer;
$$;

insert into public.casino (slug, name) values ('harbor', 'Harbor'), ('summit', 'Summit');

insert into public.casino_settings (casino_id, time_zone, currency)
select id, case slug when 'harbor' then 'America/New_York' else 'Europe/London' end, case slug when 'harbor' then 'USD' else 'GBP' end
from public.casino;

insert into public.staff (casino_id, user_id, email, full_name, role)
select c.id, u.user_id, u.email, initcap(c.slug) || ' ' || r.title, r.role::public.staff_role
from demo_user u
join public.casino c on split_part(u.email, '@', 2) = c.slug || '.example'
join (values
  ('pitboss', 'pit_boss', 'Pit Boss'), ('dealer', 'dealer', 'Dealer'), ('cashier', 'cashier', 'Cashier'),
  ('loyalty', 'loyalty_manager', 'Loyalty Manager'), ('compliance', 'compliance', 'Compliance'), ('admin', 'admin', 'Admin')
) r (account, role, title) on r.account = split_part(u.email, '@', 1);

insert into public.game (casino_id, game_type, name)
select c.id, g.game_type, initcap(g.game_type)
from public.casino c
cross join (values ('blackjack'), ('roulette'), ('baccarat'), ('craps')) g (game_type);

insert into public.game_rate (casino_id, game_type, from_gaming_day, house_edge, decisions_per_hour)
select c.id, g.game_type, date '2020-01-01', g.house_edge, g.decisions_per_hour
from public.casino c
cross join (values ('blackjack', 0.01, 70), ('roulette', 0.0526, 38), ('baccarat', 0.012, 72), ('craps', 0.015, 48))
  g (game_type, house_edge, decisions_per_hour);

insert into public.loyalty_tier (casino_id, code, name, rank, multiplier, threshold_points)
select c.id, t.code, t.name, t.rank, t.multiplier, t.threshold_points
from public.casino c
cross join (values ('bronze', 'Bronze', 1, 1.00, 0), ('silver', 'Silver', 2, 1.10, 2500), ('gold', 'Gold', 3, 1.25, 10000),
  ('platinum', 'Platinum', 4, 1.50, 40000)) t (code, name, rank, multiplier, threshold_points);

insert into public.loyalty_earn_config (casino_id) select id from public.casino;

insert into public.point_value (casino_id, from_gaming_day, cents_per_1000_points, set_by_staff_id)
select s.casino_id, date '2020-01-01', 1000, s.id from public.staff s where s.role = 'admin';

insert into public.pit (casino_id, name, sort_order)
select c.id, p.name, p.sort_order
from public.casino c
cross join (values ('Main', 1), ('High limit', 2), ('Salon', 3)) p (name, sort_order);

insert into public.gaming_table (casino_id, pit_id, label, game_type, seat_count, min_bet_cents, max_bet_cents, status)
select c.id, p.id, t.label, t.game_type, t.seat_count, t.min_bet_cents, t.max_bet_cents,
  (case when t.label = 'RO-04' then 'closed' else 'open' end)::public.table_status
from public.casino c
cross join (values
  ('Main', 'BJ-01', 'blackjack', 6, 2500, 100000), ('Main', 'BJ-02', 'blackjack', 6, 2500, 100000),
  ('Main', 'BJ-03', 'blackjack', 6, 1500, 50000), ('Main', 'BJ-04', 'blackjack', 6, 1500, 50000),
  ('Main', 'BJ-05', 'blackjack', 6, 1500, 50000), ('Main', 'RO-01', 'roulette', 8, 1000, 50000),
  ('Main', 'RO-02', 'roulette', 8, 1000, 50000), ('Main', 'RO-03', 'roulette', 8, 500, 25000),
  ('Main', 'RO-04', 'roulette', 8, 500, 25000), ('Main', 'CR-01', 'craps', 12, 1500, 100000),
  ('Main', 'CR-02', 'craps', 12, 1500, 100000), ('Main', 'BA-01', 'baccarat', 7, 5000, 250000),
  ('High limit', 'BJ-11', 'blackjack', 5, 10000, 500000), ('High limit', 'BJ-12', 'blackjack', 5, 10000, 500000),
  ('High limit', 'BJ-13', 'blackjack', 5, 10000, 500000), ('High limit', 'RO-11', 'roulette', 6, 5000, 250000),
  ('High limit', 'RO-12', 'roulette', 6, 5000, 250000), ('High limit', 'BA-11', 'baccarat', 7, 10000, 500000),
  ('High limit', 'BA-12', 'baccarat', 7, 10000, 500000), ('High limit', 'CR-11', 'craps', 10, 5000, 250000),
  ('Salon', 'BA-21', 'baccarat', 6, 50000, 2500000), ('Salon', 'BA-22', 'baccarat', 6, 50000, 2500000),
  ('Salon', 'BJ-21', 'blackjack', 4, 50000, 1000000), ('Salon', 'RO-21', 'roulette', 4, 25000, 1000000)
) t (pit_name, label, game_type, seat_count, min_bet_cents, max_bet_cents)
join public.pit p on p.casino_id = c.id and p.name = t.pit_name;

create temporary table demo_player on commit drop as
select c.id as casino_id, c.slug, n, app.uuid_v7() as id,
  (array['Ada','Bruno','Carla','Dmitri','Elif','Femi','Greta','Hugo','Ines','Jonas','Keiko','Luca','Mira','Nadia','Omar','Petra','Quinn',
    'Rafael','Sana','Tomas','Uma','Viktor','Wanda','Yusuf','Zoe'])[1 + (n * 7) % 25] as first_name,
  (array['Abara','Bianchi','Castell','Dorado','Engel','Farrow','Galan','Haddad','Ivarsson','Jansen','Kovac','Lindh','Moreau','Novak',
    'Okafor','Petrov','Quist','Rossi','Silva','Tanaka','Urban','Varga','Weller','Yilmaz'])[1 + (n * 11) % 24] as last_name,
  -- How high the player plays: most low, a few very high.
  (array[2500, 2500, 5000, 5000, 7500, 10000, 15000, 25000, 40000, 90000])[1 + n % 10]::bigint as average_bet_cents
from public.casino c
cross join generate_series(1, 200) n;

insert into public.player (casino_id, id, first_name, last_name, loyalty_id, birth_date, created_at)
select casino_id, id, first_name, last_name, upper(left(slug, 1)) || lpad((100000 + n * 37)::text, 6, '0'),
  date '1950-01-01' + pg_temp.pick(slug || n || 'born', 0, 18000), now() - interval '400 days' + n * interval '1 day'
from demo_player;
select app.enrol_player(casino_id, id) from demo_player;

do $$
declare
  v_casino record;
  v_past record;
  v_live record;
  v_ctx app.rls_context;
  v_system app.rls_context;
  v_visit_id uuid;
  v_slip public.rating_slip;
  v_entry public.loyalty_ledger;
begin
  for v_casino in
    select c.id, c.slug, s.id as staff_id, app.gaming_day(c.id) as today, cs.time_zone, cs.gaming_day_start
    from public.casino c
    join public.casino_settings cs on cs.casino_id = c.id
    join public.staff s on s.casino_id = c.id and s.role = 'pit_boss'
  loop
    v_ctx := (v_casino.id, v_casino.staff_id, 'pit_boss', app.uuid_v7(), v_casino.today);
    v_system := app.worker_context(v_casino.id);

    -- Fifteen gaming days, about forty stretches of play each, accrued and now and then rewarded.
    for v_past in
      select p.*, day, t.id as table_id, t.game_type,
        ((v_casino.today - day) + v_casino.gaming_day_start) at time zone v_casino.time_zone
          + make_interval(mins => pg_temp.pick(p.slug || p.n || day || 'start', 60, 900)) as started_at,
        pg_temp.pick(p.slug || p.n || day || 'minutes', 25, 260) as minutes
      from generate_series(15, 1, -1) day
      join demo_player p on p.casino_id = v_casino.id and pg_temp.pick(p.slug || p.n || day, 1, 5) = 1
      join public.gaming_table t on t.casino_id = v_casino.id and t.label = (array['BJ-01','RO-01','BA-01','CR-01','BJ-03','RO-02'])[1 + (p.n + day) % 6]
      order by day desc, started_at
    loop
      insert into public.visit (casino_id, player_id, gaming_day, started_at, ended_at)
      values (v_casino.id, v_past.id, v_casino.today - v_past.day, v_past.started_at, v_past.started_at + make_interval(mins => v_past.minutes + 5))
      returning id into v_visit_id;
      insert into public.rating_slip (casino_id, visit_id, player_id, table_id, seat, status, average_bet_cents, gaming_day, started_at,
        ended_at, theo_cents, policy_snapshot, earn_snapshot, accrual_status)
      values (v_casino.id, v_visit_id, v_past.id, v_past.table_id, 1 + v_past.n % 6, 'closed', v_past.average_bet_cents,
        v_casino.today - v_past.day, v_past.started_at, v_past.started_at + make_interval(mins => v_past.minutes),
        app.theo_cents(v_past.average_bet_cents, v_past.minutes * 60,
          app.policy_snapshot(v_casino.id, v_past.game_type, v_casino.today - v_past.day)),
        app.policy_snapshot(v_casino.id, v_past.game_type, v_casino.today - v_past.day), app.earn_snapshot(v_casino.id, v_past.id), 'posted')
      returning * into v_slip;

      v_entry := null;
      v_entry.player_id := v_past.id;
      v_entry.visit_id := v_visit_id;
      v_entry.rating_slip_id := v_slip.id;
      v_entry.gaming_day := v_slip.gaming_day;
      if pg_temp.pick(v_past.slug || v_past.n || v_past.day || 'bonus', 1, 3) = 1 then
        v_entry.points := (array[100, 100, 250, 500])[1 + v_past.n % 4];
        v_entry.reason := 'mid_session_bonus';
        v_entry.created_at := v_past.started_at + make_interval(mins => v_past.minutes / 2);
        v_entry.idempotency_key := 'demo:bonus:' || v_slip.id;
        v_entry.request_hash := app.request_hash('demo', to_jsonb(v_entry.idempotency_key));
        perform app.post_ledger_entry(v_ctx, v_entry);
      end if;
      v_entry := app.accrual_entry(v_slip, v_slip.earn_snapshot);
      v_entry.gaming_day := v_slip.gaming_day;
      v_entry.created_at := v_slip.ended_at;
      perform app.post_ledger_entry(v_system, v_entry);
    end loop;

    -- The floor as it stands: about sixty live slips, a few paused, some already rewarded.
    for v_live in
      select seat.*, p.id as player_id, p.average_bet_cents, p.n,
        now() - make_interval(mins => pg_temp.pick(p.slug || p.n || 'live', 6, 240)) as started_at,
        pg_temp.pick(p.slug || p.n || 'paused', 1, 10) = 1 as is_paused,
        pg_temp.pick(p.slug || p.n || 'rewarded', 1, 5) <= 2 as is_rewarded
      from (
        select t.id as table_id, t.game_type, s as seat, row_number() over (order by t.label, s) as place
        from public.gaming_table t
        cross join lateral generate_series(1, t.seat_count) s
        where t.casino_id = v_casino.id and t.status = 'open' and pg_temp.pick(v_casino.slug || t.label || s, 1, 100) <= 40
      ) seat
      join demo_player p on p.casino_id = v_casino.id and p.n = seat.place
    loop
      insert into public.visit (casino_id, player_id, gaming_day, started_at)
      values (v_casino.id, v_live.player_id, app.gaming_day(v_casino.id, v_live.started_at), v_live.started_at - interval '4 minutes')
      returning id into v_visit_id;
      insert into public.rating_slip (casino_id, visit_id, player_id, table_id, seat, status, average_bet_cents, gaming_day, started_at,
        paused_at, policy_snapshot)
      values (v_casino.id, v_visit_id, v_live.player_id, v_live.table_id, v_live.seat,
        (case when v_live.is_paused then 'paused' else 'open' end)::public.slip_status, v_live.average_bet_cents,
        app.gaming_day(v_casino.id, v_live.started_at), v_live.started_at,
        case when v_live.is_paused then v_live.started_at + (now() - v_live.started_at) * 0.9 end,
        app.policy_snapshot(v_casino.id, v_live.game_type, app.gaming_day(v_casino.id)))
      returning * into v_slip;
      if v_live.is_rewarded then
        v_entry := null;
        v_entry.player_id := v_live.player_id;
        v_entry.visit_id := v_visit_id;
        v_entry.rating_slip_id := v_slip.id;
        v_entry.points := (array[100, 250, 100, 500])[1 + v_live.n % 4];
        v_entry.reason := (array['mid_session_bonus', 'supervisor_discretion'])[1 + v_live.n % 2]::public.loyalty_reason;
        v_entry.created_at := v_live.started_at + (now() - v_live.started_at) * 0.6;
        v_entry.idempotency_key := 'demo:live:' || v_slip.id;
        v_entry.request_hash := app.request_hash('demo', to_jsonb(v_entry.idempotency_key));
        perform app.post_ledger_entry(v_ctx, v_entry);
      end if;
    end loop;
  end loop;
end;
$$;

-- ---- Promo -----------------------------------------------------------------------------------------------------------

create function pg_temp.uuid_at(p_at timestamptz)
returns uuid
language sql
as $$
  -- An id as it would have been made then: lists go by it.
  select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    placing substring(int8send((extract(epoch from p_at) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid;
$$;

insert into public.promo_program (casino_id, name, promo_type, face_value_cents, required_match_wager_cents, status, start_at, end_at, valid_hours)
select c.id, p.name, p.promo_type::public.promo_type_enum, p.face_value_cents, p.required_match_wager_cents,
  p.status::public.promo_program_status, now() - make_interval(days => p.started_days_ago), now() + make_interval(days => p.days_left), p.valid_hours
from public.casino c
cross join (values
  ('Weekday match play', 'match_play', 2500, 2500, 'active', 60, null, 24),
  ('Weekend match play', 'match_play', 5000, 5000, 'active', 60, null, 24),
  ('High limit match', 'match_play', 20000, 20000, 'active', 30, 60, 48),
  ('Birthday free play', 'free_play', 2000, 0, 'active', 30, null, 12),
  ('Winter match', 'match_play', 10000, 10000, 'active', -14, 60, 72),
  ('Summer match', 'match_play', 1500, 3000, 'inactive', 120, -60, 24)
) p (name, promo_type, face_value_cents, required_match_wager_cents, status, started_days_ago, days_left, valid_hours);

-- About forty coupons a gaming day, more in the evening; one day of the last fifteen the promo desk was shut. Most were
-- played or ran out, a few were voided or replaced. Numbers are like real ones, and as hard to guess.
create temporary table demo_coupon on commit drop as
select c.id as casino_id, c.slug, pg_temp.uuid_at(n.issued_at) as id, g.id as promo_program_id, g.face_value_cents, g.required_match_wager_cents,
  n.issued_at, n.issued_at + make_interval(hours => g.valid_hours) as expires_at, n.day, n.n,
  pg_temp.pick(c.slug || n.day || n.n || 'fate', 1, 100) as fate,
  p.id as player_id, s.id as staff_id
from public.casino c
join public.staff s on s.casino_id = c.id and s.role = 'pit_boss'
cross join lateral (
  select day, n, app.gaming_day_start(c.id, app.gaming_day(c.id) - day)
    -- The sum of two draws: few at the start of the day, most in its middle, none near its end.
    + make_interval(mins => pg_temp.pick(c.slug || day || n || 'a', 60, 660) + pg_temp.pick(c.slug || day || n || 'b', 60, 660)) as issued_at
  from generate_series(1, 15) day
  cross join lateral generate_series(1, case when day = 9 then 0 else pg_temp.pick(c.slug || day || 'coupons', 30, 46) end) n
  union all
  -- Today is busier than usual from its start on, so that there is a spike to see whatever the hour.
  select 0, n, t.start + (now() - t.start) * (pg_temp.pick(c.slug || n || 'today', 1, 999) / 1000.0)
  from (select app.gaming_day_start(c.id, app.gaming_day(c.id)) as start) t
  cross join lateral generate_series(1, 12 + (3 * extract(epoch from now() - t.start) / 3600)::integer) n
) n
join lateral (
  select * from public.promo_program g
  where g.casino_id = c.id and g.status = 'active' and g.start_at < now()
  order by g.name
  offset pg_temp.pick(c.slug || n.day || n.n || 'program', 0, 3) limit 1
) g on true
join demo_player p on p.casino_id = c.id and p.n = pg_temp.pick(c.slug || n.day || n.n || 'player', 1, 200);

insert into public.promo_coupon (casino_id, id, promo_program_id, validation_number, validation_key, face_value_cents,
  required_match_wager_cents, player_id, gaming_day, issued_at, issued_by_staff_id, expires_at, valid_until, correlation_id)
select casino_id, id, promo_program_id, number, app.validation_key(number), face_value_cents, required_match_wager_cents, player_id,
  app.gaming_day(casino_id, issued_at), issued_at, staff_id, expires_at, expires_at, app.uuid_v7()
from (select *, app.new_validation_number() as number from demo_coupon) numbered
order by issued_at;

update public.promo_coupon c
set status = 'voided', voided_at = least(d.issued_at + interval '20 minutes', now()), voided_by_staff_id = d.staff_id,
  void_reason = (array['Misprint', 'Issued by mistake', 'Player declined'])[1 + d.n % 3]
from demo_coupon d
where c.casino_id = d.casino_id and c.id = d.id and d.fate <= 3;

-- A replacement for every fiftieth, the paper having been torn.
create temporary table demo_replacement on commit drop as
select d.*, pg_temp.uuid_at(t.replaced_at) as replacement_id, app.new_validation_number() as number, t.replaced_at
from demo_coupon d
cross join lateral (select least(d.issued_at + interval '45 minutes', now()) as replaced_at) t
where d.fate in (4, 5);
insert into public.promo_coupon (casino_id, id, promo_program_id, validation_number, validation_key, face_value_cents,
  required_match_wager_cents, player_id, gaming_day, issued_at, issued_by_staff_id, expires_at, valid_until, replaces_coupon_id, first_issued_at, correlation_id)
select casino_id, replacement_id, promo_program_id, number, app.validation_key(number), face_value_cents, required_match_wager_cents, player_id,
  app.gaming_day(casino_id, replaced_at), replaced_at, staff_id, expires_at, expires_at, id, issued_at, app.uuid_v7()
from demo_replacement;
update public.promo_coupon c
set status = 'replaced', replaced_at = r.replaced_at, replaced_by_staff_id = r.staff_id, replace_reason = 'Damaged', replacement_coupon_id = r.replacement_id
from demo_replacement r
where c.casino_id = r.casino_id and c.id = r.id;

-- What the cage took in was cleared there: of the rest, most were played within hours.
update public.promo_coupon c
set status = 'cleared', cleared_at = least(d.issued_at + make_interval(mins => pg_temp.pick(d.slug || d.day || d.n || 'played', 20, 600)), d.expires_at)
from demo_coupon d
where c.casino_id = d.casino_id and c.id = d.id and c.status = 'issued' and d.fate between 6 and 80
  and d.issued_at + make_interval(mins => pg_temp.pick(d.slug || d.day || d.n || 'played', 20, 600)) < now();
update public.promo_coupon set status = 'expired', expired_at = expires_at where status = 'issued' and expires_at <= now();
select app.close_promo_days(id, 31) from public.casino;

-- ---- Shifts, counts, and a floor that gives the shift manager something to look at -----------------------------------

insert into public.shift_pattern (casino_id, name, starts_at_local)
select c.id, p.name, p.starts_at_local::time
from public.casino c
cross join (values ('Day', '06:00'), ('Swing', '14:00'), ('Grave', '22:00')) p (name, starts_at_local);
select app.plan_shifts(c.id, app.gaming_day(c.id) - day) from public.casino c cross join generate_series(-1, 15) day;

-- Every table that was open is counted at the end of each shift. Drop goes by the table's limits and the time of day, hold
-- is 15 to 25 percent, and each shift begins with the same float.
insert into public.table_count (casino_id, table_id, shift_id, opening_cents, closing_cents, fills_cents, credits_cents, drop_cents,
  recorded_by_staff_id, at)
select t.casino_id, t.id, s.id, t.min_bet_cents * 2000, t.min_bet_cents * 2000 + f.fills - f.credits + f.drop * f.hold / 100 - f.drop,
  f.fills, f.credits, f.drop, staff.id, s.ends_at + interval '12 minutes'
from public.gaming_table t
join public.casino c on c.id = t.casino_id
join public.shift s on s.casino_id = t.casino_id and s.ends_at + interval '12 minutes' < now()
join public.staff on staff.casino_id = t.casino_id and staff.role = 'pit_boss'
cross join lateral (
  select pg_temp.pick(c.slug || t.label || s.name || s.gaming_day || 'fills', 0, 4) * t.min_bet_cents * 20 as fills,
    pg_temp.pick(c.slug || t.label || s.name || s.gaming_day || 'credits', 0, 2) * t.min_bet_cents * 20 as credits,
    pg_temp.pick(c.slug || t.label || s.name || s.gaming_day || 'hold', 15, 25) as hold,
    t.min_bet_cents * pg_temp.pick(c.slug || t.label || s.name || s.gaming_day || 'drop', 225, 275)
      * case s.name when 'Day' then 8 when 'Swing' then 12 else 7 end / 10
      -- One table took three times what it takes: yesterday, and in the first shift of today once that is over.
      * case when t.label = 'BJ-11' and (s.gaming_day, s.name) in
          ((app.gaming_day(t.casino_id) - 1, 'Swing'), (app.gaming_day(t.casino_id), 'Day')) then 3 else 1 end as drop
) f
where t.status = 'open';

-- The shift that runs has its figures so far; what closed early in the high limit pit is counted by now.
insert into public.table_count (casino_id, table_id, shift_id, opening_cents, closing_cents, fills_cents, credits_cents, drop_cents,
  recorded_by_staff_id, at)
select t.casino_id, t.id, s.id, t.min_bet_cents * 2000,
  case when p.name = 'High limit' then t.min_bet_cents * 2000 + f.fills + f.usual * f.hold / 100 - f.usual end, f.fills, 0,
  case when p.name = 'High limit' then f.usual else f.usual * f.percent / 100 end, staff.id, greatest(s.starts_at, now() - interval '6 minutes')
from public.gaming_table t
join public.pit p on p.casino_id = t.casino_id and p.id = t.pit_id and p.name in ('Main', 'High limit')
join public.casino c on c.id = t.casino_id
join public.shift s on s.casino_id = t.casino_id and s.starts_at <= now() and s.ends_at > now()
join public.staff on staff.casino_id = t.casino_id and staff.role = 'pit_boss'
cross join lateral (
  select pg_temp.pick(c.slug || t.label || 'now' || 'fills', 1, 4) * t.min_bet_cents * 20 as fills,
    pg_temp.pick(c.slug || t.label || 'now' || 'hold', 15, 25) as hold,
    t.min_bet_cents * pg_temp.pick(c.slug || t.label || 'now' || 'drop', 225, 275)
      * case s.name when 'Day' then 8 when 'Swing' then 12 else 7 end / 10 as usual,
    10 + (90 * extract(epoch from now() - s.starts_at) / extract(epoch from s.ends_at - s.starts_at))::integer as percent
) f
where t.status = 'open';

-- One table has stood idle for over an hour, one player has been there for almost five hours, and one pause goes on and on.
update public.gaming_table t set last_played_at = now() - make_interval(mins => pg_temp.pick(t.label || 'played', 4, 19));
update public.gaming_table t
set last_played_at = now() - interval '72 minutes'
from (
  select distinct on (e.casino_id) e.casino_id, e.id from public.gaming_table e
  where e.status = 'open' and not exists (
    select from public.rating_slip s where s.casino_id = e.casino_id and s.table_id = e.id and s.status <> 'closed')
  order by e.casino_id, e.label desc
) empty
where t.casino_id = empty.casino_id and t.id = empty.id;
update public.rating_slip s
set started_at = now() - interval '290 minutes', gaming_day = app.gaming_day(s.casino_id, now() - interval '290 minutes')
from (select distinct on (casino_id) casino_id, id from public.rating_slip where status = 'open' order by casino_id, started_at) longest
where s.casino_id = longest.casino_id and s.id = longest.id;
update public.rating_slip s
set paused_at = greatest(s.started_at, now() - interval '41 minutes')
from (select distinct on (casino_id) casino_id, id from public.rating_slip where status = 'paused' order by casino_id, started_at) longest
where s.casino_id = longest.casino_id and s.id = longest.id;
update public.visit v
set started_at = s.started_at - interval '4 minutes', gaming_day = s.gaming_day
from public.rating_slip s
where s.casino_id = v.casino_id and s.visit_id = v.id and s.status <> 'closed' and s.started_at < v.started_at;

-- ---- Catalog ---------------------------------------------------------------------------------------------------------

insert into public.reward_catalog (casino_id, code, name, family, kind, fulfillment, ui_tags, updated_by_staff_id)
select c.id, r.code, r.name, r.family::public.reward_family, r.kind, r.fulfillment::public.reward_fulfillment, r.ui_tags, s.id
from public.casino c
join public.staff s on s.casino_id = c.id and s.role = 'loyalty_manager'
cross join (values
  ('COMP_BEVERAGE_8', 'Cocktail', 'points_comp', 'beverage', 'immediate', array['bar']),
  ('COMP_MEAL_25', 'Dinner at the grill', 'points_comp', 'meal', 'voucher', array['restaurant']),
  ('COMP_SHOW_60', 'Show ticket', 'points_comp', 'show', 'external', array['theatre']),
  ('FP_TIER_DAILY', 'Daily free play', 'entitlement', 'free_play', 'voucher', array['daily']),
  ('MP_TIER_DAILY', 'Daily match play', 'entitlement', 'match_play', 'voucher', array['daily'])
) r (code, name, family, kind, fulfillment, ui_tags);

insert into public.reward_price_points (casino_id, reward_id, points_cost)
select r.casino_id, r.id, p.points_cost
from public.reward_catalog r
join (values ('COMP_BEVERAGE_8', 400), ('COMP_MEAL_25', 1500), ('COMP_SHOW_60', 4000)) p (code, points_cost) on p.code = r.code;

insert into public.reward_entitlement_tier (casino_id, reward_id, tier, benefit)
select r.casino_id, r.id, b.tier, jsonb_build_object('instrument_type', r.kind, 'face_value_cents', b.cents,
  'required_match_wager_cents', case r.kind when 'match_play' then b.cents else 0 end, 'valid_hours', 24)
from public.reward_catalog r
join (values ('MP_TIER_DAILY', 'bronze', 1000), ('MP_TIER_DAILY', 'silver', 2500), ('MP_TIER_DAILY', 'gold', 5000), ('MP_TIER_DAILY', 'platinum', 10000),
  ('FP_TIER_DAILY', 'silver', 1000), ('FP_TIER_DAILY', 'gold', 2000), ('FP_TIER_DAILY', 'platinum', 5000)) b (code, tier, cents) on b.code = r.code;

insert into public.reward_limits (casino_id, reward_id, scope, max_issues, cooldown_minutes, requires_note)
select r.casino_id, r.id, l.scope::public.reward_limit_scope, l.max_issues, l.cooldown_minutes, l.requires_note
from public.reward_catalog r
join (values ('MP_TIER_DAILY', 'per_gaming_day', 1, null, false), ('FP_TIER_DAILY', 'per_gaming_day', 1, null, false),
  ('COMP_BEVERAGE_8', 'per_gaming_day', 3, 60, false), ('COMP_SHOW_60', 'per_month', 2, null, true))
  l (code, scope, max_issues, cooldown_minutes, requires_note) on l.code = r.code;

insert into public.reward_eligibility (casino_id, reward_id, min_tier)
select casino_id, id, 'silver' from public.reward_catalog where code = 'COMP_SHOW_60';

-- ---- Cash log --------------------------------------------------------------------------------------------------------

-- Fifteen days of small cash, most of it chips at the tables and the cage; today's so far by the cashier alone. Two patrons
-- are due a report, in cash in and in cash out, and one stays a little under it; one had far more cash in, and one far more out,
-- than in any of five days before.
create temporary table demo_cash on commit drop as
with days as (
  select c.id as casino_id, c.slug, app.gaming_day(c.id) - back as gaming_day, back,
    app.gaming_day_start(c.id, app.gaming_day(c.id) - back) as starts_at,
    least(app.gaming_day_start(c.id, app.gaming_day(c.id) - back + 1), now()) as ends_at
  from public.casino c cross join generate_series(0, 14) back
),
drawn as (
  select d.*, n, (array['chip_purchase', 'chip_purchase', 'chip_purchase', 'chip_redemption', 'chip_redemption', 'marker_payment',
    'payout', 'cash_comp'])[pg_temp.pick(d.slug || d.gaming_day || n || 'kind', 1, 8)] as kind,
    pg_temp.pick(d.slug || d.gaming_day || n || 'player', 10, 200) as player_n,
    pg_temp.pick(d.slug || d.gaming_day || n || 'amount', 3, 29) * 10000 as amount_cents,
    pg_temp.pick(d.slug || d.gaming_day || n || 'at', 1, 999) / 1000.0 as part
  from days d cross join generate_series(1, 24) n
),
chosen (back, n, kind, player_n, amount_cents, part) as (
  values (3, 101, 'chip_purchase', 1, 620000, 0.4), (3, 102, 'chip_purchase', 1, 420000, 0.7), (1, 101, 'chip_redemption', 2, 1250000, 0.8),
    (1, 102, 'chip_purchase', 3, 560000, 0.3), (1, 103, 'chip_purchase', 3, 420000, 0.6),
    (13, 101, 'chip_purchase', 4, 60000, 0.3), (11, 101, 'chip_purchase', 4, 80000, 0.5), (9, 101, 'chip_purchase', 4, 70000, 0.4),
    (7, 101, 'chip_purchase', 4, 90000, 0.6), (5, 101, 'chip_purchase', 4, 80000, 0.4), (2, 101, 'chip_purchase', 4, 450000, 0.5),
    (9, 102, 'chip_redemption', 4, 140000, 0.8), (5, 102, 'chip_redemption', 4, 160000, 0.8), (2, 102, 'chip_redemption', 4, 290000, 0.9),
    (14, 101, 'chip_redemption', 5, 70000, 0.8), (12, 101, 'chip_redemption', 5, 50000, 0.7), (10, 101, 'chip_redemption', 5, 60000, 0.9),
    (8, 101, 'chip_redemption', 5, 80000, 0.6), (6, 101, 'chip_redemption', 5, 60000, 0.8), (4, 101, 'chip_redemption', 5, 520000, 0.9),
    (8, 102, 'chip_purchase', 5, 100000, 0.3), (4, 102, 'chip_purchase', 5, 250000, 0.2)
)
select casino_id, slug, gaming_day, back, n, kind, player_n, amount_cents, starts_at + (ends_at - starts_at) * part as at from drawn
union all
select d.casino_id, d.slug, d.gaming_day, d.back, c.n, c.kind, c.player_n, c.amount_cents, d.starts_at + (d.ends_at - d.starts_at) * c.part
from chosen c join days d using (back);

insert into public.mtl_entry (casino_id, id, gaming_day, entry_no, direction, kind, tender, amount_cents, counts_toward_ctr, area, player_id,
  is_after_close, staff_id, correlation_id, occurred_at, created_at)
select e.casino_id, pg_temp.uuid_at(e.at), e.gaming_day, row_number() over (partition by e.casino_id, e.gaming_day order by e.at, e.n), k.direction, k.kind, t.tender,
  e.amount_cents, k.counts and t.tender = 'currency', 'cage', p.id, false, s.id, app.uuid_v7(), e.at, e.at
from demo_cash e
join demo_player p on p.casino_id = e.casino_id and p.n = e.player_n
join app.mtl_kinds() k on k.kind = e.kind::public.mtl_kind
cross join lateral (
  select (case when e.kind = 'marker_payment' and e.n % 2 = 0 then 'cheque' else 'currency' end)::public.mtl_tender as tender
) t
join public.staff s on s.casino_id = e.casino_id
  and s.role = (case when e.back > 0 and e.n % 3 = 0 then 'pit_boss' else 'cashier' end)::public.staff_role;

insert into public.mtl_day (casino_id, gaming_day, last_entry_no)
select casino_id, gaming_day, max(entry_no) from public.mtl_entry group by casino_id, gaming_day;
select app.recount_mtl_patron_day(casino_id, gaming_day, row(player_id, null)::app.mtl_patron)
from (select distinct casino_id, gaming_day, player_id from public.mtl_entry) patron_days;

insert into public.ctr_case (casino_id, gaming_day, player_id, due_on, opened_by_entry_id, correlation_id, opened_at)
select d.casino_id, d.gaming_day, d.player_id, d.gaming_day + 15, e.id, e.correlation_id, e.created_at
from public.mtl_patron_day d
join public.casino_settings cs on cs.casino_id = d.casino_id
join lateral (
  select * from public.mtl_entry where id = app.last_counting_entry_id(d) and casino_id = d.casino_id
) e on true
where greatest(d.cash_in_cents, d.cash_out_cents) > cs.ctr_threshold_cents;

-- All but the last two days are signed by the admin, who recorded nothing.
insert into public.mtl_gaming_day_close (casino_id, id, gaming_day, last_entry_no, entry_count, cash_in_cents, cash_out_cents, staff_id,
  correlation_id, created_at)
select d.casino_id, pg_temp.uuid_at(signed.at), d.gaming_day, d.last_entry_no, t.entry_count, t.cash_in_cents, t.cash_out_cents, s.id,
  app.uuid_v7(), signed.at
from public.mtl_day d
cross join lateral (select app.gaming_day_start(d.casino_id, d.gaming_day + 1) + interval '2 hours' as at) signed
cross join lateral jsonb_to_record(app.mtl_day_figures(d.casino_id, d.gaming_day) -> 'totals')
  t (entry_count integer, cash_in_cents bigint, cash_out_cents bigint)
join public.staff s on s.casino_id = d.casino_id and s.role = 'admin'
where d.gaming_day < app.gaming_day(d.casino_id) - 1;

-- ---- Exclusions ------------------------------------------------------------------------------------------------------

-- Somebody who excluded themselves half a year ago came to a table just now, was not seated, and nobody has looked into it.
create temporary table demo_excluded on commit drop as
select c.id as casino_id, app.uuid_v7() as id from public.casino c;
insert into public.player (casino_id, id, first_name, last_name, loyalty_id, birth_date, created_at)
select e.casino_id, e.id, 'Xavier', 'Zeller', upper(left(c.slug, 1)) || '199999', date '1968-04-11', now() - interval '300 days'
from demo_excluded e join public.casino c on c.id = e.casino_id;
select app.enrol_player(casino_id, id) from demo_excluded;
insert into public.player_exclusion (casino_id, player_id, kind, reason, source_reference, starts_at, set_by_staff_id, created_at)
select e.casino_id, e.id, 'self', 'Asked for it at the cage, in writing', 'Form 12 of ' || to_char(now() - interval '180 days', 'YYYY-MM-DD'),
  now() - interval '180 days', s.id, now() - interval '180 days'
from demo_excluded e join public.staff s on s.casino_id = e.casino_id and s.role = 'compliance';
select app.hold_seat((s.casino_id, s.id, s.role, app.uuid_v7(), app.gaming_day(s.casino_id))::app.rls_context, e.id, false,
  jsonb_build_object('step', 'open_rating_slip', 'table_id', t.id, 'seat', 2))
from demo_excluded e
join public.staff s on s.casino_id = e.casino_id and s.role = 'pit_boss'
join public.gaming_table t on t.casino_id = e.casino_id and t.label = 'BJ-03';
