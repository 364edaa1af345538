-- Patterns of the cash log: what cash looks like that is to stay unseen. None of them says that anything is wrong.

create function app.lens_cash(
  p_casino_id uuid,
  p_from date,
  p_to date,
  p_kinds public.mtl_kind[] default null,
  p_amounts int8multirange default null,
  p_only_described boolean default false
)
returns table (
  entry_id uuid,
  gaming_day date,
  direction public.mtl_direction,
  kind public.mtl_kind,
  amount_cents bigint,
  counts boolean,
  player_id uuid,
  unknown_patron_id uuid,
  described_as uuid
)
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
begin
  return query
  with standing as (
    select e.id, e.gaming_day, e.direction, e.kind, e.amount_cents, e.counts_toward_ctr, e.player_id,
      e.unknown_patron_id
    from public.mtl_entry e
    left join public.mtl_entry v on v.casino_id = e.casino_id and v.voids_entry_id = e.id
    where e.casino_id = p_casino_id and e.gaming_day between p_from and p_to and e.voids_entry_id is null
      and v.id is null
      and (p_kinds is null or e.kind = any (p_kinds)) and (p_amounts is null or e.amount_cents <@ p_amounts)
  ),
  -- Beside the player who stood at the window: who was only described, for whom it was done, and who shared it. The
  -- amount is part of what each of them did.
  person as (
    select s.id, null::uuid as player_id, s.unknown_patron_id from standing s where s.unknown_patron_id is not null
    union all
    select s.id, p.player_id, p.unknown_patron_id
    from standing s
    join public.mtl_entry_party p on p.casino_id = p_casino_id and p.entry_id = s.id
  ),
  known as (
    select distinct p.id, now_known.player_id, now_known.unknown_patron_id,
      case when p_only_described then p.unknown_patron_id end as described_as
    from person p
    cross join lateral app.current_mtl_patron(p_casino_id,
      row(p.player_id, p.unknown_patron_id)::app.mtl_patron) now_known
    where p.unknown_patron_id is not null or not p_only_described
  )
  select s.id, s.gaming_day, s.direction, s.kind, s.amount_cents, s.counts_toward_ctr, s.player_id, null::uuid,
    null::uuid
  from standing s
  where s.player_id is not null and not p_only_described
  union all
  select s.id, s.gaming_day, s.direction, s.kind, s.amount_cents, s.counts_toward_ctr, k.player_id,
    k.unknown_patron_id, k.described_as
  from known k
  join standing s on s.id = k.id
  where p_only_described or s.player_id is distinct from k.player_id or k.player_id is null;
end;
$$;
comment on function app.lens_cash(uuid, date, date, public.mtl_kind[], int8multirange, boolean) is
  'The entries that stand, of some gaming days, once for each person they are about, as far as it is known today who '
  'that is; of some kinds and amounts, or of those who were described, where asked.';

create function app.lens_under(p_settings public.casino_settings)
returns int8multirange
language plpgsql
immutable
set search_path = ''
as $$
begin
  return (
    select range_agg(int8range((step * 9 + 9) / 10, step))
    from unnest(array[p_settings.watchlist_floor_cents,
      -- The first cent that reaches a step.
      (p_settings.ctr_threshold_cents * p_settings.near_ctr_first_percent + 99) / 100,
      (p_settings.ctr_threshold_cents * p_settings.near_ctr_second_percent + 99) / 100]) step
  ) + int8multirange(int8range((p_settings.ctr_threshold_cents * 9 + 9) / 10, p_settings.ctr_threshold_cents, '[]'));
end;
$$;
comment on function app.lens_under(public.casino_settings) is
  'Amounts just under a step of the casino: the tenth below the floor of its log and below both steps toward a report, '
  'and the tenth up to the threshold, which is more than is allowed only a cent later.';

create function app.lens_over(p_settings public.casino_settings)
returns int8multirange
language plpgsql
immutable
set search_path = ''
as $$
begin
  return (
    select range_agg(int8range(step, step * 11 / 10, '[]'))
    from unnest(array[p_settings.watchlist_floor_cents,
      (p_settings.ctr_threshold_cents * p_settings.near_ctr_first_percent + 99) / 100,
      (p_settings.ctr_threshold_cents * p_settings.near_ctr_second_percent + 99) / 100,
      p_settings.ctr_threshold_cents + 1]) step
  ) - app.lens_under(p_settings);
end;
$$;
comment on function app.lens_over(public.casino_settings) is
  'Amounts just over a step: the tenth above each, save what is just under the next.';

create function app.lens_under_step(p_settings public.casino_settings, p_from date, p_to date)
returns setof app.lens_finding
language plpgsql
stable
set search_path = ''
as $$
declare
  v_under int8multirange := app.lens_under(p_settings);
