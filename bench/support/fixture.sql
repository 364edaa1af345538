-- What the measures stand on, written straight into the tables: a casino of any size, every player enrolled and with a live
-- slip, and a ledger of any length whose chains are valid. The schema `bench` exists in throw-away databases only.

create schema bench;

create function bench.create_casino(p_slug text, p_players integer, p_tables integer, p_staff integer)
returns uuid
language plpgsql
as $$
declare
  v_casino_id uuid := app.uuid_v7();
  v_pit_id uuid := app.uuid_v7();
begin
  insert into public.casino (id, slug, name) values (v_casino_id, p_slug, initcap(p_slug));
  insert into public.casino_settings (casino_id, rewards_per_staff_per_minute) values (v_casino_id, null);
  insert into public.staff (casino_id, user_id, email, full_name, role)
  select v_casino_id, gen_random_uuid(), format('pitboss%s@%s.example', n, p_slug), 'Pit Boss ' || n, 'pit_boss'
  from generate_series(1, p_staff) n;
  insert into public.staff (casino_id, user_id, email, full_name, role)
  values (v_casino_id, gen_random_uuid(), format('compliance@%s.example', p_slug), 'Compliance', 'compliance');
  insert into public.loyalty_tier (casino_id, code, name, rank, multiplier, threshold_points)
  values (v_casino_id, 'bronze', 'Bronze', 1, 1.00, 0), (v_casino_id, 'silver', 'Silver', 2, 1.10, 2500),
    (v_casino_id, 'gold', 'Gold', 3, 1.25, 10000), (v_casino_id, 'platinum', 'Platinum', 4, 1.50, 40000);
  insert into public.game (casino_id, game_type, name) values (v_casino_id, 'blackjack', 'Blackjack');
  insert into public.game_rate (casino_id, game_type, from_gaming_day, house_edge, decisions_per_hour)
  values (v_casino_id, 'blackjack', '2020-01-01', 0.01, 70);
  insert into public.pit (casino_id, id, name) values (v_casino_id, v_pit_id, 'Main');
  insert into public.gaming_table (casino_id, pit_id, label, game_type, seat_count, min_bet_cents, max_bet_cents)
  select v_casino_id, v_pit_id, 'BJ-' || lpad(n::text, 4, '0'), 'blackjack', 20, 2500, 100000 from generate_series(1, p_tables) n;
  perform bench.seat_players(v_casino_id, p_players, p_tables);
  return v_casino_id;
end;
$$;

create function bench.seat_players(p_casino_id uuid, p_players integer, p_tables integer)
returns void
language plpgsql
as $$
begin
  insert into public.player (casino_id, first_name, last_name, loyalty_id)
  select p_casino_id, 'Player', lpad(n::text, 6, '0'), 'P' || lpad(n::text, 6, '0') from generate_series(1, p_players) n;
  perform app.enrol_player(casino_id, id) from public.player where casino_id = p_casino_id;
  insert into public.visit (casino_id, player_id, gaming_day)
  select casino_id, id, current_date from public.player where casino_id = p_casino_id;
  -- Players go round the tables, so that table n fills its seats from 1 up.
  insert into public.rating_slip (casino_id, visit_id, player_id, table_id, seat, average_bet_cents, gaming_day, policy_snapshot)
  select v.casino_id, v.id, v.player_id, t.id, 1 + (v.place - 1) / p_tables, 5000, current_date,
    app.policy_snapshot(v.casino_id, 'blackjack', v.gaming_day)
  from (select *, row_number() over (order by id) as place from public.visit where casino_id = p_casino_id) v
  join (select *, row_number() over (order by label) as place from public.gaming_table where casino_id = p_casino_id) t
    on t.place = 1 + (v.place - 1) % p_tables;
end;
$$;

-- An id as app.uuid_v7 would have made it then: what lies days back has ids that lie days back.
create function bench.id_at(p_at timestamptz)
returns uuid
language sql
as $$
  select overlay(app.uuid_v7()::text placing substring(app.lowest_id_at(p_at)::text for 13) from 1 for 13)::uuid;
