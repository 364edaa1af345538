-- The formulas of theo.

create function app.theo_x3600(p_average_bet_cents bigint, p_seconds bigint, p_snapshot jsonb)
returns numeric
language plpgsql
immutable
set search_path = ''
as $$
begin
  return p_average_bet_cents * (p_snapshot ->> 'decisions_per_hour')::numeric * p_seconds
    * (p_snapshot ->> 'house_edge')::numeric;
end;
$$;
comment on function app.theo_x3600(bigint, bigint, jsonb) is
  'Theoretical win in 3600ths of a cent: average bet x decisions per hour x seconds played x house edge, the '
  'industry''s standard formula before it is divided by the seconds of an hour. A product of decimals, so exact; pace '
  'and edge come from the snapshot.';

create function app.whole_cents(p_theo_x3600 numeric)
returns bigint
language plpgsql
immutable
set search_path = ''
as $$
begin
  -- In whole numbers: a decimal quotient is cut off after some digits, and rounding it would round twice.
  return div(2 * p_theo_x3600 + 3600, 7200)::bigint;
end;
$$;
comment on function app.whole_cents(numeric) is
  'Theo in cents, to be shown: 3600ths of a cent rounded half away from zero.';

create function app.theo_cents(p_average_bet_cents bigint, p_seconds bigint, p_snapshot jsonb)
returns bigint
language plpgsql
immutable
set search_path = ''
as $$
begin
  return app.whole_cents(app.theo_x3600(p_average_bet_cents, p_seconds, p_snapshot));
end;
$$;
comment on function app.theo_cents(bigint, bigint, jsonb) is
  'Theoretical win of one stretch in cents: average bet x decisions per hour x hours played x house edge, rounded '
  'half away from zero.';

create function app.play_seconds(p_slip public.rating_slip, p_at timestamptz)
returns bigint
language plpgsql
immutable
set search_path = ''
as $$
begin
  -- A clock that is set back takes nothing away that was played.
  return greatest(0, p_slip.banked_seconds, floor(extract(epoch from
    coalesce(p_slip.ended_at, p_slip.paused_at, p_at) - p_slip.started_at)) - p_slip.paused_seconds)::bigint;
end;
$$;
comment on function app.play_seconds(public.rating_slip, timestamptz) is
  'Whole seconds played up to an instant, pauses excluded; never less than what is banked.';

create function app.slip_theo_x3600(p_slip public.rating_slip, p_at timestamptz)
returns numeric
language plpgsql
immutable
set search_path = ''
as $$
begin
  return p_slip.banked_theo_x3600 + app.theo_x3600(p_slip.average_bet_cents,
    greatest(0, app.play_seconds(p_slip, p_at) - p_slip.banked_seconds), p_slip.policy_snapshot);
end;
$$;
comment on function app.slip_theo_x3600(public.rating_slip, timestamptz) is
  'Exact theo of a slip up to an instant, in 3600ths of a cent: the sum over its stretches, each at the bet, pace and '
  'edge in force, and the play since at those of now.';

create function app.slip_theo_cents(p_slip public.rating_slip, p_at timestamptz)
returns bigint
language plpgsql
immutable
set search_path = ''
as $$
begin
  return coalesce(p_slip.theo_cents, app.whole_cents(app.slip_theo_x3600(p_slip, p_at)));
end;
$$;
comment on function app.slip_theo_cents(public.rating_slip, timestamptz) is
  'Theo of a slip up to an instant, to the cent.';

create function app.policy_snapshot(p_casino_id uuid, p_game_type text, p_gaming_day date)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object('game_type', game_type, 'house_edge', house_edge, 'decisions_per_hour',
      decisions_per_hour)
    from public.game_rate
    where casino_id = p_casino_id and game_type = p_game_type and from_gaming_day <= p_gaming_day
    order by from_gaming_day desc
    limit 1
  );
end;
$$;
comment on function app.policy_snapshot(uuid, text, date) is
  'House edge and pace of a game as they are in force on a gaming day, for a slip to freeze.';
