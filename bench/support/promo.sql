-- Coupon history for one casino, written straight into the table: so many coupons a day, evenly over the day, as many days back
-- as it takes, each with the fate that coupons have. However long the history, today is the same.

-- The gaming day began 18 hours before p_now, so that a run finds the same part of a day whatever the hour. Clocks are UTC.
create function bench.prepare_promo(p_casino_id uuid, p_now timestamptz)
returns void
language plpgsql
as $$
declare
  v_start time := date_trunc('minute', (p_now - interval '18 hours') at time zone 'UTC')::time;
begin
  update public.casino_settings set time_zone = 'UTC', gaming_day_start = v_start where casino_id = p_casino_id;
  insert into public.promo_program (casino_id, name, promo_type, face_value_cents, required_match_wager_cents, start_at, valid_hours)
  select p_casino_id, p.name, p.promo_type::public.promo_type_enum, p.cents, p.wager, p_now - interval '30 years', 36
  from (values ('Weekday match play', 'match_play', 2500, 2500), ('Weekend match play', 'match_play', 5000, 5000),
    ('Holiday match play', 'match_play', 10000, 10000), ('Birthday free play', 'free_play', 2000, 0)) p (name, promo_type, cents, wager);
  insert into public.player (casino_id, first_name, last_name, loyalty_id)
  select p_casino_id, 'Guest', lpad(n::text, 6, '0'), 'G' || lpad(n::text, 6, '0')
  from generate_series(1, 10000 - (select count(*) from public.player where casino_id = p_casino_id)) n;
end;
$$;

-- Three shifts a day, fifteen days of them behind today, and every table counted at the end of each.
create function bench.add_shifts(p_casino_id uuid)
returns void
language plpgsql
as $$
declare
  v_start time := (select gaming_day_start from public.casino_settings where casino_id = p_casino_id);
begin
  insert into public.shift_pattern (casino_id, name, starts_at_local)
  select p_casino_id, p.name, v_start + make_interval(hours => 8 * p.place)
  from (values ('Day', 0), ('Swing', 1), ('Grave', 2)) p (name, place);
  perform app.plan_shifts(p_casino_id, app.gaming_day(p_casino_id) - day) from generate_series(-1, 15) day;
  insert into public.table_count (casino_id, table_id, shift_id, opening_cents, closing_cents, fills_cents, credits_cents, drop_cents,
    recorded_by_staff_id, at)
  select p_casino_id, t.id, s.id, 5000000, 5000000 - d.drop_cents * 4 / 5, 0, 0, d.drop_cents, staff.id, s.ends_at
  from public.gaming_table t
  join public.shift s on s.casino_id = t.casino_id and s.ends_at < now()
  join public.staff on staff.casino_id = t.casino_id and staff.role = 'compliance'
  cross join lateral (select 1000000 + abs(hashtext(t.label || s.id)::bigint) % 500000 as drop_cents) d
  where t.casino_id = p_casino_id;
end;
$$;

-- Takes the indexes away that are not part of a constraint, and returns what makes them again: sorting all rows at once is
-- faster than inserting each one in its place.
create function bench.drop_coupon_indexes()
returns text
language plpgsql
as $$
declare
  v_index record;
  v_definitions text := '';
begin
  for v_index in
    select i.indexrelid::regclass as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i
    where i.indrelid = 'public.promo_coupon'::regclass and not i.indisprimary
  loop
    v_definitions := v_definitions || v_index.definition || ';';
    execute format('drop index %s', v_index.name);
  end loop;
  return v_definitions;
end;
$$;

-- A UUID version 7 of the moment of issue.
create function bench.coupon_id(p_issued_at timestamptz, p_digest text)
returns uuid
language sql
immutable
as $$
  select (lpad(to_hex((extract(epoch from p_issued_at) * 1000)::bigint), 12, '0') || '7' || substr(p_digest, 17, 3) || '8' || substr(p_digest, 1, 15))::uuid;
$$;

