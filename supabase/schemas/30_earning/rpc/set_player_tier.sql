create function public.rpc_set_player_tier(
  p_player_id uuid,
  p_tier text,
  p_reason text,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_reason text := app.clean_text(p_reason);
  v_call app.call := app.begin_call('set_player_tier', 'ledger.correct', p_idempotency_key,
    jsonb_build_array(p_player_id, p_tier, v_reason), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.player_loyalty;
  v_after public.player_loyalty;
begin
  perform app.require_words('reason', v_reason);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  if not exists (select 1 from public.player where casino_id = v_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  v_before := app.lock_player_loyalty(v_ctx, p_player_id);
  perform app.require_known_tier(v_ctx.casino_id, 'tier', coalesce(to_jsonb(p_tier), 'null'));
  v_after := app.write_tier(v_before, p_tier);
  perform app.record_tier_change(v_ctx, v_before, v_after, 'manager', null, v_reason);
  perform app.reopen_after_lowering(v_ctx, v_before, v_reason,
    jsonb_build_object('by', 'manager', 'tier', v_after.tier));
  return app.finish_call(v_call, 'loyalty.set_player_tier', 'player', p_player_id,
    jsonb_build_object('tier', v_before.tier),
    jsonb_build_object('player_id', p_player_id, 'tier_before', v_before.tier, 'tier_after', v_after.tier,
      'tier_progress', v_after.tier_progress, 'reason', v_reason));
end;
$$;
comment on function public.rpc_set_player_tier(uuid, text, text, text, uuid) is
  'A manager sets a player''s tier, up or down, with a reason; points stay as they are. It holds whatever is taken '
  'back of earlier points; who has the points of a higher tier comes to it with the next points they earn. The tier '
  'held may be set too: then it holds for this reason. Rows of imports that were kept because of a higher tier wait '
  'again (app.reopen_kept_rows). It mends the record and gives nothing, so an exclusion does not stop it. Answers '
  '{player_id, tier_before, tier_after, tier_progress, reason, is_existing}. Capability ledger.correct. '
  'VALIDATION_FAILED, PLAYER_NOT_FOUND, PLAYER_NOT_ENROLLED, UNKNOWN_TIER.';
