-- The one door.

create function app.reward_intent(p_request app.reward_request)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  -- Without the amount where there is none, as before there were amounts: a key that was used then is still answered.
  return to_jsonb(p_request) - 'asked_by' - case when p_request.amount_cents is null then 'amount_cents' else '' end;
end;
$$;
comment on function app.reward_intent(app.reward_request) is 'What makes two calls that give a reward the same.';

create function app.assert_offer_issuable(p_ctx app.rls_context, p_request app.reward_request, p_offer app.reward_offer)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_limit jsonb;
begin
  if not p_offer.is_active then
    perform app.fail(409, 'REWARD_INACTIVE');
  end if;
  perform app.require_amount(p_request, p_offer);
  if p_request.expected_points_cost <> p_offer.points_cost
    or p_request.expected_face_value_cents <> p_offer.face_value_cents
    or p_request.expected_required_match_wager_cents <> p_offer.required_match_wager_cents
      or p_request.expected_valid_hours <> p_offer.valid_hours
  then
    perform app.fail(409, 'OFFER_CHANGED',
      jsonb_build_object('pointsCost', p_offer.points_cost, 'faceValueCents', p_offer.face_value_cents,
      'requiredMatchWagerCents', p_offer.required_match_wager_cents, 'validHours', p_offer.valid_hours));
  end if;
  if p_offer.reasons = '{}' then
    if p_offer.requires_note and p_request.note is null then
      perform app.fail(422, 'NOTE_REQUIRED');
    end if;
    return;
  end if;
  select item into v_limit from jsonb_array_elements(p_offer.remaining) item
    where (item ->> 'left')::integer = 0 limit 1;
  perform app.fail(409, p_offer.reasons[1], case p_offer.reasons[1]
    when 'NOT_ELIGIBLE' then jsonb_build_object('unmet', to_jsonb(p_offer.unmet))
    when 'LIMIT_REACHED' then jsonb_build_object('scope', v_limit -> 'scope', 'maxIssues', v_limit -> 'max_issues',
      'nextEligibleAt', p_offer.next_eligible_at)
    when 'COOLDOWN_ACTIVE' then jsonb_build_object('nextEligibleAt', p_offer.next_eligible_at)
    when 'INSUFFICIENT_POINTS'
      then jsonb_strip_nulls(jsonb_build_object('balance', p_offer.balance, 'pointsCost', p_offer.points_cost,
      'debtLimitPoints', case when p_offer.allow_overdraw then p_offer.debt_limit_points end))
    when 'NO_ACTIVE_PROGRAM' then jsonb_build_object('instrumentType', p_offer.instrument_type)
    when 'MATCH_NOT_EXACT'
      then jsonb_build_object('faceValueCents', p_offer.face_value_cents, 'requiredMatchWagerCents',
      p_offer.required_match_wager_cents)
    else '{}'::jsonb
  end);
end;
$$;
comment on function app.assert_offer_issuable(app.rls_context, app.reward_request, app.reward_offer) is
  'REWARD_INACTIVE; OFFER_CHANGED, with the figures as they are, when they are not those the issuer saw; else the '
  'first reason against the offer, with its facts; else NOTE_REQUIRED.';

create function app.require_amount(p_request app.reward_request, p_offer app.reward_offer)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_offer.min_amount_cents is null and p_request.amount_cents is not null then
    perform app.invalid('amountCents', 'priceIsFixed');
  end if;
  if p_offer.min_amount_cents is not null
    and (p_request.amount_cents between p_offer.min_amount_cents and p_offer.max_amount_cents) is not true then
    perform app.invalid('amountCents', 'centsBetween',
      jsonb_build_object('lowest', p_offer.min_amount_cents, 'highest', p_offer.max_amount_cents));
  end if;
end;
$$;
comment on function app.require_amount(app.reward_request, app.reward_offer) is
  'VALIDATION_FAILED unless a comp whose amount its issuer types has one within its bounds, and any other none.';

