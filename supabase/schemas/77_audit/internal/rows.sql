create function app.audit_json(p_row public.audit_log)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('id', p_row.id, 'at', app.utc_text(p_row.at), 'gaming_day', p_row.gaming_day,
    'staff_id', p_row.staff_id, 'staff_name', app.staff_name(p_row.casino_id, p_row.staff_id),
    'staff_role', p_row.staff_role, 'domain', p_row.domain, 'action', p_row.action, 'entity_type', p_row.entity_type,
    'entity_id', p_row.entity_id, 'before', p_row.before, 'after', p_row.after,
    'correlation_id', p_row.correlation_id, 'outcome', p_row.outcome);
end;
$$;
comment on function app.audit_json(public.audit_log) is
  'A row of the audit trail as the RPCs answer it; staff is null for what the system did by itself.';
