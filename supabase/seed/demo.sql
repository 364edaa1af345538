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

insert into public.game_settings (casino_id, game_type, house_edge, decisions_per_hour)
select c.id, g.game_type::public.game_type, g.house_edge, g.decisions_per_hour
from public.casino c
cross join (values ('blackjack', 0.01, 70), ('roulette', 0.0526, 38), ('baccarat', 0.012, 72), ('craps', 0.015, 48))
  g (game_type, house_edge, decisions_per_hour);

insert into public.loyalty_tier (casino_id, code, name, rank, multiplier, threshold_points)
select c.id, t.code, t.name, t.rank, t.multiplier, t.threshold_points
from public.casino c
cross join (values ('bronze', 'Bronze', 1, 1.00, 0), ('silver', 'Silver', 2, 1.10, 2500), ('gold', 'Gold', 3, 1.25, 10000),
  ('platinum', 'Platinum', 4, 1.50, 40000)) t (code, name, rank, multiplier, threshold_points);

insert into public.pit (casino_id, name, sort_order)
select c.id, p.name, p.sort_order
from public.casino c
cross join (values ('Main', 1), ('High limit', 2), ('Salon', 3)) p (name, sort_order);

insert into public.gaming_table (casino_id, pit_id, label, game_type, seat_count, min_bet_cents, max_bet_cents, status)
select c.id, p.id, t.label, t.game_type::public.game_type, t.seat_count, t.min_bet_cents, t.max_bet_cents,
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
        ended_at, theo_cents, policy_snapshot)
      values (v_casino.id, v_visit_id, v_past.id, v_past.table_id, 1 + v_past.n % 6, 'closed', v_past.average_bet_cents,
        v_casino.today - v_past.day, v_past.started_at, v_past.started_at + make_interval(mins => v_past.minutes),
        app.theo_cents(v_past.average_bet_cents, v_past.minutes * 60, app.policy_snapshot(v_casino.id, v_past.game_type)),
        app.policy_snapshot(v_casino.id, v_past.game_type))
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
      v_entry.points := greatest(1, v_slip.theo_cents / 10);
      v_entry.reason := 'session_accrual';
      v_entry.created_at := v_slip.ended_at;
      v_entry.idempotency_key := 'accrue:' || v_slip.id;
      v_entry.request_hash := app.request_hash('demo', to_jsonb(v_entry.idempotency_key));
      perform app.post_ledger_entry(v_ctx, v_entry);
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
        app.policy_snapshot(v_casino.id, v_live.game_type))
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

-- The demo's players arrive with the tier their history earned.
update public.player_loyalty l
set tier = t.code, tier_progress = app.tier_progress(l.casino_id, t.code, l.lifetime_points)
from (
  select distinct on (l2.casino_id, l2.player_id) l2.casino_id, l2.player_id, t2.code
  from public.player_loyalty l2
  join public.loyalty_tier t2 on t2.casino_id = l2.casino_id and t2.threshold_points <= l2.lifetime_points
  order by l2.casino_id, l2.player_id, t2.rank desc
) t
where t.casino_id = l.casino_id and t.player_id = l.player_id;