-- Writes the coupons from number p_from down to p_to, the newest of all being number 0. Of 100: 4 were voided, 2 replaced by
-- one more each, 18 ran out, 76 were played; those of the last 36 hours that were neither voided nor replaced are
-- outstanding: a coupon is good for 36 hours.
create function bench.add_coupons(p_casino_id uuid, p_from bigint, p_to bigint, p_per_day integer, p_now timestamptz)
returns void
language plpgsql
as $$
declare
  v_valid constant interval := interval '36 hours';
  v_start interval := (select gaming_day_start::interval from public.casino_settings where casino_id = p_casino_id);
  v_staff_id uuid := (select id from public.staff where casino_id = p_casino_id and role = 'pit_boss' order by email limit 1);
  v_players uuid[] := array(select id from public.player where casino_id = p_casino_id order by id);
  v_programs uuid[] := array(select id from public.promo_program where casino_id = p_casino_id order by name);
  v_cents bigint[] := array(select face_value_cents from public.promo_program where casino_id = p_casino_id order by name);
  v_wagers bigint[] := array(select required_match_wager_cents from public.promo_program where casino_id = p_casino_id order by name);
begin
  insert into public.promo_coupon (casino_id, id, promo_program_id, validation_number, validation_key, status, face_value_cents,
    required_match_wager_cents, player_id, gaming_day, issued_at, issued_by_staff_id, expires_at, voided_at, voided_by_staff_id,
    void_reason, replaced_at, replaced_by_staff_id, replacement_coupon_id, replaces_coupon_id, first_issued_at, expired_at, cleared_at,
    correlation_id)
  select p_casino_id, o.id, v_programs[f.program], o.number, o.number, o.status, v_cents[f.program], v_wagers[f.program],
    v_players[1 + (f.n * 7919) % cardinality(v_players)], (o.issued_at at time zone 'UTC' - v_start)::date, o.issued_at, v_staff_id,
    f.issued_at + v_valid,
    case o.status when 'voided' then f.issued_at + interval '20 minutes' end, case o.status when 'voided' then v_staff_id end,
    case o.status when 'voided' then 'Misprint' end,
    case o.status when 'replaced' then f.replaced_at end, case o.status when 'replaced' then v_staff_id end,
    case o.status when 'replaced' then f.replacement_id end, o.replaces_coupon_id, o.first_issued_at,
    case o.status when 'expired' then f.issued_at + v_valid end,
    case o.status when 'cleared' then f.issued_at + interval '3 hours' end, o.id
  from (
    select c.*, c.issued_at + interval '45 minutes' as replaced_at, 1 + (c.n * 37 + c.n / 100) % 4 as program,
      bench.coupon_id(c.issued_at, c.digest) as id, bench.coupon_id(c.issued_at + interval '45 minutes', reverse(c.digest)) as replacement_id,
      (case
        when (c.n * 37) % 100 < 4 and c.age > interval '20 minutes' then 'voided'
        when (c.n * 37) % 100 between 4 and 5 and c.age > interval '45 minutes' then 'replaced'
        when c.age <= v_valid then 'issued'
        when (c.n * 37) % 100 between 6 and 23 then 'expired'
        else 'cleared'
      end)::public.promo_coupon_status as status
    from (
      select n, (n + 1) * interval '1 day' / p_per_day as age, p_now - (n + 1) * interval '1 day' / p_per_day as issued_at,
        md5(p_casino_id::text || n) as digest
      from generate_series(p_from, p_to, -1) n
    ) c
  ) f
  cross join lateral (
    select f.id, f.issued_at, f.status, translate(substr(f.digest, 1, 16), 'abcdef', 'ABCDEF') as number, null::uuid as replaces_coupon_id,
      null::timestamptz as first_issued_at
    union all
    select f.replacement_id, f.replaced_at, case when f.age <= v_valid then 'issued' else 'cleared' end::public.promo_coupon_status,
      translate(substr(f.digest, 17), 'abcdef', 'ABCDEF'), f.id, f.issued_at
    where f.status = 'replaced'
  ) o;
