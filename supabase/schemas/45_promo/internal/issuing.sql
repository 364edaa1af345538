create function app.require_coupon_request(p_validation_number text, p_expires_at timestamptz)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_validation_number is not null and (
    p_validation_number !~ '^[0-9A-Za-z][0-9A-Za-z _./-]*$'
    or length(p_validation_number) > 40
    or length(app.validation_key(p_validation_number)) < 4
  ) then
    perform app.invalid('validationNumber', 'validationNumber');
  end if;
  if p_expires_at is not null
    and (not isfinite(p_expires_at) or p_expires_at <= now() or p_expires_at > now() + interval '366 days') then
    perform app.invalid('expiresAt', 'timeAhead');
  end if;
end;
$$;
comment on function app.require_coupon_request(text, timestamptz) is
  'What can be said of a number and an expiry by themselves: VALIDATION_FAILED.';

create function app.insert_promo_coupon(p_ctx app.rls_context, p_coupon public.promo_coupon)
returns public.promo_coupon
language plpgsql
set search_path = ''
as $$
declare
  v_coupon public.promo_coupon := p_coupon;
begin
  v_coupon.casino_id := p_ctx.casino_id;
  v_coupon.id := app.uuid_v7();
  v_coupon.status := 'issued';
  v_coupon.gaming_day := p_ctx.gaming_day;
  v_coupon.issued_at := now();
  v_coupon.issued_by_staff_id := p_ctx.staff_id;
  v_coupon.metadata := coalesce(p_coupon.metadata, '{}'::jsonb);
  v_coupon.correlation_id := p_ctx.correlation_id;
  loop
    v_coupon.validation_number := coalesce(p_coupon.validation_number, app.new_validation_number());
    v_coupon.validation_key := app.validation_key(v_coupon.validation_number);
    insert into public.promo_coupon select (v_coupon).*
    on conflict (casino_id, validation_key) do nothing;
    exit when found;
    -- A number of our own that exists already, by chance or in pre-printed stock, is simply drawn again.
    if p_coupon.validation_number is not null then
      perform app.fail(409, 'VALIDATION_NUMBER_TAKEN');
    end if;
  end loop;
  return v_coupon;
end;
$$;
comment on function app.insert_promo_coupon(app.rls_context, public.promo_coupon) is
  'The only writer of new coupons. Takes program, value, owner, expiry and perhaps a number from p_coupon and sets '
  'the rest. VALIDATION_NUMBER_TAKEN for a given number that this casino has used before.';

create function app.emit_coupon_event(p_ctx app.rls_context, p_event_type text, p_coupon public.promo_coupon)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- Not the validation number: whoever holds it holds the coupon, and events leave the house.
  perform app.emit_event(p_ctx, p_event_type, p_coupon.player_id, jsonb_build_object(
    'coupon_id', p_coupon.id, 'promo_program_id', p_coupon.promo_program_id, 'player_id', p_coupon.player_id,
      'visit_id', p_coupon.visit_id,
    'status', p_coupon.status, 'face_value_cents', p_coupon.face_value_cents,
    'required_match_wager_cents', p_coupon.required_match_wager_cents, 'expires_at', p_coupon.expires_at, 'gaming_day',
      p_coupon.gaming_day,
    'replaces_coupon_id', p_coupon.replaces_coupon_id)
    || case when p_coupon.reward_id is null then '{}'::jsonb
      else jsonb_build_object('reward_id', p_coupon.reward_id, 'reward_code', p_coupon.metadata -> 'reward_code') end);
end;
$$;
comment on function app.emit_coupon_event(app.rls_context, text, public.promo_coupon) is
  'Puts what happened to a coupon into the outbox.';
