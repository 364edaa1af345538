create function public.rpc_issue_promo_coupon(
  p_promo_program_id uuid,
  p_idempotency_key text,
  p_validation_number text default null,
  p_player_id uuid default null,
  p_visit_id uuid default null,
  p_expires_at timestamptz default null,
  p_correlation_id uuid default null,
  p_confirm_above_theo boolean default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_number text := nullif(btrim(p_validation_number), '');
  v_call app.call := app.begin_call('issue_promo_coupon', 'coupon.manage', p_idempotency_key,
    jsonb_build_array(p_promo_program_id, app.validation_key(v_number), p_player_id, p_visit_id,
      extract(epoch from p_expires_at)), p_correlation_id);
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;
  return app.issue_promo_coupon(v_call, row(p_promo_program_id, v_number, p_player_id, p_visit_id, p_expires_at,
    p_confirm_above_theo, null, null, null));
end;
$$;
comment on function public.rpc_issue_promo_coupon(uuid, text, text, uuid, uuid, timestamptz, uuid, boolean) is
  'Issues one coupon of a program, to a player, to the player of a running visit, or to nobody where the casino '
  'allows it. Without p_validation_number one is made; without p_expires_at the program''s validity holds. Who says '
  'anything as p_confirm_above_theo is asked where a player would be given more during the running visit, with the '
  'coupon on it or not, than its play is worth: refused with false, on record with true; it is no part of what makes '
  'two calls the same. Answers {is_existing, coupon}; a replay answers the coupon as it was issued. Capability '
  'coupon.manage. VALIDATION_FAILED, '
  'PROGRAM_NOT_FOUND, PROGRAM_INACTIVE, PROGRAM_NOT_STARTED, PROGRAM_ENDED, MATCH_NOT_EXACT, PLAYER_NOT_FOUND, '
  'VISIT_NOT_FOUND, VISIT_ENDED, PLAYER_MISMATCH, ANONYMOUS_ISSUANCE_DISABLED, PLAYER_NOT_ENROLLED, PLAYER_EXCLUDED, '
  'OVER_AUTHORITY, GIVEN_ABOVE_THEO, VALIDATION_NUMBER_TAKEN.';
