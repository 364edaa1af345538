create function public.rpc_save_audit_filter(
  p_name text,
  p_filter jsonb,
  p_idempotency_key text,
  p_replaces text default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_name text := app.clean_text(p_name);
  v_call app.call := app.begin_call('save_audit_filter', 'audit.read', p_idempotency_key,
    jsonb_build_array(v_name, p_filter, p_replaces), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_before jsonb;
begin
  if (length(v_name) between 1 and 80) is not true then
    perform app.invalid('name', 'characters', jsonb_build_object('lowest', 1, 'highest', 80));
  end if;
  perform app.require_audit_filter(p_filter);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  perform from public.staff where casino_id = v_ctx.casino_id and id = v_ctx.staff_id for no key update;
  v_before := app.drop_audit_filter(v_ctx, p_replaces);
  if p_replaces is not null and exists (
    select from public.audit_filter
    where casino_id = v_ctx.casino_id and staff_id = v_ctx.staff_id and name = v_name)
  then
    perform app.fail(409, 'AUDIT_FILTER_NAME_TAKEN');
  end if;
  v_before := coalesce(v_before, app.drop_audit_filter(v_ctx, v_name, false));
  insert into public.audit_filter (casino_id, staff_id, name, filter)
  values (v_ctx.casino_id, v_ctx.staff_id, v_name, p_filter);
  return app.finish_call(v_call, 'audit.save_filter', 'audit_filter', null, v_before,
    jsonb_build_object('name', v_name, 'filter', p_filter));
end;
$$;
comment on function public.rpc_save_audit_filter(text, jsonb, text, text, uuid) is
  'Keeps a filter of the audit trail, as rpc_list_audit takes it, for the caller under a name (at most 80 characters), '
  'in the place of what they have under it; with p_replaces in the place of the one of that name, which is so renamed. '
  'Answers {is_existing, name, filter}. Capability audit.read. VALIDATION_FAILED, AUDIT_FILTER_NOT_FOUND, '
  'AUDIT_FILTER_NAME_TAKEN.';

create function app.drop_audit_filter(p_ctx app.rls_context, p_name text, p_is_required boolean default true)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_filter jsonb;
begin
  delete from public.audit_filter where casino_id = p_ctx.casino_id and staff_id = p_ctx.staff_id and name = p_name
    returning filter into v_filter;
  if v_filter is not null then
    return jsonb_build_object('name', p_name, 'filter', v_filter);
  end if;
  if p_is_required and p_name is not null then
    perform app.fail(404, 'AUDIT_FILTER_NOT_FOUND');
  end if;
  return null;
end;
$$;
comment on function app.drop_audit_filter(app.rls_context, text, boolean) is
  'Takes a saved filter of the caller away and returns it, {name, filter}; null where none is named or, unless it is '
  'required, there. AUDIT_FILTER_NOT_FOUND.';