create function app.reward_metadata(p_request app.reward_request, p_offer app.reward_offer)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return jsonb_strip_nulls(jsonb_build_object('reward_id', p_offer.reward_id, 'reward_code', p_offer.code,
    'reward_name', p_offer.name,
    'reward_kind', p_offer.kind, 'reward_fulfillment', p_offer.fulfillment, 'reward_version', p_offer.version,
    'tier', p_offer.tier, 'points_cost', p_offer.points_cost, 'amount_cents', p_offer.amount_cents,
    'face_value_cents', p_offer.face_value_cents, 'required_match_wager_cents', p_offer.required_match_wager_cents,
      'note', p_request.note)) || coalesce(p_request.asked_by, '{}');
end;
$$;
comment on function app.reward_metadata(app.reward_request, app.reward_offer) is
  'The reward as it was when it was given, and who asked for it, for the entry or the coupon to keep.';

create function app.give_comp(
  p_call app.call,
  p_request app.reward_request,
  p_visit_id uuid,
  p_offer app.reward_offer,
  p_loyalty public.player_loyalty
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_entry public.loyalty_ledger;
begin
  v_entry.player_id := p_request.player_id;
  v_entry.visit_id := p_visit_id;
  v_entry.rating_slip_id := p_request.rating_slip_id;
  v_entry.points := -p_offer.points_cost;
  v_entry.reason := 'redemption';
  v_entry.note := p_request.note;
  v_entry.reward_id := p_offer.reward_id;
  v_entry.metadata := app.reward_metadata(p_request, p_offer);
  return app.finish_with_entry(p_call, v_entry, 'catalog.issue_reward', p_loyalty)
    || '{"family": "points_comp", "coupon": null}';
end;
$$;
comment on function app.give_comp(app.call, app.reward_request, uuid, app.reward_offer, public.player_loyalty) is
  'Debits the ledger, under the player''s lock, by the price of the offer, and answers.';

create function app.give_entitlement(p_ctx app.rls_context, p_request app.reward_request, p_visit_id uuid,
  p_offer app.reward_offer)
returns public.promo_coupon
language plpgsql
set search_path = ''
as $$
declare
  v_coupon public.promo_coupon;
begin
  v_coupon.promo_program_id := p_offer.promo_program_id;
  v_coupon.player_id := p_request.player_id;
  v_coupon.visit_id := p_visit_id;
  v_coupon.face_value_cents := p_offer.face_value_cents;
  v_coupon.required_match_wager_cents := p_offer.required_match_wager_cents;
  v_coupon.expires_at := now() + make_interval(hours => p_offer.valid_hours);
  v_coupon.valid_until := v_coupon.expires_at;
  v_coupon.reward_id := p_offer.reward_id;
  v_coupon.metadata := app.reward_metadata(p_request, p_offer);
  v_coupon := app.insert_promo_coupon(p_ctx, v_coupon);
  perform app.emit_coupon_event(p_ctx, 'promo.coupon_issued', v_coupon);
  return v_coupon;
end;
$$;
comment on function app.give_entitlement(app.rls_context, app.reward_request, uuid, app.reward_offer) is
  'Issues the coupon of the offer: the tier''s value, wager and validity, not the program''s.';

create function app.reward_for_request(p_ctx app.rls_context, p_request app.reward_request)
returns public.reward_catalog
language plpgsql
stable
set search_path = ''
as $$
declare
  v_reward public.reward_catalog;
begin
  select * into v_reward from public.reward_catalog where casino_id = p_ctx.casino_id and id = p_request.reward_id;
  if not found then
    perform app.fail(404, 'REWARD_NOT_FOUND');
  end if;
  if not exists (select 1 from public.player where casino_id = p_ctx.casino_id and id = p_request.player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  return v_reward;
end;
$$;
comment on function app.reward_for_request(app.rls_context, app.reward_request) is
  'The reward that is asked for, of the caller''s casino. REWARD_NOT_FOUND, PLAYER_NOT_FOUND.';

create function app.offer_value_cents(p_ctx app.rls_context, p_offer app.reward_offer)
returns bigint
language plpgsql
stable
set search_path = ''
as $$
begin
  return case p_offer.family
    when 'points_comp' then coalesce(p_offer.amount_cents,
      app.points_worth_cents(p_ctx.casino_id, p_offer.points_cost, p_ctx.gaming_day))
    else p_offer.face_value_cents end;
end;
$$;
comment on function app.offer_value_cents(app.rls_context, app.reward_offer) is
  'What is given with an offer, as money: a comp by its amount where its issuer typed one, else by the point value of '
  'the day, a coupon by its face value.';

create function app.issue_reward(p_call app.call, p_request app.reward_request)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_ctx app.rls_context := p_call.ctx;
  v_reward public.reward_catalog;
  v_visit public.visit;
  v_loyalty public.player_loyalty;
  v_offer app.reward_offer;
  v_coupon public.promo_coupon;
  v_answer jsonb;
begin
  if p_call.is_replay and p_call.answer ? 'family' then
    return app.replay(p_call) || jsonb_build_object('balance', (
      select balance from public.player_loyalty where casino_id = v_ctx.casino_id and player_id = p_request.player_id));
  elsif p_call.is_replay then
    -- A comp's answer is made from its ledger entry.
    return app.replay_entry(p_call) || '{"family": "points_comp", "coupon": null}';
  end if;
  -- Read without a lock: rewards and players are never deleted, and whatever can change is read again under the lock.
  v_reward := app.reward_for_request(v_ctx, p_request);
  v_loyalty := app.lock_player_loyalty(v_ctx, p_request.player_id);
  v_visit := app.reward_visit(v_ctx, p_request.player_id, p_request.visit_id, p_request.rating_slip_id);
  v_answer := app.refuse_excluded(v_ctx, p_request.player_id, 'exclusion.refuse_reward',
    jsonb_build_object('reward_id', p_request.reward_id, 'reward_code', v_reward.code));
  if v_answer is not null then
    return v_answer;
  end if;
  select * into v_offer from app.reward_offers(v_ctx, v_loyalty, v_visit, false, p_request.reward_id,
    p_request.amount_cents);
  perform app.assert_offer_issuable(v_ctx, p_request, v_offer);
  if (p_call.settings).has_authority_limits then
    perform app.require_authority(v_ctx, p_request.player_id, 'cents', app.offer_value_cents(v_ctx, v_offer));
  end if;
  if v_reward.family = 'points_comp' then
    -- The rate per minute counts ledger entries, which only a comp makes; coupons are watched by the spike alert.
    perform app.require_reward_rate(v_ctx, (p_call.settings).rewards_per_staff_per_minute);
    return app.give_comp(p_call, p_request, v_visit.id, v_offer, v_loyalty);
  end if;
  v_coupon := app.give_entitlement(v_ctx, p_request, v_visit.id, v_offer);
  return app.finish_call(p_call, 'catalog.issue_reward', 'promo_coupon', v_coupon.id,
    jsonb_build_object('balance', v_loyalty.balance),
    jsonb_build_object('family', v_reward.family, 'entry', null, 'coupon', app.promo_coupon_json(v_coupon), 'balance',
      v_loyalty.balance));
end;
$$;
comment on function app.issue_reward(app.call, app.reward_request) is
  'Gives a reward of the catalog: replay, exclusion, conditions, limits and balance under the player''s lock, and '
  'then the debit or the coupon.';

create function app.require_reward_note(p_note text)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if length(p_note) > 500 then
    perform app.invalid('note', 'noteTooLong');
  end if;
end;
$$;
comment on function app.require_reward_note(text) is 'VALIDATION_FAILED for a note above 500 characters.';
