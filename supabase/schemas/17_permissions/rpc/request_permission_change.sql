create function public.rpc_request_permission_change(
  p_changes jsonb,
  p_reason text,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_reason text := btrim(p_reason);
  v_call app.call := app.begin_call('request_permission_change', 'staff.manage', p_idempotency_key,
    jsonb_build_array(p_changes, v_reason), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_approval public.approval;
begin
  perform app.require_permission_changes(v_ctx, p_changes);
  if (length(v_reason) between 1 and 500) is not true then
    perform app.invalid('reason', 'sayWhy');
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  v_approval := app.ask_permission_changes(v_ctx, p_changes, v_reason);
  return app.finish_call(v_call, 'approval.request', 'approval', v_approval.id, null, app.approval_json(v_approval));
end;
$$;
comment on function public.rpc_request_permission_change(jsonb, text, text, uuid) is
  'Asks for changes of the matrix, of people''s exceptions or of their roles, one to fifty, as '
  'public.approval.request has them. '
  'Nothing changes until somebody else decides, within seven days. Answers the request, as app.approval_json, and '
  'is_existing. Capability staff.manage. VALIDATION_FAILED, OWN_RIGHTS, DUTIES_NOT_SEPARATE, LAST_ADMIN.';

create function app.require_permission_changes(p_ctx app.rls_context, p_changes jsonb)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if jsonb_typeof(p_changes) is distinct from 'array' or jsonb_array_length(p_changes) not between 1 and 50 then
    perform app.invalid('changes', 'changesUpTo', jsonb_build_object('highest', 50));
  end if;
  perform app.require_permission_change(p_ctx, change) from jsonb_array_elements(p_changes) change;
  if exists (
    select from jsonb_array_elements(p_changes) change
    group by change ->> 'role', change ->> 'staff_id', change ->> 'capability' having count(*) > 1
  ) or exists (
    -- An exception is one from a role: whom another role is asked for gets none with it.
    select from jsonb_array_elements(p_changes) change
    where change ? 'staff_id'
    group by change ->> 'staff_id' having count(*) > 1 and bool_or(change ? 'role')
  ) then
    perform app.invalid('changes', 'oneChangeEach');
  end if;
end;
$$;
comment on function app.require_permission_changes(app.rls_context, jsonb) is
  'VALIDATION_FAILED unless they are one to fifty changes, each of another cell, and for who gets another role no '
  'other.';
