create function public.rpc_get_seal_text(p_kind text, p_gaming_day date)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_seal public.seal;
begin
  perform app.require_capability(v_ctx, 'audit.read');
  perform app.require_seal_kind(coalesce(p_kind, ''));
  select * into v_seal from public.seal
  where casino_id = v_ctx.casino_id and kind = p_kind::public.seal_kind and gaming_day = p_gaming_day;
  if not found then
    perform app.fail(404, 'SEAL_NOT_FOUND');
  end if;
  return app.seal_json(v_seal) || jsonb_build_object('text', app.seal_text(v_seal));
end;
$$;
comment on function public.rpc_get_seal_text(text, date) is
  'A seal with the text that it is the SHA-256 of, as the casino''s rows say it now: as in rpc_list_seals, and text. '
  'Capability audit.read. SEAL_NOT_FOUND, VALIDATION_FAILED.';
