-- Stretches: one bet, one table, one run of the clock.

create function app.running_stretch(p_slip public.rating_slip, p_at timestamptz)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_until bigint := app.play_seconds(p_slip, p_at);
begin
  return p_slip.policy_snapshot || jsonb_build_object(
    'table_label', (select label from public.gaming_table where casino_id = p_slip.casino_id and id = p_slip.table_id),
    'average_bet_cents', p_slip.average_bet_cents, 'bet_entry', p_slip.bet_entry,
    'started_at', p_slip.started_at + make_interval(secs => p_slip.banked_seconds + p_slip.paused_seconds),
    'paused_seconds', p_slip.paused_seconds, 'from_seconds', p_slip.banked_seconds, 'until_seconds', v_until);
end;
$$;
comment on function app.running_stretch(public.rating_slip, timestamptz) is
  'The stretch that is not banked yet, as it stands at an instant.';

create function app.all_stretches(p_slip public.rating_slip, p_at timestamptz)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_slip.status = 'closed' and app.play_seconds(p_slip, p_at) <= p_slip.banked_seconds then
    return p_slip.stretches;
  end if;
  return p_slip.stretches || app.running_stretch(p_slip, p_at);
end;
$$;
comment on function app.all_stretches(public.rating_slip, timestamptz) is
  'Every stretch of a slip, the last one of a live slip even when nothing is played on it yet. The sum of their theo '
  'is the slip''s.';

create function app.stretches_theo_x3600(p_stretches jsonb)
returns numeric
language plpgsql
immutable
set search_path = ''
as $$
begin
  return (
    select coalesce(sum(app.theo_x3600((stretch ->> 'average_bet_cents')::bigint,
      (stretch ->> 'until_seconds')::bigint - (stretch ->> 'from_seconds')::bigint, stretch)), 0)
    from jsonb_array_elements(p_stretches) stretch
  );
end;
$$;
comment on function app.stretches_theo_x3600(jsonb) is
  'Exact theo of stretches, in 3600ths of a cent, from nothing but what they carry.';

create function app.bank_stretch(p_slip public.rating_slip, p_at timestamptz)
returns public.rating_slip
language plpgsql
stable
set search_path = ''
as $$
declare
  v_slip public.rating_slip := p_slip;
begin
  if app.play_seconds(p_slip, p_at) > p_slip.banked_seconds then
    v_slip.stretches := p_slip.stretches || app.running_stretch(p_slip, p_at);
    v_slip.banked_theo_x3600 := app.slip_theo_x3600(p_slip, p_at);
    v_slip.banked_seconds := app.play_seconds(p_slip, p_at);
  end if;
  return v_slip;
end;
$$;
comment on function app.bank_stretch(public.rating_slip, timestamptz) is
  'The slip with the play so far set down as a stretch of its own, before its bet, table or clock changes. Nothing '
  'played, nothing banked.';