begin
  return query
  with patron as (
    select c.player_id, c.unknown_patron_id, count(*) filter (where c.amount_cents <@ v_under) as under,
      count(*) filter (where not c.amount_cents <@ v_under) as over,
      sum(c.amount_cents) filter (where c.amount_cents <@ v_under) as cents,
      max(c.gaming_day) filter (where c.amount_cents <@ v_under) as last_day,
      array_agg(c.entry_id order by c.entry_id) filter (where c.amount_cents <@ v_under) as ids
    from app.lens_cash(p_settings.casino_id, p_from, p_to, null, v_under + app.lens_over(p_settings)) c
    where c.counts
    group by c.player_id, c.unknown_patron_id
  ),
  usual as (
    select case when count(*) < 100 then array_agg(under::numeric) end as figures,
      app.lens_baseline(array_agg(under)) as baseline
    from patron
    where under > 0
  )
  select 'under_step'::public.lens_kind, coalesce(p.player_id, p.unknown_patron_id)::text, p.player_id,
    p.unknown_patron_id, null::uuid, p.last_day, p.under::numeric, 3::numeric,
    app.lens_baseline_beside(u.figures, p.under, u.baseline),
    jsonb_build_object('over', p.over, 'cents', p.cents), p.ids
  from patron p
  cross join usual u
  where p.under >= 3 and p.under > 2 * p.over;
end;
$$;
comment on function app.lens_under_step(public.casino_settings, date, date) is
  'under_step: a patron''s currency entries just under a step, if at least 3 and more than twice those just over one. '
  'The baseline is what other patrons with such entries have. params {over, cents}.';

create function app.lens_in_out_alike(p_settings public.casino_settings, p_from date, p_to date)
returns setof app.lens_finding
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  with alike as (
    select d.* from public.mtl_patron_day d
    where d.casino_id = p_settings.casino_id and d.gaming_day between p_from and p_to
      and least(d.cash_in_cents, d.cash_out_cents) >= greatest(p_settings.watchlist_floor_cents, 1)
      and least(d.cash_in_cents, d.cash_out_cents) * 100 >= greatest(d.cash_in_cents, d.cash_out_cents) * 95
  )
  select 'in_out_alike'::public.lens_kind, a.patron_id || '/' || a.gaming_day, a.player_id, a.unknown_patron_id,
    null::uuid, a.gaming_day, least(a.cash_in_cents, a.cash_out_cents)::numeric,
    greatest(p_settings.watchlist_floor_cents, 1)::numeric, null::app.lens_baseline,
    jsonb_build_object('cash_in_cents', a.cash_in_cents, 'cash_out_cents', a.cash_out_cents),
    array(
      select e.id from public.mtl_entry e
      left join public.mtl_entry v on v.casino_id = e.casino_id and v.voids_entry_id = e.id
      where e.casino_id = p_settings.casino_id and e.counts_toward_ctr and v.id is null
        and e.id = any (app.mtl_entry_ids(p_settings.casino_id,
          row(a.player_id, a.unknown_patron_id)::app.mtl_patron, a.gaming_day))
      order by e.id)
  from alike a;
end;
$$;
comment on function app.lens_in_out_alike(public.casino_settings, date, date) is
  'in_out_alike: a patron whose cash in and cash out of one gaming day both reach the floor of the log, the lower of '
  'them at least 95 % of the higher. The figure is the lower one in cents. params {cash_in_cents, cash_out_cents}.';

create function app.lens_same_description(p_settings public.casino_settings, p_from date, p_to date)
returns setof app.lens_finding
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  select 'same_description'::public.lens_kind, md5(d.words), null::uuid,
    (array_agg(d.described_as order by d.described_as))[1], null::uuid, max(d.gaming_day),
    count(distinct d.patron_id)::numeric, 2::numeric, null::app.lens_baseline,
    jsonb_build_object('entries', count(*)), array_agg(distinct d.entry_id order by d.entry_id)
  from (
    select c.*, coalesce(c.player_id, c.unknown_patron_id) as patron_id,
      coalesce(nullif(app.name_key(u.description), ''), u.description) as words
    from app.lens_cash(p_settings.casino_id, p_from, p_to, p_only_described => true) c
    join public.mtl_unknown_patron u on u.casino_id = p_settings.casino_id and u.id = c.described_as
  ) d
  group by d.words
  having count(distinct d.patron_id) > 1 and count(d.unknown_patron_id) > 0;
end;
$$;
comment on function app.lens_same_description(public.casino_settings, date, date) is
  'same_description: one description, without regard to case, accents and punctuation, that was written down for '
  'several patrons, of whom at least one is still unknown. The figure is how many people that is by what is known. '
  'params {entries}.';

