create function public.rpc_get_promo_program(p_promo_program_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_program public.promo_program;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  select * into v_program from public.promo_program where casino_id = v_ctx.casino_id and id = p_promo_program_id;
  if not found then
    perform app.fail(404, 'PROGRAM_NOT_FOUND');
  end if;
  return app.promo_program_json(v_program);
end;
$$;
comment on function public.rpc_get_promo_program(uuid) is 'One program. Capability floor.read. PROGRAM_NOT_FOUND.';
