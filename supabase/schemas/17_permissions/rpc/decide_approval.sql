create function public.rpc_decide_approval(
  p_approval_id uuid,
  p_is_approved boolean,
  p_idempotency_key text,
  p_note text default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_note text := nullif(btrim(p_note), '');
  v_call app.call := app.begin_call('decide_approval', 'permission.approve', p_idempotency_key,
    jsonb_build_array(p_approval_id, p_is_approved, v_note), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before public.approval;
  v_approval public.approval;
begin
  if p_is_approved is null then
    perform app.invalid('isApproved', 'trueOrFalse');
  end if;
  if length(v_note) > 500 or (v_note is null and not p_is_approved) then
    perform app.invalid('note', 'sayWhy');
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  -- First, as whoever sets a password by a link does, and ends what was asked for about them.
  perform app.lock_permissions(v_ctx);
  v_before := app.lock_pending_approval(v_ctx, p_approval_id, 'permission.change');
  if v_before.requested_by_staff_id = v_ctx.staff_id then
    perform app.fail(403, 'OWN_REQUEST');
  end if;
  perform app.require_others_rights(v_ctx, v_before.request -> 'changes');
  perform app.require_no_link_of(v_ctx, v_before.request -> 'changes');
  if p_is_approved then
    -- Whom it is about may have left, or have become an admin, since it was asked for.
    perform app.require_permission_change(v_ctx, change)
      from jsonb_array_elements(v_before.request -> 'changes') change;
    perform app.make_permission_changes(v_ctx, v_before.request -> 'changes', v_before.reason);
  end if;
  v_approval := app.end_approval(v_ctx, v_before,
    case when p_is_approved then 'approved' else 'refused' end::public.approval_status, v_note);
  return app.finish_call(v_call, case when p_is_approved then 'approval.approve' else 'approval.refuse' end,
    'approval', p_approval_id, app.approval_json(v_before), app.approval_json(v_approval));
end;
$$;
comment on function public.rpc_decide_approval(uuid, boolean, text, text, uuid) is
  'Approves a request, which does what was asked for in the same transaction, or refuses it with a note. Whoever asked '
  'does not decide, nor does anybody whose own rights it is about, nor who made the link by which somebody whom it is '
  'about set their password. Answers the request, as app.approval_json, and is_existing. Capability '
  'permission.approve. VALIDATION_FAILED, APPROVAL_NOT_FOUND, APPROVAL_NOT_PENDING (detail: status, at, staffName), '
  'OWN_REQUEST, OWN_RIGHTS, OWN_LINK (detail: personName), DUTIES_NOT_SEPARATE, LAST_ADMIN.';
