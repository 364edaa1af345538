-- The insider lens: what staff do with rewards and coupons, held against what their colleagues do. A figure is no
-- accusation.

create function app.lens_given(p_casino_id uuid, p_from date, p_to date)
returns table (
  entry_id uuid,
  entry_no bigint,
  player_id uuid,
  staff_id uuid,
  points bigint,
  is_override boolean,
  is_reward boolean,
  gaming_day date,
  created_at timestamptz,
  table_id uuid,
  hour integer
)
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
begin
  return query
  select e.id, e.entry_no, e.player_id, e.staff_id, e.points, e.is_override, e.reason <> 'correction', e.gaming_day,
    e.created_at, r.table_id,
    extract(hour from e.created_at at time zone rule.time_zone)::integer
  from public.staff s
  join public.loyalty_ledger e on e.casino_id = s.casino_id and e.staff_id = s.id
    and e.created_at >= app.gaming_day_start(p_casino_id, p_from)
    and e.created_at < app.gaming_day_start(p_casino_id, p_to + 1)
  join app.day_rules(p_casino_id) rule on e.created_at >= rule.starts_at and e.created_at < rule.ends_at
  left join public.rating_slip r on r.casino_id = e.casino_id and r.id = e.rating_slip_id
  left join public.loyalty_ledger back on back.casino_id = e.casino_id and back.reversed_entry_id = e.id
  where s.casino_id = p_casino_id and e.points > 0 and back.id is null
    and e.reason in ('mid_session_bonus', 'supervisor_discretion', 'promotion', 'correction');
end;
$$;
comment on function app.lens_given(uuid, date, date) is
  'Points that somebody of the staff gave in some gaming days and that were not taken back: rewards and corrections, '
  'with the table and the hour of the casino''s wall clock.';

create function app.lens_patron_share(p_casino_id uuid, p_from date, p_to date)
returns setof app.lens_finding
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  with pair as (
    select g.staff_id, g.player_id, count(*) as given, max(g.gaming_day) as last_day,
      array_agg(g.entry_id order by g.entry_id) as ids, sum(count(*)) over (partition by g.staff_id) as all_given
    from app.lens_given(p_casino_id, p_from, p_to) g
    where g.is_reward
    group by g.staff_id, g.player_id
  ),
  share as (select p.*, round(p.given * 100.0 / p.all_given, 1) as percent from pair p),
  issuer as (select s.staff_id, max(s.percent) as top from share s group by s.staff_id)
  select 'patron_share'::public.lens_kind, s.staff_id || '/' || s.player_id, s.player_id, null::uuid, s.staff_id,
    s.last_day, s.percent, app.lens_line(50, peers.baseline), peers.baseline,
    jsonb_build_object('given', s.given, 'all_given', s.all_given), s.ids
  from share s
  cross join lateral (
    select app.lens_baseline(array_agg(i.top)) as baseline from issuer i where i.staff_id <> s.staff_id
  ) peers
  where s.given >= 5 and app.lens_stands_out(s.percent, 50, peers.baseline);
end;
$$;
comment on function app.lens_patron_share(uuid, date, date) is
  'patron_share: the percentage of an issuer''s rewards that one patron had, if at least 5 rewards and 50 %, and '
  'beyond the highest such shares that are usual of the other issuers. params {given, all_given}.';

create function app.lens_outside_usual(p_casino_id uuid, p_from date, p_to date)
returns setof app.lens_finding
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  with past as (
    select g.staff_id, count(*) as given, array_agg(distinct g.table_id) as tables, array_agg(distinct g.hour) as hours
    from app.lens_given(p_casino_id, p_from - 28, p_from - 1) g
    where g.is_reward
    group by g.staff_id
    having count(*) >= 20
  ),
  issuer as (
    select g.staff_id, count(*) as given,
      count(*) filter (where (g.table_id = any (p.tables)) is false) as by_table,
      count(*) filter (where g.hour <> all (p.hours)) as by_hour,
      count(*) filter (where (g.table_id = any (p.tables)) is false or g.hour <> all (p.hours)) as outside,
      max(g.gaming_day) filter (where (g.table_id = any (p.tables)) is false or g.hour <> all (p.hours)) as last_day,
      array_agg(g.entry_id order by g.entry_id)
        filter (where (g.table_id = any (p.tables)) is false or g.hour <> all (p.hours)) as ids
    from app.lens_given(p_casino_id, p_from, p_to) g
    join past p on p.staff_id = g.staff_id
    where g.is_reward
    group by g.staff_id
  )
  select 'outside_usual'::public.lens_kind, i.staff_id::text, null::uuid, null::uuid, i.staff_id, i.last_day,
    i.outside::numeric, app.lens_line(3, peers.baseline), peers.baseline,
    jsonb_build_object('by_table', i.by_table, 'by_hour', i.by_hour, 'given', i.given), i.ids
  from issuer i
  cross join lateral (
    select app.lens_baseline(array_agg(o.outside)) as baseline from issuer o where o.staff_id <> i.staff_id
  ) peers
  where app.lens_stands_out(i.outside, 3, peers.baseline);