end;
$$;

-- The 40 days before the first coupon, closed like the others: a short history is one of few coupons, not of a young house.
create function bench.close_earlier_days(p_casino_id uuid)
returns void
language sql
as $$
  insert into public.promo_day_rollup
  select (t.totals).*
  from (select app.gaming_day(p_casino_id, min(issued_at)) as first_day from public.promo_coupon where casino_id = p_casino_id) c
  cross join generate_series(1, 40) back
  cross join lateral (
    select app.promo_totals(p_casino_id, c.first_day - back, d.day_start, d.day_start, app.gaming_day_start(p_casino_id, c.first_day - back + 1)) as totals
    from (select app.gaming_day_start(p_casino_id, c.first_day - back) as day_start) d
  ) made
  cross join lateral (select jsonb_populate_record(made.totals, jsonb_build_object('closed_at', now())) as totals) t;
$$;

-- ---- What it comes to, counted the plain way -------------------------------------------------------------------------

-- Everything read and nothing looked up: what the rollup answers must follow from this.
create function bench.recount_rollup(p_casino_id uuid, p_gaming_day date)
returns jsonb
language plpgsql
set enable_indexscan = off
set enable_indexonlyscan = off
set enable_bitmapscan = off
as $$
declare
  v_from timestamptz := app.gaming_day_start(p_casino_id, p_gaming_day);
  v_to timestamptz := app.gaming_day_start(p_casino_id, p_gaming_day + 1);
begin
  return (
    select jsonb_build_object(
      'issued_count', count(*) filter (where issued_at >= v_from and issued_at < v_to and replaces_coupon_id is null),
      'issued_face_value_cents',
        coalesce(sum(face_value_cents) filter (where issued_at >= v_from and issued_at < v_to and replaces_coupon_id is null), 0),
      'issued_patron_risk_cents',
        coalesce(sum(required_match_wager_cents) filter (where issued_at >= v_from and issued_at < v_to and replaces_coupon_id is null), 0),
      'replacement_count', count(*) filter (where issued_at >= v_from and issued_at < v_to and replaces_coupon_id is not null),
      'voided_count', count(*) filter (where voided_at >= v_from and voided_at < v_to),
      'replaced_count', count(*) filter (where replaced_at >= v_from and replaced_at < v_to),
      'expired_count', count(*) filter (where expires_at >= v_from and expires_at < v_to and expires_at <= now()
        and status in ('issued', 'expired')),
      'outstanding_count', count(*) filter (where status = 'issued' and expires_at > now()),
      'outstanding_face_value_cents', coalesce(sum(face_value_cents) filter (where status = 'issued' and expires_at > now()), 0),
      'outstanding_patron_risk_cents', coalesce(sum(required_match_wager_cents) filter (where status = 'issued' and expires_at > now()), 0),
      'expiring_soon_count', count(*) filter (where status = 'issued' and expires_at > now() and expires_at <= now() + interval '24 hours'
        and now() >= expires_at - (expires_at - coalesce(first_issued_at, issued_at)) / 2),
      'by_hour', (
        select coalesce(jsonb_agg(jsonb_build_object('hour', h.hour, 'issued_count', h.coupons, 'issued_face_value_cents', h.cents)), '[]'::jsonb)
        from (
          select floor(extract(epoch from issued_at - v_from) / 3600) as hour, count(*) as coupons, sum(face_value_cents) as cents
          from public.promo_coupon
          where casino_id = p_casino_id and issued_at >= v_from and issued_at < v_to and replaces_coupon_id is null
          group by 1
        ) h
      ))
    from public.promo_coupon where casino_id = p_casino_id
  );
end;
$$;

create function bench.recount_inventory(p_casino_id uuid)
returns jsonb
language sql
as $$
  select jsonb_agg(jsonb_build_object('status', s.status, 'count', s.coupons, 'face_value_cents', s.cents, 'patron_risk_cents', s.risk))
  from (
    select case when status = 'issued' and expires_at <= now() then 'expired' else status end as status, count(*) as coupons,
      sum(face_value_cents) as cents, sum(required_match_wager_cents) as risk
    from public.promo_coupon where casino_id = p_casino_id
    group by 1
  ) s;
