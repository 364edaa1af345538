create function public.rpc_count_reconciliations(p_filter jsonb default '{}')
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_cap constant integer := 10000;
  v_import_id uuid;
  v_counts jsonb;
  v_flag text;
begin
  perform app.require_capability(v_ctx, 'audit.read');
  perform app.require_queue_filter(p_filter);
  v_import_id := (p_filter ->> 'import_id')::uuid;
  select jsonb_build_object('status',
    jsonb_build_object('pending', coalesce(sum(pending_count), 0), 'applied', coalesce(sum(applied_count), 0),
    'kept', coalesce(sum(kept_count), 0), 'reverted', coalesce(sum(reverted_count), 0)))
  into v_counts
  from public.player_import
  where casino_id = v_ctx.casino_id and status = 'ready' and (v_import_id is null or id = v_import_id);
  foreach v_flag in array app.queue_flags() loop
    v_counts := v_counts || jsonb_build_object(v_flag, app.count_queue(v_ctx,
      case when p_filter ? 'import_id' then jsonb_build_object('import_id', v_import_id) else '{}' end
        || jsonb_build_object('status', coalesce(p_filter ->> 'status', 'pending'), v_flag, true), v_cap));
  end loop;
  return v_counts || jsonb_build_object('cap', v_cap);
end;
$$;
comment on function public.rpc_count_reconciliations(jsonb) is
  'How many rows of the queue are where: {status: {pending, applied, kept, reverted}, exact; and of one status '
  '(pending unless the filter says another) conflict, upgrade, missing, stale, unknown_freshness, unknown_tier, '
  'name_differs, birth_date_differs, duplicate_in_file, namesake and identity_unconfirmed, each counted up to cap; '
  'cap}. Of the filter only import_id and status count. Capability audit.read. VALIDATION_FAILED.';
