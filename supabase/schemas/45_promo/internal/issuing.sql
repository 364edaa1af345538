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

create function app.issue_promo_coupon(p_call app.call, p_request app.coupon_request)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_ctx constant app.rls_context := p_call.ctx;
  v_program public.promo_program;
  v_owner app.coupon_owner;
  v_coupon public.promo_coupon;
  v_answer jsonb;
  v_above_theo jsonb;
begin
  if p_request.validation_number is not null or p_request.expires_at is not null then
    perform app.require_coupon_request(p_request.validation_number, p_request.expires_at);
  end if;
  v_program := app.require_issuable_program(p_call, p_request.promo_program_id);
  v_owner := app.require_coupon_owner(p_call, p_request.player_id, p_request.visit_id);
  if v_owner.player_id is not null then
    -- Locks the player: an exclusion that is being set lands before the coupon, or the coupon before it.
    v_answer := app.refuse_excluded(v_ctx, v_owner.player_id, 'exclusion.refuse_promo_coupon',
      jsonb_build_object('promo_program_id', p_request.promo_program_id));
    if v_answer is not null then
      return v_answer;
    end if;
  end if;
  if p_request.expected_face_value_cents <> v_program.face_value_cents
    or p_request.expected_required_match_wager_cents <> v_program.required_match_wager_cents then
    perform app.fail(409, 'OFFER_CHANGED', jsonb_build_object('pointsCost', null, 'validHours', null,
      'faceValueCents', v_program.face_value_cents, 'requiredMatchWagerCents', v_program.required_match_wager_cents));
  end if;
  if (p_call.settings).has_authority_limits then
    perform app.require_authority(v_ctx, v_owner.player_id, 'cents', v_program.face_value_cents);
  end if;
  -- Nobody pays for the question who does not ask to be asked.
  if v_owner.player_id is not null and p_request.confirm_above_theo is not null then
    v_above_theo := app.confirmed_above_theo(v_ctx, v_owner.player_id, v_program.face_value_cents,
      p_request.confirm_above_theo);
  end if;

  v_coupon.promo_program_id := p_request.promo_program_id;
  v_coupon.player_id := v_owner.player_id;
  v_coupon.validation_number := p_request.validation_number;
  v_coupon.visit_id := p_request.visit_id;
  v_coupon.face_value_cents := v_program.face_value_cents;
  v_coupon.required_match_wager_cents := v_program.required_match_wager_cents;
  v_coupon.expires_at := coalesce(p_request.expires_at, now() + make_interval(hours => v_program.valid_hours));
  v_coupon.valid_until := greatest(v_coupon.expires_at, now() + make_interval(hours => v_program.valid_hours));
  v_coupon.metadata := p_request.asked_by;
  v_coupon := app.insert_promo_coupon(v_ctx, v_coupon);
  perform app.emit_coupon_event(v_ctx, 'promo.coupon_issued', v_coupon);
  return app.finish_call(p_call, 'promo.issue_promo_coupon', 'promo_coupon', v_coupon.id, v_above_theo,
    jsonb_build_object('coupon', app.promo_coupon_json_by_names(v_coupon, v_program, 'issued', v_owner.player_name,
      p_call.staff_name)));
end;
$$;
comment on function app.issue_promo_coupon(app.call, app.coupon_request) is
  'Issues one coupon of a program for whoever calls, or answers what refuses an excluded player: exclusion, limits and '
  'what the visit was given are looked at under the player''s lock.';

create function app.require_issuable_program(p_call app.call, p_promo_program_id uuid)
returns public.promo_program
language plpgsql
stable
set search_path = ''
as $$
declare
  v_program public.promo_program;
begin
  select * into v_program from public.promo_program
  where casino_id = (p_call.ctx).casino_id and id = p_promo_program_id;
  if not found then
    perform app.fail(404, 'PROGRAM_NOT_FOUND');
  end if;
  if v_program.status <> 'active' then
    perform app.fail(409, 'PROGRAM_INACTIVE');
  end if;
  if v_program.start_at > now() then
    perform app.fail(409, 'PROGRAM_NOT_STARTED', jsonb_build_object('startAt', v_program.start_at));
  end if;
  if v_program.end_at <= now() then
    perform app.fail(409, 'PROGRAM_ENDED', jsonb_build_object('endAt', v_program.end_at));
  end if;
  perform app.require_exact_match(v_program, p_call.settings);
  return v_program;
end;
$$;
comment on function app.require_issuable_program(app.call, uuid) is
  'A program of the caller''s casino that coupons may be issued of now. PROGRAM_NOT_FOUND, PROGRAM_INACTIVE, '
  'PROGRAM_NOT_STARTED, PROGRAM_ENDED, MATCH_NOT_EXACT.';

create function app.require_coupon_owner(p_call app.call, p_player_id uuid, p_visit_id uuid)
returns app.coupon_owner
language plpgsql
stable
set search_path = ''
as $$
declare
  v_casino_id constant uuid := (p_call.ctx).casino_id;
  v_visit public.visit;
  v_owner app.coupon_owner;
  v_is_enrolled boolean;
begin
  if p_visit_id is not null then
    select * into v_visit from public.visit where casino_id = v_casino_id and id = p_visit_id;
  elsif p_player_id is null then
    if not (p_call.settings).promo_allow_anonymous_issuance then
      perform app.fail(409, 'ANONYMOUS_ISSUANCE_DISABLED');
    end if;
    return null;
  end if;
  select p.id, p.first_name || ' ' || p.last_name, l.player_id is not null
  into v_owner.player_id, v_owner.player_name, v_is_enrolled
  from public.player p
  left join public.player_loyalty l on l.casino_id = p.casino_id and l.player_id = p.id
  where p.casino_id = v_casino_id and p.id = coalesce(p_player_id, v_visit.player_id);
  if not found and p_player_id is not null then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  if p_visit_id is not null then
    perform app.require_running_visit(v_visit, p_player_id);
  end if;
  if not v_is_enrolled then
    perform app.fail(409, 'PLAYER_NOT_ENROLLED', jsonb_build_object('playerId', v_owner.player_id));
  end if;
  return v_owner;
end;
$$;
comment on function app.require_coupon_owner(app.call, uuid, uuid) is
  'Whom a coupon is for: the player given, else the visit''s; null for an anonymous one. PLAYER_NOT_FOUND, '
  'VISIT_NOT_FOUND, VISIT_ENDED, PLAYER_MISMATCH, ANONYMOUS_ISSUANCE_DISABLED, PLAYER_NOT_ENROLLED.';

create function app.require_running_visit(p_visit public.visit, p_player_id uuid)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_visit.id is null then
    perform app.fail(404, 'VISIT_NOT_FOUND');
  end if;
  if p_visit.player_id <> p_player_id then
    perform app.fail(409, 'PLAYER_MISMATCH');
  end if;
  if p_visit.ended_at is not null then
    perform app.fail(409, 'VISIT_ENDED', jsonb_build_object('endedAt', p_visit.ended_at));
  end if;
end;
$$;
comment on function app.require_running_visit(public.visit, uuid) is
  'A visit as it was found, which may be not at all, runs and is the player''s, where one is named. VISIT_NOT_FOUND, '
  'PLAYER_MISMATCH, VISIT_ENDED.';