end;
$$;
comment on function app.lens_outside_usual(uuid, date, date) is
  'outside_usual: rewards at a table, or in an hour of the day, at which the issuer gave none in the 28 gaming days '
  'before, if at least 3 and beyond what is usual of the other issuers. Of who gave fewer than 20 in those days '
  'nothing is said. params {by_table, by_hour, given}.';

create function app.lens_void_after_play(p_casino_id uuid, p_from date, p_to date)
returns setof app.lens_finding
language plpgsql
stable
set search_path = ''
as $$
declare
  v_from timestamptz := app.gaming_day_start(p_casino_id, p_from);
  v_until timestamptz := app.gaming_day_start(p_casino_id, p_to + 1);
begin
  return query
  with voided as (
    select c.id, c.voided_by_staff_id as staff_id, app.gaming_day(p_casino_id, c.voided_at) as gaming_day, exists (
      select from public.rating_slip r
      where r.casino_id = c.casino_id and r.player_id = c.player_id and r.started_at < c.voided_at
        and coalesce(r.ended_at, 'infinity') > c.issued_at) as is_after_play
    from public.promo_coupon c
    where c.casino_id = p_casino_id and c.status = 'voided' and c.voided_at >= v_from and c.voided_at < v_until
      and c.voided_by_staff_id is not null
  ),
  person as (
    select v.staff_id, count(*) as voided, count(*) filter (where v.is_after_play) as after_play,
      max(v.gaming_day) filter (where v.is_after_play) as last_day,
      array_agg(v.id order by v.id) filter (where v.is_after_play) as ids
    from voided v
    group by v.staff_id
  )
  select 'void_after_play'::public.lens_kind, p.staff_id::text, null::uuid, null::uuid, p.staff_id, p.last_day,
    p.after_play::numeric, app.lens_line(3, peers.baseline), peers.baseline, jsonb_build_object('voided', p.voided),
    p.ids
  from person p
  cross join lateral (
    select app.lens_baseline(array_agg(o.after_play)) as baseline from person o where o.staff_id <> p.staff_id
  ) peers
  where app.lens_stands_out(p.after_play, 3, peers.baseline);
end;
$$;
comment on function app.lens_void_after_play(uuid, date, date) is
  'void_after_play: coupons that somebody voided after their player had sat at a table while they were good, if at '
  'least 3 and beyond what is usual of the others who voided any. params {voided}.';

create function app.lens_replace_chain(p_casino_id uuid, p_from date, p_to date)
returns setof app.lens_finding
language plpgsql
stable
set search_path = ''
as $$
declare
  v_from timestamptz := app.gaming_day_start(p_casino_id, p_from);
  v_until timestamptz := app.gaming_day_start(p_casino_id, p_to + 1);
