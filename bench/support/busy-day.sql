-- Points for play, one entry for each of so many players: the figures alone, as nobody asks for what stands beside them.
create function bench.add_accrual_round(p_casino_id uuid, p_at timestamptz, p_players integer)
returns bigint
language sql
as $$
  with added as (
    insert into public.loyalty_ledger
    select (jsonb_populate_record(e, '{"reason": "session_accrual", "staff_id": null}')).*
    from (select * from public.player_loyalty where casino_id = p_casino_id order by player_id limit p_players) l
    join public.rating_slip s on s.casino_id = l.casino_id and s.player_id = l.player_id
    cross join lateral bench.next_entry(l, s, null, p_at) e
    returning *
  ),
  moved as (
    update public.player_loyalty l
    set balance = a.balance_after, entry_count = a.entry_no, last_entry_hash = a.entry_hash
    from added a
    where l.casino_id = a.casino_id and l.player_id = a.player_id
    returning 1
  )
  select count(*) from moved;
$$;

-- A busy gaming day: rewards by everybody of the house, and closed slips with the points of their play. The caller has switched
-- the ledger's writer trigger off.
create function bench.add_busy_day(p_casino_id uuid, p_rewards integer, p_slips integer)
returns void
language plpgsql
as $$
declare
  v_from timestamptz := app.gaming_day_start(p_casino_id, app.gaming_day(p_casino_id));
  v_step interval;
  v_staff uuid[] := array(select id from public.staff where casino_id = p_casino_id order by id);
  v_given integer := 0;
  v_round integer := 0;
begin
  v_step := (now() - v_from) / (p_rewards + p_slips);
  while v_given < p_rewards loop
    -- In rounds, as each player's chain goes on.
    v_given := v_given + bench.add_ledger_round(p_casino_id, v_staff[1 + v_round % cardinality(v_staff)],
      v_from + v_given * v_step, 50);
    v_round := v_round + 1;
  end loop;
  while v_given < p_rewards + p_slips loop
    v_given := v_given + bench.add_accrual_round(p_casino_id, v_from + v_given * v_step, 50);
  end loop;
  -- After the points, of which a player has those of each slip.
  insert into public.rating_slip (casino_id, visit_id, player_id, table_id, seat, average_bet_cents, gaming_day,
    policy_snapshot, status, started_at, ended_at, theo_cents, accrual_status)
  select s.casino_id, s.visit_id, s.player_id, s.table_id, s.seat, 5000, s.gaming_day, s.policy_snapshot, 'closed',
    v_from, v_from + n * (now() - v_from) / (p_slips + 1), 4000, 'posted'
  from generate_series(1, p_slips) n
  join (select *, row_number() over (order by id) - 1 as place, count(*) over () as slips from public.rating_slip
    where casino_id = p_casino_id and status <> 'closed') s on s.place = n % s.slips;
end;
$$;
