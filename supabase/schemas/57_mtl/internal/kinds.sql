-- What kinds of entries there are, and how near a sum is to a report.

create function app.mtl_direction(p_kind public.mtl_kind)
returns public.mtl_direction
language sql
immutable
return case when p_kind in ('chip_purchase', 'front_money_in', 'safekeeping_in', 'marker_payment', 'cash_bet',
  'money_play_rebet', 'cheque_purchase', 'wire_in', 'exchange_in') then 'in'::public.mtl_direction else 'out' end;
comment on function app.mtl_direction(public.mtl_kind) is
  'Whether the house takes or gives: 31 CFR 1021.311(a) for cash in, (b) for cash out.';

create function app.is_ctr_kind(p_kind public.mtl_kind)
returns boolean
language sql
immutable
return p_kind not in ('money_play_rebet', 'money_play_return', 'jackpot_hand_pay');
comment on function app.is_ctr_kind(public.mtl_kind) is
  'Whether currency of a kind counts toward a report. Exempt are, by 31 CFR 1021.311, (c)(2) the two of a money play, '
  'the currency that was bet and won back, and bet again without leaving the table; (c)(4) slot jackpots.';

create function app.is_table_kind(p_kind public.mtl_kind)
returns boolean
language sql
immutable
return p_kind in ('money_play_rebet', 'money_play_return');
comment on function app.is_table_kind(public.mtl_kind) is
  'Whether a kind is at a table, which an entry has to name: what exempts a money play is that table''s bet.';

create function app.mtl_kinds()
returns table (kind public.mtl_kind, direction public.mtl_direction, counts boolean, needs_table boolean)
language sql
immutable
begin atomic
  select k, app.mtl_direction(k), app.is_ctr_kind(k), app.is_table_kind(k)
  from unnest(enum_range(null::public.mtl_kind)) k;
end;
comment on function app.mtl_kinds() is 'Every kind of entry with what it says of one.';

-- These two are written so that a query takes them in: a day's summary asks them of every patron.

create function app.mtl_level(p_settings public.casino_settings, p_cents bigint)
returns public.mtl_level
language sql
immutable
return case
  when p_cents > p_settings.ctr_threshold_cents then 'ctr'::public.mtl_level
  when p_cents * 100 >= p_settings.ctr_threshold_cents::numeric
    * least(p_settings.near_ctr_first_percent, p_settings.near_ctr_second_percent) then 'near_ctr'::public.mtl_level
  when p_cents >= p_settings.watchlist_floor_cents then 'watchlist'::public.mtl_level
  else 'none'::public.mtl_level
end;
comment on function app.mtl_level(public.casino_settings, bigint) is
  'How near a sum of one direction is to a report: ctr is strictly more than the threshold, near_ctr from the '
  'first of the two steps on, watchlist from the floor of the log on.';

create function app.near_ctr_percent(p_settings public.casino_settings, p_cents bigint)
returns integer
language sql
immutable
-- What is null is passed over.
return greatest(
  case when p_cents * 100 >= p_settings.ctr_threshold_cents::numeric * p_settings.near_ctr_first_percent
    then p_settings.near_ctr_first_percent end,
  case when p_cents * 100 >= p_settings.ctr_threshold_cents::numeric * p_settings.near_ctr_second_percent
    then p_settings.near_ctr_second_percent end);
comment on function app.near_ctr_percent(public.casino_settings, bigint) is
  'The highest of the casino''s steps, in percent of the threshold, that a sum has reached; null below the first.';

create function app.mtl_totals_json(
  p_settings public.casino_settings,
  p_gaming_day date,
  p_cash_in_cents bigint,
  p_cash_out_cents bigint
)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_in constant public.mtl_level := app.mtl_level(p_settings, p_cash_in_cents);
  v_out constant public.mtl_level := app.mtl_level(p_settings, p_cash_out_cents);
begin
  -- The higher of two that are judged each on its own: never their sum, never their difference.
  return jsonb_build_object('gaming_day', p_gaming_day, 'cash_in_cents', p_cash_in_cents,
    'cash_out_cents', p_cash_out_cents, 'level', greatest(v_in, v_out),
    'near_ctr_percent', app.near_ctr_percent(p_settings, greatest(p_cash_in_cents, p_cash_out_cents)),
    'cash_in_level', v_in, 'cash_out_level', v_out);
end;
$$;
comment on function app.mtl_totals_json(public.casino_settings, date, bigint, bigint) is
  'A patron''s cash of a gaming day as every RPC answers it.';

create function app.mtl_options(p_values text[], p_field text, p_value text)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if (p_value = any (p_values)) is not true then
    perform app.invalid(p_field, 'oneOf', jsonb_build_object('options', array_to_string(p_values, ', ')));
  end if;
end;
$$;
comment on function app.mtl_options(text[], text, text) is
  'VALIDATION_FAILED, naming the field and what there is, unless a value is one of them.';

create function app.require_enum(p_type text, p_field text, p_value text)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if pg_input_is_valid(p_value, p_type) is not true then
    perform app.mtl_options(array(
      select e.enumlabel::text from pg_catalog.pg_enum e where e.enumtypid = p_type::regtype order by e.enumsortorder),
      p_field, p_value);
  end if;
end;
$$;
comment on function app.require_enum(text, text, text) is
  'VALIDATION_FAILED, naming the field and what there is, unless a value is one of an enumeration''s.';