$$;

-- How many closed gaming days are kept with another figure than a recount of all coupons gives. Clocks are UTC.
create function bench.count_wrong_days(p_casino_id uuid)
returns bigint
language sql
set work_mem = '64MB'
as $$
  with clock as (select gaming_day_start::interval as start from public.casino_settings where casino_id = p_casino_id),
  coupons as (select c.*, clock.start from public.promo_coupon c, clock where c.casino_id = p_casino_id),
  events as (
    select (issued_at at time zone 'UTC' - start)::date as day, 'issued' as what, face_value_cents as cents, required_match_wager_cents as risk from coupons
    where replaces_coupon_id is null
    union all
    select (voided_at at time zone 'UTC' - start)::date, 'voided', face_value_cents, required_match_wager_cents from coupons where status = 'voided'
    union all
    select (replaced_at at time zone 'UTC' - start)::date, 'replaced', face_value_cents, required_match_wager_cents from coupons where status = 'replaced'
    union all
    select (expires_at at time zone 'UTC' - start)::date, 'expired', face_value_cents, required_match_wager_cents from coupons
    where status = 'expired' or status = 'issued' and expires_at <= now()
  ),
  days as (
    select day,
      coalesce(sum(coupons) filter (where what = 'issued'), 0) as issued, coalesce(sum(cents) filter (where what = 'issued'), 0) as issued_cents,
      coalesce(sum(risk) filter (where what = 'issued'), 0) as issued_risk,
      coalesce(sum(coupons) filter (where what = 'voided'), 0) as voided, coalesce(sum(cents) filter (where what = 'voided'), 0) as voided_cents,
      coalesce(sum(coupons) filter (where what = 'replaced'), 0) as replaced, coalesce(sum(cents) filter (where what = 'replaced'), 0) as replaced_cents,
      coalesce(sum(coupons) filter (where what = 'expired'), 0) as expired, coalesce(sum(cents) filter (where what = 'expired'), 0) as expired_cents
    from (select day, what, count(*) as coupons, sum(cents) as cents, sum(risk) as risk from events group by day, what) by_kind
    group by day
  )
  select count(*)
  from public.promo_day_rollup r
  left join days d on d.day = r.gaming_day
  where r.casino_id = p_casino_id
    and (r.issued_count, r.issued_face_value_cents, r.issued_patron_risk_cents, r.voided_count, r.voided_face_value_cents, r.replaced_count,
      r.replaced_face_value_cents, r.expired_count, r.expired_face_value_cents)
    is distinct from (coalesce(d.issued, 0), coalesce(d.issued_cents, 0), coalesce(d.issued_risk, 0), coalesce(d.voided, 0),
      coalesce(d.voided_cents, 0), coalesce(d.replaced, 0), coalesce(d.replaced_cents, 0), coalesce(d.expired, 0), coalesce(d.expired_cents, 0));
$$;

-- An audit row for every coupon, as the RPC leaves one. On a table without rows the first plans of a session may settle for a
-- poor index, and keep it until the first analyze.
create function bench.add_audit_rows(p_casino_id uuid)
returns void
language sql
as $$
  insert into public.audit_log (casino_id, id, at, gaming_day, staff_id, staff_role, domain, action, entity_type, entity_id, after,
    correlation_id, idempotency_key, request_hash)
  select casino_id, id, issued_at, gaming_day, issued_by_staff_id, 'pit_boss', 'promo', 'promo.issue_promo_coupon', 'promo_coupon', id,
    jsonb_build_object('coupon', app.promo_coupon_json(c)), correlation_id, 'coupon:' || id, sha256(uuid_send(id))
  from public.promo_coupon c
  where casino_id = p_casino_id
  order by id;
$$;
