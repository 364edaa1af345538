-- A slip as it was when play ended, which may be earlier than its close.

create function app.slip_until(p_slip public.rating_slip, p_ended_at timestamptz)
returns public.rating_slip
language plpgsql
stable
set search_path = ''
as $$
declare
  v_slip public.rating_slip := p_slip;
  v_elapsed constant bigint := floor(extract(epoch from p_ended_at - p_slip.started_at));
  v_stretches jsonb;
  v_last jsonb;
begin
  select coalesce(jsonb_agg(stretch || jsonb_build_object('until_seconds',
    least((stretch ->> 'until_seconds')::bigint, v_elapsed - (stretch ->> 'paused_seconds')::bigint)) order by place),
      '[]'::jsonb)
  into v_stretches
  from jsonb_array_elements(app.all_stretches(p_slip, now())) with ordinality listed (stretch, place)
  where v_elapsed - (stretch ->> 'paused_seconds')::bigint > (stretch ->> 'from_seconds')::bigint;
  v_last := v_stretches -> -1;
  v_slip.ended_at := p_ended_at;
  -- All play is banked, also the last stretch: of a slip that went on at another table since, only the stretch still
  -- knows where it was.
  v_slip.stretches := v_stretches;
  v_slip.banked_seconds := coalesce((v_last ->> 'until_seconds')::bigint, 0);
  v_slip.banked_theo_x3600 := app.stretches_theo_x3600(v_stretches);
  -- A pause after the end of play was no pause.
  v_slip.paused_seconds := greatest(0, v_elapsed - v_slip.banked_seconds);
  if v_last is not null then
    v_slip.average_bet_cents := (v_last ->> 'average_bet_cents')::bigint;
    v_slip.bet_entry := v_last -> 'bet_entry';
    v_slip.policy_snapshot := jsonb_build_object('game_type', v_last -> 'game_type', 'house_edge',
      v_last -> 'house_edge',
      'decisions_per_hour', v_last -> 'decisions_per_hour');
  end if;
  return v_slip;
end;
$$;
comment on function app.slip_until(public.rating_slip, timestamptz) is
  'The slip as if it had ended at an earlier instant: stretches after it are gone, the one it lies in is cut, and '
  'bet, pace and edge are those of the last that is left.';

create function app.note_end_of_play(p_slip public.rating_slip)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update public.gaming_table
  set last_played_at = greatest(last_played_at, coalesce(p_slip.ended_at, p_slip.paused_at, now()))
  where casino_id = p_slip.casino_id and id = p_slip.table_id;
end;
$$;
comment on function app.note_end_of_play(public.rating_slip) is
  'Keeps on the slip''s table when play on it last ended. The table''s row is the last lock a step on the floor '
  'takes.';

create function app.require_end_within(p_slip public.rating_slip, p_ended_at timestamptz)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- Answers give the start to the millisecond, and that very time has to be accepted as an end.
  if p_ended_at < date_trunc('milliseconds', p_slip.started_at) or p_ended_at > now() then
    perform app.invalid('endedAt', 'endedAt');
  end if;
end;
$$;
comment on function app.require_end_within(public.rating_slip, timestamptz) is
  'VALIDATION_FAILED for an end before the slip began or still to come. Null is no earlier end.';

create function app.ended_slip(p_slip public.rating_slip, p_ended_at timestamptz)
returns public.rating_slip
language plpgsql
stable
set search_path = ''
as $$
declare
  v_slip public.rating_slip := p_slip;
begin
  perform app.require_end_within(p_slip, p_ended_at);
  -- A slip closed while paused ends where the pause began: the pause was not play. Nothing ends before it began, also
  -- when the clock was set back.
  v_slip.ended_at := greatest(p_slip.started_at,
    coalesce(least(p_ended_at, p_slip.paused_at), p_slip.paused_at, now()));
  if v_slip.ended_at < least(p_slip.paused_at, now()) then
    v_slip := app.slip_until(p_slip, v_slip.ended_at);
  end if;
  return v_slip;
end;
$$;
comment on function app.ended_slip(public.rating_slip, timestamptz) is
  'A live slip with the end, the stretches and the theo that closing it gives it: now, or at p_ended_at. '
  'VALIDATION_FAILED for an end outside the slip.';
