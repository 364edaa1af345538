create function public.rpc_void_mtl_entry(
  p_entry_id uuid,
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
  v_reason text := nullif(btrim(p_reason), '');
  v_call app.call := app.begin_call('void_mtl_entry', 'mtl.write', p_idempotency_key,
    jsonb_build_array(p_entry_id, v_reason), p_correlation_id);
  v_ctx app.rls_context := v_call.ctx;
  v_voided public.mtl_entry;
  v_entry public.mtl_entry;
begin
  perform app.require_words('reason', v_reason);
  if v_call.is_replay then
    return app.replay(v_call);
  end if;

  select * into v_voided from public.mtl_entry where casino_id = v_ctx.casino_id and id = p_entry_id;
  if not found then
    perform app.fail(404, 'MTL_ENTRY_NOT_FOUND');
  end if;
  perform app.lock_mtl_day(v_ctx.casino_id, v_voided.gaming_day);
  perform app.require_unvoided_entry(v_voided);
  v_entry := app.sign_mtl_entry(v_ctx, v_voided);
  v_entry.voids_entry_id := v_voided.id;
  v_entry.counts_toward_ctr := false;
  v_entry.note := v_reason;
  v_entry.occurred_at := now();
  v_entry := app.post_mtl_entry(v_entry);
  return app.finish_call(v_call, 'mtl.void_entry', 'mtl_entry', v_voided.id,
    jsonb_build_object('entry', app.mtl_entry_json(v_voided)),
    app.count_mtl_entry(v_ctx, v_call.settings, v_entry, v_voided));
end;
$$;
comment on function public.rpc_void_mtl_entry(uuid, text, text, uuid) is
  'Takes an entry out of the totals by one that names it, on the same gaming day, with the reason as its note. '
  'Answers as rpc_record_mtl_entry, with the voiding entry. A case that is open stays open and says what its '
  'figures are now. Capability mtl.write. VALIDATION_FAILED, MTL_ENTRY_NOT_FOUND, MTL_ENTRY_VOIDED (one that was '
  'voided, or is itself a void: {voidedByEntryId, staffName, at}).';

create function app.require_unvoided_entry(p_entry public.mtl_entry)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_void public.mtl_entry;
begin
  select * into v_void from public.mtl_entry
  where casino_id = p_entry.casino_id and (voids_entry_id = p_entry.id or (id = p_entry.id and p_entry.voids_entry_id
    is not null));
  if found then
    perform app.fail(409, 'MTL_ENTRY_VOIDED', jsonb_build_object('voidedByEntryId', v_void.id,
      'staffName', app.staff_name(v_void.casino_id, v_void.staff_id), 'at', v_void.created_at));
  end if;
end;
$$;
comment on function app.require_unvoided_entry(public.mtl_entry) is
  'MTL_ENTRY_VOIDED for an entry that was voided, and for one that voids: what was voided by mistake is entered anew.';
