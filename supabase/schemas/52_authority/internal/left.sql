-- What is left of somebody's authority: the refusal and what is shown before it go by the same.

create function app.limits_anything(p_limit public.authority_limit)
returns boolean
language sql
immutable
return num_nonnulls(p_limit.points_at_once, p_limit.points_per_shift, p_limit.points_per_day,
  p_limit.value_at_once_cents, p_limit.value_per_day_cents, p_limit.player_per_day_cents) > 0;
comment on function app.limits_anything(public.authority_limit) is
  'Whether a row holds any limit: one that was emptied is as one that was never set.';

create function app.limits_on(p_casino_id uuid, p_staff_id uuid, p_role public.staff_role)
returns setof public.authority_limit
language sql
stable
begin atomic
  select l.*
  from public.authority_limit l
  where l.casino_id = p_casino_id and app.limits_anything(l) and (
    l.staff_id = p_staff_id or num_nonnulls(l.role, l.staff_id) = 0 or l.role = p_role and not exists (
      select from public.authority_limit own
      where own.casino_id = p_casino_id and own.staff_id = p_staff_id and app.limits_anything(own)));
end;
comment on function app.limits_on(uuid, uuid, public.staff_role) is
  'The rows that limit what somebody gives: their own, else their role''s, and the house''s.';

create function app.is_by_hand(p_entry public.loyalty_ledger)
returns boolean
language sql
immutable
-- A correction on a slip is a bonus by another name; others mend the record and give nothing.
return p_entry.reason in ('mid_session_bonus', 'supervisor_discretion', 'promotion')
  or p_entry.reason = 'correction' and p_entry.rating_slip_id is not null;
comment on function app.is_by_hand(public.loyalty_ledger) is
  'Whether an entry is a bonus: points that somebody gave, and neither play nor the mending of the record.';

create function app.given_worth_cents(p_entry public.loyalty_ledger, p_gaming_day date)
returns bigint
language plpgsql
stable
set search_path = ''
as $$
begin
  return coalesce((p_entry.metadata ->> 'amount_cents')::bigint,
    app.points_worth_cents(p_entry.casino_id, abs(p_entry.points), p_gaming_day));
end;
$$;
comment on function app.given_worth_cents(public.loyalty_ledger, date) is
  'What was given with an entry, as money: a comp whose amount its issuer typed by that, anything else by the point '
  'value of the day.';

create function app.points_given_by(p_ctx app.rls_context, p_from timestamptz, p_to timestamptz)
returns bigint
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select coalesce(sum(e.points), 0) from public.loyalty_ledger e
    where e.casino_id = p_ctx.casino_id and e.staff_id = p_ctx.staff_id and e.created_at >= p_from
      and e.created_at < p_to and app.is_by_hand(e) and app.reversal_id(e) is null
  );
end;
$$;
comment on function app.points_given_by(app.rls_context, timestamptz, timestamptz) is
  'Points that who acts gave by hand in a time and that were not taken back.';

create function app.value_given_by(p_ctx app.rls_context, p_from timestamptz, p_to timestamptz)
returns bigint
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select coalesce(sum(app.given_worth_cents(e, p_ctx.gaming_day)), 0)
    from public.loyalty_ledger e
    where e.casino_id = p_ctx.casino_id and e.staff_id = p_ctx.staff_id and e.created_at >= p_from
      and e.created_at < p_to and e.reason = 'redemption' and app.reversal_id(e) is null
  ) + (
    select coalesce(sum(c.face_value_cents), 0) from public.promo_coupon c
    where c.casino_id = p_ctx.casino_id and c.issued_by_staff_id = p_ctx.staff_id and c.issued_at >= p_from
      and c.issued_at < p_to and app.is_given(c)
  );
end;
$$;
comment on function app.value_given_by(app.rls_context, timestamptz, timestamptz) is
  'What the comps and coupons are worth in cents that who acts gave in a time of the gaming day: each comp by the '
  'point value of the day and for itself, so that the next one adds what it is worth, each coupon by its face value.';

create function app.value_given_to(p_ctx app.rls_context, p_player_id uuid, p_from timestamptz, p_to timestamptz)
returns bigint
language plpgsql
stable
set search_path = ''
as $$
declare
  -- From the end of the player's ledger back to before the day: no index has the time, and a busy one is long. An hour
  -- more, since who waited for the player's row may have begun before midnight of the day and come after.
  v_before constant bigint := (
    select e.entry_no from public.loyalty_ledger e
    where e.casino_id = p_ctx.casino_id and e.player_id = p_player_id and e.created_at < p_from - interval '1 hour'
    order by e.entry_no desc limit 1
  );
begin
  return (
    select coalesce(sum(app.given_worth_cents(e, p_ctx.gaming_day)), 0)
    from public.loyalty_ledger e
    where e.casino_id = p_ctx.casino_id and e.player_id = p_player_id and e.entry_no > coalesce(v_before, 0)
      and e.created_at >= p_from and e.created_at < p_to
      and (app.is_by_hand(e) or e.reason = 'redemption') and app.reversal_id(e) is null
  ) + (
    select coalesce(sum(c.face_value_cents), 0) from public.promo_coupon c
    where c.casino_id = p_ctx.casino_id and c.player_id = p_player_id and c.issued_at >= p_from
      and c.issued_at < p_to and app.is_given(c)
  );
end;
$$;
comment on function app.value_given_to(app.rls_context, uuid, timestamptz, timestamptz) is
  'What a player was given by everybody in a time of the gaming day, in cents: points by hand and comps, each for '
  'itself, by the point value of the day, coupons by face value.';

