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
  v_ctx app.rls_context := v_call.ctx;
  v_program public.promo_program;
  v_owner app.coupon_owner;
  v_coupon public.promo_coupon;
  v_answer jsonb;
  v_above_theo jsonb;
begin
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  if v_number is not null or p_expires_at is not null then
    perform app.require_coupon_request(v_number, p_expires_at);
  end if;
  v_program := app.require_issuable_program(v_call, p_promo_program_id);
  v_owner := app.require_coupon_owner(v_call, p_player_id, p_visit_id);
  if v_owner.player_id is not null then
    -- Locks the player: an exclusion that is being set lands before the coupon, or the coupon before it.
    v_answer := app.refuse_excluded(v_ctx, v_owner.player_id, 'exclusion.refuse_promo_coupon',
      jsonb_build_object('promo_program_id', p_promo_program_id));
    if v_answer is not null then
      return v_answer;
    end if;
  end if;
  if (v_call.settings).has_authority_limits then
    perform app.require_authority(v_ctx, v_owner.player_id, 'cents', v_program.face_value_cents);
  end if;
  -- Nobody pays for the question who does not ask to be asked.
  if v_owner.player_id is not null and p_confirm_above_theo is not null then
    v_above_theo := app.confirmed_above_theo(v_ctx, v_owner.player_id, v_program.face_value_cents,
      p_confirm_above_theo);
  end if;

  v_coupon.promo_program_id := p_promo_program_id;
  v_coupon.player_id := v_owner.player_id;
  v_coupon.validation_number := v_number;
  v_coupon.visit_id := p_visit_id;
  v_coupon.face_value_cents := v_program.face_value_cents;
  v_coupon.required_match_wager_cents := v_program.required_match_wager_cents;
  v_coupon.expires_at := coalesce(p_expires_at, now() + make_interval(hours => v_program.valid_hours));
  v_coupon.valid_until := greatest(v_coupon.expires_at, now() + make_interval(hours => v_program.valid_hours));
  v_coupon := app.insert_promo_coupon(v_ctx, v_coupon);
  perform app.emit_coupon_event(v_ctx, 'promo.coupon_issued', v_coupon);
  return app.finish_call(v_call, 'promo.issue_promo_coupon', 'promo_coupon', v_coupon.id, v_above_theo,
    jsonb_build_object('coupon', app.promo_coupon_json_by_names(v_coupon, v_program, 'issued', v_owner.player_name,
      v_call.staff_name)));
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
