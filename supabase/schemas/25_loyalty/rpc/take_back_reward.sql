create function public.rpc_take_back_reward(p_entry_id uuid, p_note text, p_idempotency_key text,
  p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_note text := nullif(btrim(p_note), '');
  v_call app.call := app.begin_call('take_back_reward', 'reward.issue', p_idempotency_key,
    jsonb_build_array(p_entry_id, v_note), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_given public.loyalty_ledger;
  v_loyalty public.player_loyalty;
  v_because text;
begin
  perform app.require_correction_note(v_note);
  if v_call.is_replay then
    return app.reversal_answer(app.replay_entry(v_call));
  end if;

  select * into v_given from public.loyalty_ledger where casino_id = v_ctx.casino_id and id = p_entry_id;
  if not found then
    perform app.fail(404, 'ENTRY_NOT_FOUND');
  end if;
  v_loyalty := app.lock_player_loyalty(v_ctx, v_given.player_id);
  if app.entry_to_reverse(v_given) is distinct from v_given then
    v_because := 'reinstated';
  else
    v_because := app.why_not_taken_back(v_ctx, v_given, v_loyalty);
  end if;
  if v_because is not null then
    perform app.fail(409, 'REWARD_NOT_TAKEN_BACK', jsonb_build_object('because', v_because));
  end if;
  return app.post_reversal(v_call, v_given, v_loyalty, v_note, 'loyalty.take_back_reward');
end;
$$;
comment on function public.rpc_take_back_reward(uuid, text, text, uuid) is
  'Whoever gave points or a comp on a live slip by mistake takes it back, within five minutes and unspent: a reversal '
  'as rpc_reverse_entry posts it, with a note. Who may correct may do so for a colleague; whatever is beyond this '
  'takes rpc_reverse_entry. Answers {is_existing, entry, balance, tier_before, tier_after}. Capability reward.issue. '
  'NOTE_REQUIRED, VALIDATION_FAILED, ENTRY_NOT_FOUND, ENTRY_ALREADY_REVERSED (detail: entryId, at, staffName), '
  'REWARD_NOT_TAKEN_BACK (because: not_a_reward, someone_elses, too_late, slip_closed, spent, reinstated), '
  'POINTS_OUT_OF_RANGE.';

create function app.why_not_taken_back(
  p_ctx app.rls_context,
  p_given public.loyalty_ledger,
  p_loyalty public.player_loyalty
)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_given.rating_slip_id is null or p_given.reason in ('session_accrual', 'reversal') then
    return 'not_a_reward';
  elsif p_given.staff_id is distinct from p_ctx.staff_id and not app.may(p_ctx, 'ledger.correct') then
    return 'someone_elses';
  elsif p_given.created_at <= now() - interval '5 minutes' then
    return 'too_late';
  elsif exists (select from public.rating_slip s
    where s.casino_id = p_ctx.casino_id and s.id = p_given.rating_slip_id and s.status = 'closed') then
    return 'slip_closed';
  elsif p_loyalty.balance < least(p_given.points, p_given.balance_after) then
    -- Less is left than was given, and less than there was right after it.
    return 'spent';
  end if;
  return null;
end;
$$;
comment on function app.why_not_taken_back(app.rls_context, public.loyalty_ledger, public.player_loyalty) is
  'Why somebody who issues may not take an entry back that counts (p_loyalty: the player''s row, locked): '
  'not_a_reward, someone_elses, too_late, slip_closed or spent; null where they may. A clock that was set back makes '
  'nothing late.';