begin
  return query
  with recursive walk as (
    select c.id as begun_at, c.id, c.replaces_coupon_id, c.player_id, c.replaced_at, c.replaced_by_staff_id
    from public.promo_coupon c
    where c.casino_id = p_casino_id and c.status = 'replaced' and c.replaced_at >= v_from and c.replaced_at < v_until
    union all
    select w.begun_at, c.id, c.replaces_coupon_id, c.player_id, c.replaced_at, c.replaced_by_staff_id
    from walk w
    join public.promo_coupon c on c.casino_id = p_casino_id and c.id = w.replaces_coupon_id
  ),
  line as (
    select root.id as root_id, root.player_id, count(distinct w.id) as replaced, max(w.replaced_at) as last_at,
      array_agg(distinct w.id order by w.id) as ids,
      (array_agg(w.replaced_by_staff_id order by w.replaced_at desc))[1] as staff_id,
      count(distinct w.replaced_by_staff_id) as people
    from walk w
    join walk root on root.begun_at = w.begun_at and root.replaces_coupon_id is null
    group by root.id, root.player_id
  ),
  usual as (
    select case when count(*) < 100 then array_agg(l.replaced::numeric) end as figures,
      app.lens_baseline(array_agg(l.replaced)) as baseline
    from line l
  )
  select 'replace_chain'::public.lens_kind, l.root_id::text, l.player_id, null::uuid, l.staff_id,
    app.gaming_day(p_casino_id, l.last_at), l.replaced::numeric, app.lens_line(3, others.baseline), others.baseline,
    jsonb_build_object('people', l.people), l.ids
  from line l
  cross join usual u
  cross join lateral (select app.lens_baseline_beside(u.figures, l.replaced, u.baseline) as baseline) others
  where app.lens_stands_out(l.replaced, 3, others.baseline);
end;
$$;
comment on function app.lens_replace_chain(uuid, date, date) is
  'replace_chain: how often one coupon was replaced since it was first issued, if the last time was in the days asked '
  'for, at least 3 times, and beyond what is usual of coupons that were replaced in them. params {people}.';

create function app.lens_given_by_player(p_casino_id uuid, p_from date, p_to date)
returns table (
  player_id uuid,
  points numeric,
  first_no bigint,
  first_day date,
  first_at timestamptz,
  last_day date,
  last_staff_id uuid,
  ids uuid[]
)
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  select g.player_id, sum(g.points), min(g.entry_no), min(g.gaming_day), min(g.created_at), max(g.gaming_day),
    (array_agg(g.staff_id order by g.entry_no desc))[1], array_agg(g.entry_id order by g.entry_id)
  from app.lens_given(p_casino_id, p_from, p_to) g
  group by g.player_id;
end;
$$;
comment on function app.lens_given_by_player(uuid, date, date) is
  'What staff gave each player by hand in some gaming days, with the first entry and who gave last.';

create function app.lens_dormant_account(p_casino_id uuid, p_from date, p_to date)
returns setof app.lens_finding
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  with quiet as (
    select g.*, floor(extract(epoch from g.first_at - greatest(p.created_at,
        (select e.created_at from public.loyalty_ledger e
          where e.casino_id = p_casino_id and e.player_id = g.player_id and e.entry_no = g.first_no - 1),
        (select max(v.started_at) from public.visit v
          where v.casino_id = p_casino_id and v.player_id = g.player_id and v.gaming_day < g.first_day))) / 86400)
      as days
    from app.lens_given_by_player(p_casino_id, p_from, p_to) g
    join public.player p on p.casino_id = p_casino_id and p.id = g.player_id
  ),
  usual as (
    select case when count(*) < 100 then array_agg(q.days) end as figures,
      app.lens_baseline(array_agg(q.days)) as baseline
    from quiet q
  )
  select 'dormant_account'::public.lens_kind, q.player_id::text, q.player_id, null::uuid, q.last_staff_id, q.last_day,
    q.days, app.lens_line(180, others.baseline), others.baseline,
    jsonb_build_object('points', q.points, 'earned', played.points), q.ids
  from quiet q
  cross join usual u
  cross join lateral (select app.lens_baseline_beside(u.figures, q.days, u.baseline) as baseline) others
  cross join lateral (
    select coalesce(sum(e.points), 0) as points from public.loyalty_ledger e
    where e.casino_id = p_casino_id and e.player_id = q.player_id and e.entry_no > q.first_no
      and e.reason = 'session_accrual'
  ) played
  where app.lens_stands_out(q.days, 180, others.baseline) and q.points > played.points;
end;
$$;
comment on function app.lens_dormant_account(uuid, date, date) is
  'dormant_account: for how many days nothing had happened on an account (no entry, no visit before that gaming day, '
  'not enrolled yet) when somebody gave it points, if at least 180 and beyond what is usual of those who were given '
  'points, and play has not earned it as many since. params {points, earned}.';

