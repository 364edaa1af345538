create function public.rpc_count_lens_findings(p_lens text)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_from date := v_ctx.gaming_day - 14;
begin
  perform app.require_capability(v_ctx, 'ctr.manage');
  perform app.require_lens(v_ctx, p_lens, v_from, v_ctx.gaming_day);
  return (
    select jsonb_build_object('from', v_from, 'to', v_ctx.gaming_day, 'count', count(*))
    from app.lens_findings(v_ctx.casino_id, p_lens::public.lens, v_from, v_ctx.gaming_day) f
    where not app.is_lens_acknowledged(v_ctx.casino_id, f)
  );
end;
$$;
comment on function public.rpc_count_lens_findings(text) is
  'How many findings of a lens nobody has looked into, of the days that rpc_list_lens_findings takes unless told '
  'otherwise: {from, to, count}. It costs what that list costs, and reads out nobody''s description. Capability '
  'ctr.manage. VALIDATION_FAILED.';
