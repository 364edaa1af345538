-- What became of coupons: each came into the days from one place and went to one.

create type app.pack_coupon as (
  id uuid,
  program text,
  promo_type text,
  face_value_cents bigint,
  player_id uuid,
  issued_at timestamptz,
  gaming_day date,
  issued_by_staff_id uuid,
  replaces_coupon_id uuid,
  origin text,
  fate text,
  fate_at timestamptz,
  fate_by_staff_id uuid,
  fate_reason text
);
comment on type app.pack_coupon is
  'A coupon with its origin (outstanding_at_start, issued, issued_as_replacement) and its fate by the end of the days '
  '(voided, replaced, expired, cleared, outstanding_at_end).';

create function app.pack_coupons(p_casino_id uuid, p_from date, p_to date, p_after_id uuid default null,
  p_limit integer default null)
returns setof app.pack_coupon
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  select c.id, p.name, p.promo_type::text, c.face_value_cents, c.player_id, c.issued_at, c.gaming_day,
    c.issued_by_staff_id, c.replaces_coupon_id,
    case when c.issued_at < days.starts_at then 'outstanding_at_start' when c.replaces_coupon_id is null then 'issued'
      else 'issued_as_replacement' end,
    case when settled.at < days.ends_at then settled.status else 'outstanding_at_end' end,
    case when settled.at < days.ends_at then settled.at end,
    case when settled.at < days.ends_at then coalesce(c.voided_by_staff_id, c.replaced_by_staff_id) end,
    case when settled.at < days.ends_at then coalesce(c.void_reason, c.replace_reason) end
  from (
    select app.gaming_day_start(p_casino_id, p_from) as starts_at,
      app.gaming_day_start(p_casino_id, p_to + 1) as ends_at
  ) days,
    public.promo_coupon c
  join public.promo_program p on p.casino_id = c.casino_id and p.id = c.promo_program_id
  -- An overdue coupon is expired, also before anything marked it.
  cross join lateral (
    select case c.status when 'issued' then 'expired' else c.status::text end as status,
      coalesce(c.voided_at, c.replaced_at, c.cleared_at, c.expires_at) as at
  ) settled
  where c.casino_id = p_casino_id and (p_after_id is null or c.id > p_after_id)
    -- No coupon is good for longer than a year and a day.
    and c.id >= app.lowest_id_at(days.starts_at - interval '367 days')
    and c.id < app.lowest_id_at(days.ends_at + interval '1 hour')
    and c.issued_at < days.ends_at and settled.at >= days.starts_at
  order by c.id
  limit p_limit;
end;
$$;
comment on function app.pack_coupons(uuid, date, date, uuid, integer) is
  'Every coupon that was outstanding at any time of the gaming days, in the order of their ids.';

create function app.pack_coupon_row(p_casino_id uuid, p_coupon app.pack_coupon)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return to_jsonb(p_coupon) || jsonb_build_object('coupon_id', p_coupon.id,
    'issuer', app.staff_name(p_casino_id, p_coupon.issued_by_staff_id),
    'fate_by', app.staff_name(p_casino_id, p_coupon.fate_by_staff_id),
    p_coupon.origin, 1, p_coupon.origin || '_cents', p_coupon.face_value_cents,
    p_coupon.fate, 1, p_coupon.fate || '_cents', p_coupon.face_value_cents);
end;
$$;
comment on function app.pack_coupon_row(uuid, app.pack_coupon) is
  'A coupon of a pack with a 1 and its face value in the columns of its origin and its fate.';

create function app.pack_coupon_sums(p_casino_id uuid, p_from date, p_to date)
returns setof jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  with places as (
    select c.program, place.name, count(*) as coupons, sum(c.face_value_cents) as cents
    from app.pack_coupons(p_casino_id, p_from, p_to) c
    cross join lateral (values (c.origin), (c.fate)) place (name)
    group by c.program, place.name
  )
  select jsonb_build_object('program', program) || jsonb_object_agg(name, coupons)
    || jsonb_object_agg(name || '_cents', cents)
  from places
  group by program
  order by program;
end;
$$;
comment on function app.pack_coupon_sums(uuid, date, date) is
  'The reconciliation by program: how many coupons, of which face value in cents, came from each origin and went to '
  'each fate; what is none is left out.';
