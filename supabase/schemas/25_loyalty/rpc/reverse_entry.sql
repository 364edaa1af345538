create function public.rpc_reverse_entry(p_entry_id uuid, p_note text, p_idempotency_key text,
  p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_note text := nullif(btrim(p_note), '');
  v_call app.call := app.begin_call('reverse_entry', 'ledger.correct', p_idempotency_key,
    jsonb_build_array(p_entry_id, v_note), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_reversed public.loyalty_ledger;
  v_before public.player_loyalty;
begin
  perform app.require_correction_note(v_note);
  if v_call.is_replay then
    return app.reversal_answer(app.replay_entry(v_call));
  end if;

  select * into v_reversed from public.loyalty_ledger where casino_id = v_ctx.casino_id and id = p_entry_id;
  if not found then
    perform app.fail(404, 'ENTRY_NOT_FOUND');
  end if;
  v_before := app.lock_player_loyalty(v_ctx, v_reversed.player_id);
  return app.post_reversal(v_call, app.entry_to_reverse(v_reversed), v_before, v_note, 'loyalty.reverse_entry');
end;
$$;
comment on function public.rpc_reverse_entry(uuid, text, text, uuid) is
  'Takes one entry back, once, with a note: an entry of the opposite points that names it. The balance may go below '
  'zero by it; what an entry had earned towards the next tier goes too, and so does a tier that only its points had '
  'reached: not one that later points, a legacy row or a manager justify (app.justified_tier). Rows of imports that '
  'were kept because of that tier wait again (app.reopen_kept_rows). A redemption taken back is free to be given '
  'again, a slip whose accrual was taken back to be settled again. A reversal is taken back in the same way, once, '
  'unless it is of an accrual: the entry counts again, with the lifetime points and the tier that it had brought; it '
  'can then be reversed anew, by its own id or by that of the entry that reinstated it. Answers {is_existing, entry, '
  'balance, tier_before, tier_after}. Capability ledger.correct. NOTE_REQUIRED, VALIDATION_FAILED, ENTRY_NOT_FOUND, '
  'ENTRY_ALREADY_REVERSED (detail: entryId, at, staffName), ENTRY_NOT_REVERSIBLE (the reversal of an accrual: '
  'originalReason, ratingSlipId), POINTS_OUT_OF_RANGE.';

create function app.post_reversal(
  p_call app.call,
  p_reversed public.loyalty_ledger,
  p_before public.player_loyalty,
  p_note text,
  p_action text
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_ctx app.rls_context := p_call.ctx;
  v_answer jsonb;
  v_entry public.loyalty_ledger;
begin
  v_entry.player_id := p_reversed.player_id;
  v_entry.visit_id := p_reversed.visit_id;
  v_entry.rating_slip_id := p_reversed.rating_slip_id;
  v_entry.reward_id := p_reversed.reward_id;
  v_entry.points := -p_reversed.points;
  v_entry.reason := 'reversal';
  v_entry.note := p_note;
  v_entry.reversed_entry_id := p_reversed.id;
  v_entry.metadata := app.reversal_metadata(p_reversed);

  v_answer := app.finish_with_entry(p_call, v_entry, p_action, p_before);
  if p_reversed.reason = 'session_accrual' then
    -- The slip has no points any more; somebody may settle it again.
    update public.rating_slip set accrual_status = 'none' where casino_id = v_ctx.casino_id
      and id = p_reversed.rating_slip_id;
  end if;
  perform app.reopen_after_lowering(v_ctx, p_before, p_note,
    jsonb_build_object('by', 'reversal', 'entryId', v_answer #> '{entry,id}'));
  return app.reversal_answer(v_answer);
end;
$$;
comment on function app.post_reversal(app.call, public.loyalty_ledger, public.player_loyalty, text, text) is
  'Posts the entry that takes p_reversed back, which counts (app.entry_to_reverse), of a player whose row p_before is '
  'locked, with what follows from it: a slip without points, rows of imports that wait again. Answers as every '
  'reversal does.';

create function app.entry_to_reverse(p_entry public.loyalty_ledger)
returns public.loyalty_ledger
language plpgsql
stable
set search_path = ''
as $$
declare
  v_last public.loyalty_ledger := app.last_reversal(p_entry);
  v_root public.loyalty_ledger;
begin
  if v_last.id is not null and (p_entry.reason = 'reversal' or sign(v_last.points) <> sign(p_entry.points)) then
    perform app.fail(409, 'ENTRY_ALREADY_REVERSED', jsonb_build_object('entryId', v_last.id, 'at', v_last.created_at,
      'staffName', app.staff_name(v_last.casino_id, v_last.staff_id)));
  end if;
  if p_entry.reason = 'reversal' then
    v_root := app.root_entry(p_entry.casino_id, p_entry.id);
    if v_root.reason = 'session_accrual' then
      -- Points for play come back by settling the slip, and by nothing else: the slip would be paid twice otherwise.
      perform app.fail(409, 'ENTRY_NOT_REVERSIBLE',
        jsonb_build_object('reason', p_entry.reason, 'originalReason', v_root.reason,
        'ratingSlipId', v_root.rating_slip_id));
    end if;
  end if;
  -- Each entry is taken back once, which an index holds, too. To take back one that was reinstated is to take back
  -- the entry that reinstated it.
  return coalesce(v_last, p_entry);
end;
$$;
comment on function app.entry_to_reverse(public.loyalty_ledger) is
  'Which entry is taken back, so that this one counts no more: itself, or the one by which it was reinstated last. '
  'Asked under the player''s lock. ENTRY_ALREADY_REVERSED; ENTRY_NOT_REVERSIBLE for the reversal of an accrual.';

create function app.reversal_answer(p_answer jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return p_answer || jsonb_build_object('tier_before', p_answer #> '{entry,tier_before}', 'tier_after',
    p_answer #> '{entry,tier_after}');
end;
$$;
comment on function app.reversal_answer(jsonb) is
  'The answer to a reversal, also to a repeated one: as every posting''s, with the player''s tier before and after '
  'it.';

create function app.reversal_metadata(p_reversed public.loyalty_ledger)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return jsonb_build_object('reversed_entry_no', p_reversed.entry_no, 'reversed_reason', p_reversed.reason)
    || coalesce(jsonb_strip_nulls(jsonb_build_object('reward_code', p_reversed.metadata -> 'reward_code',
      'reward_name', p_reversed.metadata -> 'reward_name')), '{}'::jsonb);
end;
$$;
comment on function app.reversal_metadata(public.loyalty_ledger) is
  'What a reversal says of the entry that it takes back.';
