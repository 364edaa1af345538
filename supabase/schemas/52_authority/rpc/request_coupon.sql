create function public.rpc_request_coupon(
  p_promo_program_id uuid,
  p_note text,
  p_idempotency_key text,
  p_validation_number text default null,
  p_player_id uuid default null,
  p_visit_id uuid default null,
  p_expires_at timestamptz default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_note text := nullif(btrim(p_note), '');
  v_number text := nullif(btrim(p_validation_number), '');
  v_call app.call := app.begin_call('request_coupon', 'coupon.manage', p_idempotency_key,
    jsonb_build_array(p_promo_program_id, app.validation_key(v_number), p_player_id, p_visit_id,
      extract(epoch from p_expires_at), v_note), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_program public.promo_program;
  v_owner app.coupon_owner;
  v_answer jsonb;
begin
  perform app.require_asking_note(v_note);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  -- What could not be issued is not asked for; it is judged again by who issues it.
  perform app.require_coupon_request(v_number, p_expires_at);
  v_program := app.require_issuable_program(v_call, p_promo_program_id);
  v_owner := app.require_coupon_owner(v_call, p_player_id, p_visit_id);
  if v_owner.player_id is not null then
    v_answer := app.refuse_excluded(v_ctx, v_owner.player_id, 'exclusion.refuse_promo_coupon',
      jsonb_build_object('promo_program_id', p_promo_program_id));
    if v_answer is not null then
      return v_answer;
    end if;
  end if;
  return app.ask_for_reward(v_call, jsonb_build_object('kind', 'coupon', 'name', v_program.name,
    'value_cents', v_program.face_value_cents, 'promo_program_id', p_promo_program_id, 'validation_number', v_number,
    'player_id', v_owner.player_id, 'visit_id', p_visit_id, 'expires_at', p_expires_at,
    'expected_face_value_cents', v_program.face_value_cents,
    'expected_required_match_wager_cents', v_program.required_match_wager_cents), v_note);
end;
$$;
comment on function public.rpc_request_coupon(uuid, text, text, text, uuid, uuid, timestamptz, uuid) is
  'Asks for a coupon of a program that is beyond the caller''s authority, to a player, to the player of a running '
  'visit or to nobody where the casino allows it; nothing is issued until somebody else decides, within ten minutes. '
  'Whether it is more than the play of the visit is worth is theirs to weigh. Answers the request, as '
  'app.reward_request_json, and is_existing. Capability coupon.manage. NOTE_REQUIRED and what rpc_issue_promo_coupon '
  'refuses with, but for OVER_AUTHORITY, GIVEN_ABOVE_THEO, VALIDATION_NUMBER_TAKEN.';