create function app.lens_staff_namesake(p_casino_id uuid, p_from date, p_to date)
returns setof app.lens_finding
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  with given as (select g.* from app.lens_given_by_player(p_casino_id, p_from, p_to) g),
  usual as (
    select case when count(*) < 100 then array_agg(g.points) end as figures,
      app.lens_baseline(array_agg(g.points)) as baseline
    from given g
  )
  select 'staff_namesake'::public.lens_kind, g.player_id::text, g.player_id, null::uuid, g.last_staff_id, g.last_day,
    g.points, 1::numeric, app.lens_baseline_beside(u.figures, g.points, u.baseline), '{}'::jsonb, g.ids
  from given g
  join public.player p on p.casino_id = p_casino_id and p.id = g.player_id
  cross join usual u
  where p.person_key in (
    select app.person_key(s.full_name, null) from public.staff s where s.casino_id = p_casino_id);
end;
$$;
comment on function app.lens_staff_namesake(uuid, date, date) is
  'staff_namesake: points given by hand to a player who bears the name of somebody of the staff, whoever gave them: '
  'the same words exactly, without regard to their order, case, accents and punctuation (app.person_key). The baseline '
  'is what players were given; it decides nothing.';

create function app.lens_overrides(p_casino_id uuid, p_from date, p_to date)
returns setof app.lens_finding
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  with issuer as (
    select g.staff_id, count(*) as given, count(*) filter (where g.is_override) as overrides,
      max(g.gaming_day) filter (where g.is_override) as last_day,
      array_agg(g.entry_id order by g.entry_id) filter (where g.is_override) as ids
    from app.lens_given(p_casino_id, p_from, p_to) g
    where g.is_reward
    group by g.staff_id
  )
  select 'overrides'::public.lens_kind, i.staff_id::text, null::uuid, null::uuid, i.staff_id, i.last_day,
    i.overrides::numeric, app.lens_line(3, peers.baseline), peers.baseline, jsonb_build_object('given', i.given), i.ids
  from issuer i
  cross join lateral (
    select app.lens_baseline(array_agg(o.overrides)) as baseline from issuer o where o.staff_id <> i.staff_id
  ) peers
  where app.lens_stands_out(i.overrides, 3, peers.baseline);
end;
$$;
comment on function app.lens_overrides(uuid, date, date) is
  'overrides: rewards above the soft cap by one person, if at least 3 and beyond what is usual of the other issuers. '
  'params {given}.';

create function app.lens_overrides_own_past(p_casino_id uuid, p_from date, p_to date)
returns setof app.lens_finding
language plpgsql
stable
set search_path = ''
as $$
declare
  v_first_week date := app.week_of(p_from);
  v_last_week date := app.week_of(p_to);
begin
  return query
  with week as (
    select g.staff_id, app.week_of(g.gaming_day) as begins_on, count(*) as given,
      count(*) filter (where g.is_override) as overrides, max(g.gaming_day) filter (where g.is_override) as last_day,
      array_agg(g.entry_id order by g.entry_id) filter (where g.is_override) as ids
    from app.lens_given(p_casino_id, v_first_week - 84, v_last_week + 6) g
    where g.is_reward
    group by g.staff_id, app.week_of(g.gaming_day)
  )
  select 'overrides_own_past'::public.lens_kind, w.staff_id || '/' || w.begins_on, null::uuid, null::uuid, w.staff_id,
    w.last_day, w.overrides::numeric, app.lens_line(3, past.baseline), past.baseline,
    jsonb_build_object('given', w.given), w.ids
  from week w
  cross join lateral (
    select app.lens_baseline(array_agg(o.overrides)) as baseline from week o
    where o.staff_id = w.staff_id and o.begins_on between w.begins_on - 84 and w.begins_on - 7
    having count(*) >= 5
  ) past
  where w.begins_on >= v_first_week and app.lens_stands_out(w.overrides, 3, past.baseline);
end;
$$;
comment on function app.lens_overrides_own_past(uuid, date, date) is
  'overrides_own_past: rewards above the soft cap by one person in a week from Monday on, of which a day is asked for, '
  'if at least 3 and beyond what is usual of their own earlier weeks: those of the 12 before in which they gave any '
  'reward, of which there are at least 5. params {given}.';