create function app.lens_chip_walk(p_settings public.casino_settings, p_from date, p_to date)
returns setof app.lens_finding
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  with patron as (
    select c.player_id, c.unknown_patron_id,
      coalesce(sum(c.amount_cents) filter (where c.direction = 'in'), 0) as bought,
      coalesce(sum(c.amount_cents) filter (where c.direction = 'out'), 0) as redeemed,
      max(c.gaming_day) as last_day, array_agg(c.entry_id order by c.entry_id) as ids
    from app.lens_cash(p_settings.casino_id, p_from, p_to, array['chip_purchase', 'chip_redemption']::public.mtl_kind[])
      c
    group by c.player_id, c.unknown_patron_id
  ),
  usual as (
    select case when count(*) < 100 then array_agg(bought - redeemed) end as figures,
      app.lens_baseline(array_agg(bought - redeemed)) as baseline
    from patron
    where bought > 0
  )
  select 'chip_walk'::public.lens_kind, coalesce(p.player_id, p.unknown_patron_id)::text, p.player_id,
    p.unknown_patron_id, null::uuid, p.last_day, p.bought - p.redeemed,
    app.lens_line(p_settings.watchlist_floor_cents, others.baseline), others.baseline,
    jsonb_build_object('bought_cents', p.bought, 'redeemed_cents', p.redeemed), p.ids
  -- Most are far from it, and not worth a comparison.
  from (select * from patron where bought - redeemed >= p_settings.watchlist_floor_cents offset 0) p
  cross join usual u
  cross join lateral (
    select app.lens_baseline_beside(u.figures, p.bought - p.redeemed, u.baseline) as baseline
  ) others
  where app.lens_stands_out(p.bought - p.redeemed, greatest(p_settings.watchlist_floor_cents, 1), others.baseline);
end;
$$;
comment on function app.lens_chip_walk(public.casino_settings, date, date) is
  'chip_walk: chips bought less chips redeemed by a patron in all of the days, whatever the tender, if at least the '
  'floor of the log and beyond what is usual of all who bought chips in them. params {bought_cents, redeemed_cents}.';

create function app.lens_own_past(p_settings public.casino_settings, p_from date, p_to date)
returns setof app.lens_finding
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
declare
  v_floor bigint := greatest(p_settings.watchlist_floor_cents, 1);
begin
  return query
  with day as (
    select d.player_id, d.gaming_day, cash.direction, cash.cents, cash.figures
    from public.mtl_patron_day d
    cross join lateral (
      select array_agg(b.cash_in_cents) filter (where b.cash_in_cents > 0) as came_in,
        array_agg(b.cash_out_cents) filter (where b.cash_out_cents > 0) as went_out
      from public.mtl_patron_day b
      where b.casino_id = p_settings.casino_id and b.player_id = d.player_id
        and b.gaming_day between d.gaming_day - 180 and d.gaming_day - 1
    ) past
    cross join lateral (values ('in'::public.mtl_direction, d.cash_in_cents, past.came_in),
      ('out', d.cash_out_cents, past.went_out)) cash (direction, cents, figures)
    where d.casino_id = p_settings.casino_id and d.gaming_day between p_from and p_to and d.player_id is not null
      and greatest(d.cash_in_cents, d.cash_out_cents) >= v_floor and cash.cents >= v_floor
      and cardinality(cash.figures) >= 5
  ),
  compared as (
    select day.*, (select percentile_cont(0.5) within group (order by f)::numeric from unnest(day.figures) f) as median
    from day
  ),
  -- Most days are far from it, and not worth the rule.
  high as (
    select c.*, round(c.cents / c.median, 1) as times, cardinality(c.figures) as days
    from compared c
    where c.cents >= 2 * c.median
    offset 0
  )
  select case h.direction when 'in' then 'own_past_in'::public.lens_kind else 'own_past_out'::public.lens_kind end,
    h.player_id || '/' || h.gaming_day, h.player_id, null::uuid, null::uuid, h.gaming_day, h.cents::numeric,
    app.lens_line(greatest(v_floor, 2 * h.median), usual.baseline), usual.baseline,
    jsonb_build_object('times', h.times, 'days', h.days),
    array(
      select e.id from public.mtl_entry e
      left join public.mtl_entry v on v.casino_id = e.casino_id and v.voids_entry_id = e.id
      where e.casino_id = p_settings.casino_id and e.counts_toward_ctr and e.direction = h.direction and v.id is null
        and e.id = any (app.mtl_entry_ids(p_settings.casino_id, row(h.player_id, null)::app.mtl_patron, h.gaming_day))
      order by e.id)
  from high h
  cross join lateral (select app.lens_baseline(h.figures) as baseline) usual
  where app.lens_stands_out(h.cents, greatest(v_floor, 2 * h.median), usual.baseline);
end;
$$;
comment on function app.lens_own_past(public.casino_settings, date, date) is
  'own_past_in, own_past_out: what counts of a player''s cash in, or out, of one gaming day, in cents, if at least the '
  'floor of the log and twice the median of that player''s own earlier days, and beyond what is usual of them: the '
  'days with such cash in the 180 before, of which there are at least 5. params {times (of that median), days}.';
