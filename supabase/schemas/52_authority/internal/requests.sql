-- Requests to give more than one's own authority: asked for by one person, given by another.

create function app.reward_request_json(p_approval public.approval)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('id', p_approval.id, 'rating_slip_id', p_approval.request -> 'rating_slip_id',
    'player_id', p_approval.request -> 'player_id', 'player_name', (
      select p.first_name || ' ' || p.last_name from public.player p
      where p.casino_id = p_approval.casino_id and p.id = (p_approval.request ->> 'player_id')::uuid),
    'points', p_approval.request -> 'points', 'reason', p_approval.request -> 'reason',
    'note', p_approval.reason, 'status', app.approval_status(p_approval),
    'requested_by', p_approval.requested_by_staff_id,
    'requested_by_name', app.staff_name(p_approval.casino_id, p_approval.requested_by_staff_id),
    'requested_at', p_approval.requested_at, 'lapses_at', p_approval.lapses_at,
    'decided_by_name', app.staff_name(p_approval.casino_id, p_approval.decided_by_staff_id),
    'decided_at', p_approval.decided_at, 'decision_note', p_approval.note);
end;
$$;
comment on function app.reward_request_json(public.approval) is
  '{id, rating_slip_id, player_id, player_name, points, reason, note, status, requested_by, requested_by_name, '
  'requested_at, lapses_at, decided_by_name, decided_at, decision_note}.';

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
  v_entry.metadata := jsonb_build_object('approval_id', p_approval.id,
    'requested_by_staff_id', p_approval.requested_by_staff_id,
    'requested_by_name', app.staff_name(p_approval.casino_id, p_approval.requested_by_staff_id));
  return v_entry;
end;
$$;
comment on function app.requested_bonus(public.approval, integer) is
  'The entry that a request asks for, perhaps of fewer points, with who asked for it. VALIDATION_FAILED.';
