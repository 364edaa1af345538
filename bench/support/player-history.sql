-- A year of a house: every player comes once a month, plays two slips, and is given a bonus, points for play and a comp. Written straight into the tables: what is
-- measured reads figures, and nobody asks for chains.
create function bench.add_player_history(p_casino_id uuid, p_months integer)
returns void
language sql
as $$
  with stay as (
    insert into public.visit (casino_id, id, player_id, gaming_day, started_at, ended_at)
    select p_casino_id, bench.id_at(s.at), s.player_id, s.at::date, s.at, s.at + interval '3 hours'
    from (
      select p.id as player_id, now() - interval '1 day' - (month * 30 + p.place % 30) * interval '1 day' as at
      from (select id, row_number() over (order by id) as place from public.player where casino_id = p_casino_id) p
      cross join generate_series(0, p_months - 1) month
    ) s
    returning *
  ),
  play as (
    insert into public.rating_slip (casino_id, id, visit_id, player_id, table_id, seat, average_bet_cents, gaming_day, policy_snapshot,
      status, started_at, ended_at, theo_cents, accrual_status)
    select v.casino_id, bench.id_at(v.started_at), v.id, v.player_id, l.table_id, l.seat, 5000, v.gaming_day, l.policy_snapshot, 'closed',
      v.started_at, v.ended_at, 1000 + 10 * (v.started_at::date - date '2020-01-01') * n, 'posted'
    from stay v
    join public.rating_slip l on l.casino_id = v.casino_id and l.player_id = v.player_id
    cross join generate_series(1, 2) n
    returning 1
  )
  insert into public.loyalty_ledger
  select (jsonb_populate_record(e, k.entry || jsonb_build_object('id', bench.id_at(v.started_at),
    'entry_no', 1000 + 3 * v.place + k.no))).*
  from (select *, row_number() over (partition by player_id order by started_at) as place from stay) v
  join public.player_loyalty l on l.casino_id = v.casino_id and l.player_id = v.player_id
  join public.rating_slip s on s.casino_id = v.casino_id and s.player_id = v.player_id
  join (select id, row_number() over (order by id) - 1 as place, count(*) over () as staff from public.staff
    where casino_id = p_casino_id) t on t.place = (v.place + s.seat) % t.staff
  cross join lateral (values (0, '{}'::jsonb), (1, '{"reason": "session_accrual", "staff_id": null}'),
    (2, jsonb_build_object('reason', 'redemption', 'points', -100 - 10 * (v.place % 20), 'reward_id', v.id))) k (no, entry)
  cross join lateral bench.next_entry(l, s, t.id, v.started_at) e;
$$;
