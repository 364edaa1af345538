create function public.rpc_list_seals(p_kind text default null, p_from date default null, p_to date default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
begin
  perform app.require_capability(v_ctx, 'audit.read');
  perform app.require_seal_kind(p_kind);
  return jsonb_build_object('items', (
    select coalesce(jsonb_agg(app.seal_json(listed.s) order by (listed.s).gaming_day desc, (listed.s).kind),
      '[]'::jsonb)
    from (
      select s from public.seal s
      where s.casino_id = v_ctx.casino_id and (p_kind is null or s.kind = p_kind::public.seal_kind)
        and (p_from is null or s.gaming_day >= p_from) and (p_to is null or s.gaming_day <= p_to)
      order by s.gaming_day desc
      -- A leap year of days, of each of three kinds.
      limit 1098
    ) listed
  ));
end;
$$;
comment on function public.rpc_list_seals(text, date, date) is
  'The casino''s seals, newest gaming day first, of one kind and of gaming days from and to where given, at most '
  '1098: {items: [{seal_id, kind, gaming_day, entry_count, total_count, root, previous_seal, sealed_at}]}; root and '
  'previous_seal (null for the first) in hexadecimal. Capability audit.read. VALIDATION_FAILED.';