$$;

create function bench.next_entry(p_loyalty public.player_loyalty, p_slip public.rating_slip, p_staff_id uuid, p_at timestamptz)
returns public.loyalty_ledger
language plpgsql
as $$
declare
  v_entry public.loyalty_ledger;
begin
  v_entry.casino_id := p_loyalty.casino_id;
  v_entry.id := bench.id_at(p_at);
  v_entry.player_id := p_loyalty.player_id;
  v_entry.entry_no := p_loyalty.entry_count + 1;
  v_entry.points := 10;
  v_entry.balance_after := p_loyalty.balance + 10;
  v_entry.reason := 'mid_session_bonus';
  v_entry.is_override := false;
  v_entry.visit_id := p_slip.visit_id;
  v_entry.rating_slip_id := p_slip.id;
  v_entry.staff_id := p_staff_id;
  v_entry.gaming_day := p_at::date;
  v_entry.idempotency_key := 'reward:' || v_entry.id;
  v_entry.request_hash := sha256(uuid_send(v_entry.id));
  v_entry.correlation_id := v_entry.id;
  v_entry.metadata := '{}';
  v_entry.created_at := p_at;
  v_entry.entry_hash := app.ledger_entry_hash(v_entry, p_loyalty.last_entry_hash);
  return v_entry;
end;
$$;

-- One entry more for every player of a casino, or for so many, with its witnesses. The caller has switched the ledger's writer
-- trigger off.
create function bench.add_ledger_round(p_casino_id uuid, p_staff_id uuid, p_at timestamptz, p_players integer default null)
returns bigint
language sql
as $$
  with added as (
    insert into public.loyalty_ledger
    select e.*
    from (select * from public.player_loyalty where casino_id = p_casino_id order by player_id limit p_players) l
    join public.rating_slip s on s.casino_id = l.casino_id and s.player_id = l.player_id
    cross join lateral bench.next_entry(l, s, p_staff_id, p_at) e
    returning *
  ),
  recorded as (
    insert into public.audit_log (casino_id, id, at, gaming_day, staff_id, staff_role, domain, action, entity_type, entity_id, before, after,
      correlation_id, idempotency_key, request_hash)
    select casino_id, bench.id_at(created_at), created_at, gaming_day, staff_id, 'pit_boss', 'loyalty', 'loyalty.issue_mid_session_reward', 'loyalty_ledger', id,
      jsonb_build_object('balance', balance_after - points), jsonb_build_object('balance', balance_after), correlation_id, idempotency_key, request_hash
    from added
  ),
  told as (
    insert into public.loyalty_outbox (casino_id, id, event_type, player_id, payload, correlation_id, created_at, claimed_at, delivered_at)
    select casino_id, bench.id_at(created_at), 'loyalty.entry_posted', player_id, jsonb_build_object('entry_id', id, 'entry_no', entry_no, 'player_id', player_id,
      'rating_slip_id', rating_slip_id, 'points', points, 'balance_after', balance_after, 'reason', reason, 'gaming_day', gaming_day),
      correlation_id, created_at, created_at, created_at
    from added
  ),
  moved as (
    update public.player_loyalty l
    set balance = a.balance_after, entry_count = a.entry_no, last_entry_hash = a.entry_hash, lifetime_points = l.lifetime_points + a.points
    from added a
    where l.casino_id = a.casino_id and l.player_id = a.player_id
    returning 1
  )
  select count(*) from moved;
$$;

-- The role of the floor: it may write what the RPC writes, so that its side of a comparison switches roles as well.
create role bench_floor nologin noinherit bypassrls;
grant bench_floor to authenticator;
grant usage on schema public, app to bench_floor;
grant select, insert, update on public.loyalty_ledger, public.player_loyalty, public.loyalty_outbox, public.audit_log,
  public.promo_coupon to bench_floor;
grant execute on function app.uuid_v7() to bench_floor;
