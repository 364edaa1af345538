create function public.rpc_begin_audit_export(
  p_filter jsonb,
  p_format text,
  p_filter_sha256 text,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call app.call := app.begin_call('begin_audit_export', 'audit.read', p_idempotency_key,
    jsonb_build_array(p_filter, p_format, p_filter_sha256), p_correlation_id);
  v_newest_id uuid;
begin
  perform app.require_audit_filter(p_filter);
  if (p_format in ('csv', 'jsonl')) is not true then
    perform app.invalid('format', 'oneOf', jsonb_build_object('options', 'csv, jsonl'));
  end if;
  if (p_filter_sha256 ~ '^[0-9a-f]{64}$') is not true then
    perform app.invalid('filterSha256', 'characters', jsonb_build_object('lowest', 64, 'highest', 64));
  end if;
  if v_call.is_replay then
    return app.replay(v_call);
  end if;
  v_newest_id := (select id from public.audit_log where casino_id = (v_call.ctx).casino_id order by id desc limit 1);
  return app.finish_call(v_call, 'audit.export_trail', 'audit_log', null, null, jsonb_build_object('filter', p_filter,
    'filter_sha256', p_filter_sha256, 'format', p_format, 'newest_id', v_newest_id));
end;
$$;
comment on function public.rpc_begin_audit_export(jsonb, text, text, text, uuid) is
  'Puts on record that the audit trail is taken out under a filter, as rpc_list_audit takes it, before the first row '
  'is: {is_existing, filter, filter_sha256, format (csv, jsonl), newest_id (the last row of the trail by then, null '
  'for none)}. Capability audit.read. VALIDATION_FAILED, IDEMPOTENCY_KEY_REUSED.';
