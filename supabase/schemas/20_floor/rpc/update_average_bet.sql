create function public.rpc_update_average_bet(
  p_rating_slip_id uuid,
  p_average_bet_cents bigint,
  p_idempotency_key text,
  p_correlation_id uuid default null,
  p_replaces_last boolean default false,
  p_confirm_above_maximum boolean default false
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_replaces_last boolean := coalesce(p_replaces_last, false);
  v_call app.call := app.begin_call('update_average_bet', 'slip.manage', p_idempotency_key,
    jsonb_build_array(p_rating_slip_id, p_average_bet_cents, v_replaces_last,
      coalesce(p_confirm_above_maximum, false)), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.rating_slip;
  v_slip public.rating_slip;
  v_table public.gaming_table;
  v_above bigint;
begin
  perform app.require_average_bet(p_average_bet_cents);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_before := app.lock_live_slip(v_ctx, p_rating_slip_id);
  v_slip := v_before;
  if p_average_bet_cents <> v_before.average_bet_cents then
    v_table := app.strictest_table(v_before, v_replaces_last);
    v_above := app.confirmed_above(p_average_bet_cents, v_table, p_confirm_above_maximum);
    v_slip := case when v_replaces_last then app.correct_bet(v_before, p_average_bet_cents, v_above)
      else app.set_bet(v_before, p_average_bet_cents, v_above, now()) end;
  end if;
  update public.rating_slip
  set average_bet_cents = v_slip.average_bet_cents, bet_entry = v_slip.bet_entry, stretches = v_slip.stretches,
    banked_seconds = v_slip.banked_seconds, banked_theo_x3600 = v_slip.banked_theo_x3600
  where casino_id = v_ctx.casino_id and id = p_rating_slip_id
  returning * into v_slip;
  return app.finish_call(v_call, 'floor.update_average_bet', 'rating_slip', v_slip.id, app.rating_slip_json(v_before),
    app.rating_slip_json(v_slip));
end;
$$;
comment on function public.rpc_update_average_bet(uuid, bigint, text, uuid, boolean, boolean) is
  'Sets the average bet (cents) of a live slip from now on; what was played before keeps the bet it was played at, as '
  'a stretch of its own. With p_replaces_last the last entry was mistyped: everything since it is rated at this bet, '
  'and the stretch says what it was corrected from. A bet above the table''s maximum needs p_confirm_above_maximum, '
  'and is marked. Answers the slip and is_existing. Capability slip.manage. SLIP_NOT_FOUND, SLIP_CLOSED, '
  'BET_ABOVE_MAXIMUM, VALIDATION_FAILED.';

create function app.set_bet(p_slip public.rating_slip, p_average_bet_cents bigint, p_maximum_cents bigint,
  p_at timestamptz)
returns public.rating_slip
language plpgsql
stable
set search_path = ''
as $$
declare
  v_slip public.rating_slip := app.bank_stretch(p_slip, p_at);
begin
  v_slip.average_bet_cents := p_average_bet_cents;
  v_slip.bet_entry := app.marked_bet_entry(jsonb_build_object('at', p_at), p_maximum_cents);
  return v_slip;
end;
$$;
comment on function app.set_bet(public.rating_slip, bigint, bigint, timestamptz) is
  'The slip with another average bet from an instant on, marked where it was confirmed above the table''s maximum; '
  'what was played before keeps its own.';

create function app.correct_bet(p_slip public.rating_slip, p_average_bet_cents bigint, p_maximum_cents bigint)
returns public.rating_slip
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_slip public.rating_slip := p_slip;
begin
  v_slip.average_bet_cents := p_average_bet_cents;
  v_slip.bet_entry := app.marked_bet_entry(
    p_slip.bet_entry || jsonb_build_object('corrected_from_cents', p_slip.average_bet_cents), p_maximum_cents);
  -- The play at the mistyped bet may be several stretches, parted by a pause or a move.
  v_slip.stretches := coalesce((
    select jsonb_agg(case when stretch #> '{bet_entry,at}' is not distinct from p_slip.bet_entry -> 'at'
      then stretch || jsonb_build_object('average_bet_cents', v_slip.average_bet_cents, 'bet_entry', v_slip.bet_entry)
        else stretch end order by place)
    from jsonb_array_elements(p_slip.stretches) with ordinality listed (stretch, place)
  ), '[]'::jsonb);
  v_slip.banked_theo_x3600 := app.stretches_theo_x3600(v_slip.stretches);
  return v_slip;
end;
$$;
comment on function app.correct_bet(public.rating_slip, bigint, bigint) is
  'The slip as if its last average bet had been entered as this one: everything since that entry is rated anew, the '
  'play before it keeps its own. The stretches remember what was corrected.';

create function app.strictest_table(p_slip public.rating_slip, p_is_corrected boolean)
returns public.gaming_table
language plpgsql
stable
set search_path = ''
as $$
declare
  v_table public.gaming_table;
begin
  -- A correction also rates what was played before a move, at another table's limit.
  select t.* into v_table from public.gaming_table t
  where t.casino_id = p_slip.casino_id and (t.id = p_slip.table_id or p_is_corrected and t.label in (
    select stretch ->> 'table_label' from jsonb_array_elements(p_slip.stretches) stretch
    where stretch #> '{bet_entry,at}' is not distinct from p_slip.bet_entry -> 'at'))
  order by t.max_bet_cents, t.id = p_slip.table_id desc
  limit 1;
  return v_table;
end;
$$;
comment on function app.strictest_table(public.rating_slip, boolean) is
  'The table whose maximum a new average bet of a slip is held against: the one it is at; for a correction, of all at '
  'which the corrected bet was played, the one with the lowest.';
