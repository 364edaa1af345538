create function public.rpc_delete_audit_filter(
  p_name text,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('delete_audit_filter', 'audit.read', p_idempotency_key, to_jsonb(p_name),
    p_correlation_id);
begin
  if p_name is null then
    perform app.invalid('name', 'characters', jsonb_build_object('lowest', 1, 'highest', 80));
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;
  return app.finish_call(v_call, 'audit.delete_filter', 'audit_filter', null,
    app.drop_audit_filter(v_call.ctx, p_name), jsonb_build_object('name', p_name));
end;
$$;
comment on function public.rpc_delete_audit_filter(text, text, uuid) is
  'Takes one of the caller''s saved filters of the audit trail away: {is_existing, name}. Capability audit.read. '
  'VALIDATION_FAILED, AUDIT_FILTER_NOT_FOUND.';
