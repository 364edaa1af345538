create function public.rpc_replace_promo_coupon(
  p_coupon_id uuid,
  p_idempotency_key text,
  p_reason text default null,
  p_validation_number text default null,
  p_expires_at timestamptz default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_reason text := nullif(btrim(p_reason), '');
  v_number text := nullif(btrim(p_validation_number), '');
  v_call app.call := app.begin_call('replace_promo_coupon', 'coupon.manage', p_idempotency_key,
    jsonb_build_array(p_coupon_id, v_reason, app.validation_key(v_number), extract(epoch from p_expires_at)),
      p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_player_id uuid;
  v_before public.promo_coupon;
  v_replaced public.promo_coupon;
  v_coupon public.promo_coupon;
  v_answer jsonb;
begin
  if length(v_reason) > 500 then
    perform app.invalid('reason', 'charactersAtMost', jsonb_build_object('highest', 500));
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;
  perform app.require_coupon_request(v_number, p_expires_at);

  -- A replacement gives something, so the player comes first: their row is locked before the coupon's, as everywhere.
  select player_id into v_player_id from public.promo_coupon where casino_id = v_ctx.casino_id and id = p_coupon_id;
  if v_player_id is not null then
    perform app.lock_player_loyalty(v_ctx, v_player_id);
  end if;
  v_before := app.lock_outstanding_coupon(v_ctx, p_coupon_id);
  v_answer := app.refuse_excluded(v_ctx, v_player_id, 'exclusion.refuse_promo_coupon',
    jsonb_build_object('replaces_coupon_id', p_coupon_id));
  if v_answer is not null then
    return v_answer;
  end if;
  perform app.require_replacement_expiry(v_before, p_expires_at, v_reason);

  v_coupon := app.insert_promo_coupon(v_ctx, app.replacement_for(v_before, v_number, p_expires_at));
  update public.promo_coupon
  set status = 'replaced', replaced_at = now(), replaced_by_staff_id = v_ctx.staff_id, replace_reason = v_reason,
    replacement_coupon_id = v_coupon.id
  where casino_id = v_ctx.casino_id and id = p_coupon_id
  returning * into v_replaced;
  perform app.emit_coupon_event(v_ctx, 'promo.coupon_replaced', v_coupon);
  return app.finish_call(v_call, 'promo.replace_promo_coupon', 'promo_coupon', v_coupon.id,
    jsonb_build_object('coupon', app.promo_coupon_json(v_before)),
    jsonb_build_object('coupon', app.promo_coupon_json(v_coupon), 'replaced_coupon',
      app.promo_coupon_json(v_replaced)));
end;
$$;
comment on function public.rpc_replace_promo_coupon(uuid, text, text, text, timestamptz, uuid) is
  'Puts a new coupon in the place of an outstanding one: same program, value, player and visit; same expiry, unless '
  'p_expires_at says otherwise: a longer one needs a reason and ends with the coupon''s latest_expires_at. The two '
  'name each other. Answers {is_existing, coupon (the new one), replaced_coupon}. Capability coupon.manage. '
  'VALIDATION_FAILED, COUPON_NOT_FOUND, COUPON_NOT_OUTSTANDING, PLAYER_NOT_ENROLLED, PLAYER_EXCLUDED, '
  'VALIDATION_NUMBER_TAKEN.';

create function app.replacement_for(p_coupon public.promo_coupon, p_validation_number text, p_expires_at timestamptz)
returns public.promo_coupon
language plpgsql
stable
set search_path = ''
as $$
declare
  v_coupon public.promo_coupon;
begin
  v_coupon.promo_program_id := p_coupon.promo_program_id;
  v_coupon.validation_number := p_validation_number;
  v_coupon.player_id := p_coupon.player_id;
  v_coupon.visit_id := p_coupon.visit_id;
  v_coupon.face_value_cents := p_coupon.face_value_cents;
  v_coupon.required_match_wager_cents := p_coupon.required_match_wager_cents;
  v_coupon.expires_at := coalesce(p_expires_at, p_coupon.expires_at);
  v_coupon.replaces_coupon_id := p_coupon.id;
  -- Nothing was first issued after its replacement, also when the clock was set back.
  v_coupon.first_issued_at := least(now(), coalesce(p_coupon.first_issued_at, p_coupon.issued_at));
  v_coupon.valid_until := greatest(p_coupon.valid_until, v_coupon.expires_at);
  v_coupon.reward_id := p_coupon.reward_id;
  v_coupon.metadata := p_coupon.metadata;
  return v_coupon;
end;
$$;
comment on function app.replacement_for(public.promo_coupon, text, timestamptz) is
  'What takes a coupon''s place: the same program, value, player and visit, and the same expiry unless another is '
  'given.';

create function app.require_replacement_expiry(p_coupon public.promo_coupon, p_expires_at timestamptz, p_reason text)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_expires_at > app.latest_expiry(p_coupon,
    (select end_at from public.promo_program where casino_id = p_coupon.casino_id and id = p_coupon.promo_program_id))
  then
    perform app.invalid('expiresAt', 'laterThanProgram');
  end if;
  if p_expires_at > p_coupon.expires_at and p_reason is null then
    perform app.invalid('reason', 'livesLonger');
  end if;
end;
$$;
comment on function app.require_replacement_expiry(public.promo_coupon, timestamptz, text) is
  'VALIDATION_FAILED for a replacement that would outlive what the program allows its line, however often it is '
  'replaced (app.latest_expiry), or live longer than the coupon without a reason.';
