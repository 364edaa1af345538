-- Requests to give more than one's own authority: asked for by one person, given by another.

create function app.given_on_request(p_approval public.approval)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object('entry_id', case a.entity_type when 'loyalty_ledger' then a.entity_id end,
      'coupon_id', case a.entity_type when 'promo_coupon' then a.entity_id end)
    from public.audit_log a
    where a.casino_id = p_approval.casino_id and a.idempotency_key = app.request_key(p_approval)
  );
end;
$$;
comment on function app.given_on_request(public.approval) is
  '{entry_id, coupon_id}: what was given on a request, by the trail of it; null where nothing was.';

create function app.request_key(p_approval public.approval)
returns text
language sql
immutable
return 'approval:' || p_approval.id;
comment on function app.request_key(public.approval) is
  'The key under which what was asked for is issued. Of this request and of no other: it is given once, whoever '
  'decides and however often.';

create function app.reward_request_json(p_approval public.approval)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_request constant jsonb := p_approval.request;
begin
  return jsonb_build_object('id', p_approval.id, 'kind', v_request -> 'kind',
    'rating_slip_id', v_request -> 'rating_slip_id', 'visit_id', v_request -> 'visit_id',
    'player_id', v_request -> 'player_id', 'player_name', (
      select p.first_name || ' ' || p.last_name from public.player p
      where p.casino_id = p_approval.casino_id and p.id = (v_request ->> 'player_id')::uuid),
    'points', coalesce(v_request -> 'points', v_request -> 'expected_points_cost'), 'reason', v_request -> 'reason',
    'name', v_request -> 'name', 'amount_cents', v_request -> 'amount_cents', 'value_cents', v_request -> 'value_cents',
    'note', p_approval.reason, 'status', app.approval_status(p_approval),
    'requested_by', p_approval.requested_by_staff_id,
    'requested_by_name', app.staff_name(p_approval.casino_id, p_approval.requested_by_staff_id),
    'requested_at', p_approval.requested_at, 'lapses_at', p_approval.lapses_at,
    'decided_by_name', app.staff_name(p_approval.casino_id, p_approval.decided_by_staff_id),
    'decided_at', p_approval.decided_at, 'decision_note', p_approval.note, 'is_by_pin', p_approval.is_by_pin)
    || coalesce(case when p_approval.status = 'approved' then app.given_on_request(p_approval) end,
      '{"entry_id": null, "coupon_id": null}');
end;
$$;
comment on function app.reward_request_json(public.approval) is
  '{id, kind: points | comp | coupon, rating_slip_id, visit_id, player_id, player_name, points (a bonus, or the price '
  'of a comp), reason (of a bonus), name (of a reward or program), amount_cents (of a comp whose amount is typed), '
  'value_cents (what it is worth), note, status, requested_by, requested_by_name, requested_at, lapses_at, '
  'decided_by_name, decided_at, decision_note, is_by_pin (approved on the tablet of who asked), entry_id, coupon_id '
  '(what was given)}.';

create function app.require_asking_note(p_note text)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_note is null then
    perform app.fail(422, 'NOTE_REQUIRED');
  end if;
  perform app.require_reward_note(p_note);
end;
$$;
comment on function app.require_asking_note(text) is
  'Whoever is asked has to know why: NOTE_REQUIRED, VALIDATION_FAILED.';

create function app.ask_for_reward(p_call app.call, p_request jsonb, p_note text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_ctx constant app.rls_context := p_call.ctx;
  v_approval public.approval;
begin
  insert into public.approval (casino_id, operation, request, reason, requested_by_staff_id, lapses_at)
  -- The player waits, and what a supervisor said yes to ten minutes ago is another moment.
  values (v_ctx.casino_id, 'reward.issue', p_request, p_note, v_ctx.staff_id, now() + interval '10 minutes')
  returning * into v_approval;
  return app.finish_call(p_call, 'approval.request_reward', 'approval', v_approval.id, null,
    app.reward_request_json(v_approval));
end;
$$;
comment on function app.ask_for_reward(app.call, jsonb, text) is
  'Lays a reward, as public.approval.request has it, before somebody else, who decides within ten minutes; answers as '
  'app.reward_request_json.';

create function app.asked_by(p_approval public.approval)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('approval_id', p_approval.id,
    'requested_by_staff_id', p_approval.requested_by_staff_id,
    'requested_by_name', app.staff_name(p_approval.casino_id, p_approval.requested_by_staff_id))
    || case when p_approval.is_by_pin then '{"is_by_pin": true}' else '{}' end::jsonb;
end;
$$;
comment on function app.asked_by(public.approval) is
  '{approval_id, requested_by_staff_id, requested_by_name, is_by_pin (true, where it was approved so)}: who asked for '
  'what somebody else gave, for the entry or the coupon to keep.';

create function app.requested_bonus(p_approval public.approval, p_points integer)
returns public.loyalty_ledger
language plpgsql
stable
set search_path = ''
as $$
declare
  v_request constant jsonb := p_approval.request;
  v_entry public.loyalty_ledger := app.requested_reward((v_request ->> 'rating_slip_id')::uuid,
    coalesce(p_points, (v_request ->> 'points')::integer), v_request ->> 'reason', p_approval.reason, true);
begin
  if v_entry.points > (v_request ->> 'points')::integer then
    perform app.invalid('points', 'notAboveAsked', jsonb_build_object('highest', v_request -> 'points'));
  end if;
  v_entry.player_id := (v_request ->> 'player_id')::uuid;
  v_entry.metadata := app.asked_by(p_approval);
  return v_entry;
end;
$$;
comment on function app.requested_bonus(public.approval, integer) is
  'The entry that a request asks for, perhaps of fewer points, with who asked for it. VALIDATION_FAILED.';

create function app.requested_coupon(p_approval public.approval)
returns app.coupon_request
language plpgsql
stable
set search_path = ''
as $$
declare
  v_request app.coupon_request := jsonb_populate_record(null::app.coupon_request, p_approval.request);
begin
  -- Who says yes to what somebody else asks for has confirmed it: above the play of the visit it goes on record so.
  v_request.confirm_above_theo := true;
  v_request.asked_by := app.asked_by(p_approval) || jsonb_build_object('note', p_approval.reason);
  return v_request;
end;
$$;
comment on function app.requested_coupon(public.approval) is
  'The coupon that a request asks for, for the figures that stood when it was asked for.';