create function app.most_points_worth(p_cents bigint, p_cents_per_1000_points integer)
returns bigint
language sql
immutable
-- The worth is rounded, half a cent up: it is within the cents as long as a thousandth of points times value is less
-- than half a cent above them.
return ((2 * p_cents + 1) * 500 - 1) / p_cents_per_1000_points;
comment on function app.most_points_worth(bigint, integer) is
  'How many points at once are worth no more than so many cents, as app.points_worth_cents rounds.';

create function app.authority_left(p_ctx app.rls_context, p_player_id uuid, p_unit app.authority_unit)
returns setof app.authority_left
language plpgsql
stable
set search_path = ''
as $$
declare
  v_limit public.authority_limit;
  v_day constant app.time_window := app.day_or_shift(p_ctx.casino_id, p_ctx.gaming_day, null);
  v_shift app.time_window;
  v_left bigint;
  v_rate integer;
begin
  select l.* into v_limit from app.limits_on(p_ctx.casino_id, p_ctx.staff_id, p_ctx.role) l
    where num_nonnulls(l.role, l.staff_id) = 1;
  if p_unit = 'points' then
    v_shift := app.running_shift(p_ctx, v_day);
    return query
      select l.limit_name, p_unit, l.most, greatest(0, l.most - l.given)
      from (values
        ('points_at_once', v_limit.points_at_once, 0::bigint),
        ('points_per_shift', v_limit.points_per_shift, case when v_limit.points_per_shift is not null
          then app.points_given_by(p_ctx, v_shift.starts_at, v_shift.ends_at) end),
        ('points_per_day', v_limit.points_per_day, case when v_limit.points_per_day is not null
          then app.points_given_by(p_ctx, v_day.starts_at, v_day.ends_at) end)) l (limit_name, most, given)
      where l.most is not null;
  else
    return query
      select l.limit_name, p_unit, l.most, greatest(0, l.most - l.given)
      from (values
        ('value_at_once', v_limit.value_at_once_cents, 0::bigint),
        ('value_per_day', v_limit.value_per_day_cents, case when v_limit.value_per_day_cents is not null
          then app.value_given_by(p_ctx, v_day.starts_at, v_day.ends_at) end)) l (limit_name, most, given)
      where l.most is not null;
  end if;

  if app.is_related(p_ctx, p_player_id) then
    return query select 'relation', p_unit, 0::bigint, 0::bigint;
  end if;

  select l.* into v_limit from app.limits_on(p_ctx.casino_id, p_ctx.staff_id, p_ctx.role) l
    where num_nonnulls(l.role, l.staff_id) = 0 and l.player_per_day_cents is not null;
  if found and p_player_id is not null then
    v_left := greatest(0, v_limit.player_per_day_cents
      - app.value_given_to(p_ctx, p_player_id, v_day.starts_at, v_day.ends_at));
    v_rate := app.cents_per_1000_points(p_ctx.casino_id, p_ctx.gaming_day);
    return query select 'player_per_day', p_unit, case p_unit when 'cents' then v_limit.player_per_day_cents
      else app.most_points_worth(v_limit.player_per_day_cents, v_rate) end, case p_unit when 'cents' then v_left
      else app.most_points_worth(v_left, v_rate) end;
  end if;
end;
$$;
comment on function app.authority_left(app.rls_context, uuid, app.authority_unit) is
  'Each limit that holds when who acts gives a player (or, of null, nobody by name) something now, and what is left of '
  'it: of bonuses in points, of comps and coupons in cents. The player''s limit is in cents, and is said in points by '
  'how many are worth that much. A relation is a limit of nothing. Of several the smallest holds; no row: no limit. '
  'Both what is refused (app.require_authority) and what is shown before go by this.';

create function app.running_shift(p_ctx app.rls_context, p_day app.time_window)
returns app.time_window
language plpgsql
stable
set search_path = ''
as $$
declare
  v_shift app.time_window;
begin
  select s.name, s.starts_at, s.ends_at into v_shift from app.shifts_of_day(p_ctx.casino_id, p_ctx.gaming_day) s
  where s.starts_at <= now() and s.ends_at > now();
  return case when found then v_shift else p_day end;
end;
$$;
comment on function app.running_shift(app.rls_context, app.time_window) is
  'The time of the shift of now; of the whole gaming day in a house that has set no shifts up.';

create function app.require_authority(
  p_ctx app.rls_context,
  p_player_id uuid,
  p_unit app.authority_unit,
  p_amount bigint
)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_left app.authority_left;
begin
  -- What one player is given is counted under the player's row, which the caller holds; what one person gives under
  -- this: of two rewards from two tablets the second sees the first.
  perform app.lock_issuer(p_ctx);
  select l.* into v_left from app.authority_left(p_ctx, p_player_id, p_unit) l
  where l.remaining < p_amount order by l.remaining, l.limit_name limit 1;
  if found then
    perform app.fail(409, 'OVER_AUTHORITY', jsonb_build_object('limit', app.camel_case(v_left.limit_name),
      'unit', v_left.unit, 'asked', p_amount, 'most', v_left.most, 'left', v_left.remaining));
  end if;
end;
$$;
comment on function app.require_authority(app.rls_context, uuid, app.authority_unit, bigint) is
  'Asked under the player''s lock by all that gives by hand, before it is written, where the casino has any limits '
  '(casino_settings.has_authority_limits, so that the others pay nothing): OVER_AUTHORITY (limit, unit, asked, '
  'most, left) where it is more than is left of the tightest limit. Lines up what one person gives, as '
  'app.require_reward_rate does.';
