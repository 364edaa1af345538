-- What was given and redeemed in points, and what the house owes in them.

create function app.posted_points(p_casino_id uuid, p_from timestamptz, p_to timestamptz)
returns setof app.posted_points
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
begin
  return query
    with entry as (
      -- Person by person, and the system's own: the index by who posted leads to a few hours of a long ledger.
      select e.points, e.reason, e.id, e.staff_id, e.reward_id, e.metadata
      from (select s.id from public.staff s where s.casino_id = p_casino_id) s
      join public.loyalty_ledger e on e.casino_id = p_casino_id and e.staff_id = s.id
        and e.created_at >= p_from and e.created_at < p_to
      union all
      select e.points, e.reason, e.id, e.staff_id, e.reward_id, e.metadata
      from public.loyalty_ledger e
      where e.casino_id = p_casino_id and e.staff_id is null and e.created_at >= p_from and e.created_at < p_to
    ),
    movement as (
      -- What takes back belongs to what it takes back, also where that was given before.
      select e.points, e.reason = 'reversal' as is_back, e.staff_id, e.reward_id,
        case e.reason when 'redemption' then (e.metadata ->> 'amount_cents')::bigint end as amount,
        case when e.reason = 'reversal' then (app.root_entry(p_casino_id, e.id)).reason else e.reason end as reason
      from entry e
    )
    select m.staff_id, m.reward_id, m.reason, m.is_back, sum(m.points), count(*), coalesce(sum(m.amount), 0),
      coalesce(sum(m.points) filter (where m.amount is not null), 0)
    from movement m group by 1, 2, 3, 4;
end;
$$;
comment on function app.posted_points(uuid, timestamptz, timestamptz) is
  'The entries posted in a time, summed by who posted, reward, reason and whether they take something back: then the '
  'reason is that of what is taken back.';

create function app.points_json(p_casino_id uuid, p_from timestamptz, p_to timestamptz)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    with sums as (
      select coalesce(sum(p.points), 0) as points, sum(p.entries) as entries, p.is_back, case
        when p.reason in ('mid_session_bonus', 'supervisor_discretion', 'promotion') then 'bonus'
        else p.reason::text end as kind
      from app.posted_points(p_casino_id, p_from, p_to) p
      group by p.is_back, 4
    )
    select jsonb_build_object(
      'bonus_points', coalesce(sum(points) filter (where kind = 'bonus' and not is_back), 0),
      'bonus_count', coalesce(sum(entries) filter (where kind = 'bonus' and not is_back), 0),
      'accrued_points', coalesce(sum(points) filter (where kind = 'session_accrual' and not is_back), 0),
      'taken_back_points', coalesce(-sum(points) filter (where kind in ('bonus', 'session_accrual') and is_back), 0),
      'redeemed_points', coalesce(-sum(points) filter (where kind = 'redemption' and not is_back), 0),
      'redeemed_count', coalesce(sum(entries) filter (where kind = 'redemption' and not is_back), 0),
      'returned_points', coalesce(sum(points) filter (where kind = 'redemption' and is_back), 0),
      'corrected_points', coalesce(sum(points) filter (where kind = 'correction'), 0)
    )
    from sums
  );
end;
$$;
comment on function app.points_json(uuid, timestamptz, timestamptz) is
  'Points of the entries posted in a time: bonuses (by hand: points and number), accrued by play, taken back of both, '
  'redeemed (points and number of comps), returned of those, and corrected (net, up or down). Bonuses + accrued - '
  'taken back - redeemed + returned + corrected is what all balances changed by.';

create function app.points_outstanding_json(p_casino_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  -- One pass over the balances, which are kept anyway: no index has them, so that posting an entry touches none, and
  -- no sum is kept, which everybody who posts would wait for.
  return (
    select jsonb_build_object('outstanding_points', coalesce(sum(l.balance), 0), 'outstanding_players', count(*))
    from public.player_loyalty l
    where l.casino_id = p_casino_id and l.balance > 0
  );
end;
$$;
comment on function app.points_outstanding_json(uuid) is
  'What the house owes in points now: the balances above zero, and how many players have one. A balance below zero is '
  'no less owed to the others.';

create function app.valued_points_json(p_casino_id uuid, p_figures jsonb, p_gaming_day date)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return p_figures || (
    select jsonb_object_agg(regexp_replace(f.key, '_points$', '_cents'),
      app.points_worth_cents(p_casino_id, f.value::numeric, p_gaming_day))
    from jsonb_each(p_figures) f where f.key like '%\_points'
  );
end;
$$;
comment on function app.valued_points_json(uuid, jsonb, date) is
  'Figures in points with what each is worth in cents by the point value of a gaming day: beside <figure>_points '
  'stands <figure>_cents.';
