create function public.rpc_list_slip_rewards(p_rating_slip_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_player_id uuid;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  select player_id into v_player_id from public.rating_slip where casino_id = v_ctx.casino_id and id = p_rating_slip_id;
  if not found then
    perform app.fail(404, 'SLIP_NOT_FOUND');
  end if;
  return jsonb_build_object(
    'items', coalesce((
      select jsonb_agg(app.ledger_entry_json(e, app.reversal_id(e)) order by e.entry_no desc)
      from public.loyalty_ledger e
      where e.casino_id = v_ctx.casino_id and e.rating_slip_id = p_rating_slip_id
    ), '[]'::jsonb),
    'balance', coalesce((select balance from public.player_loyalty where casino_id = v_ctx.casino_id
      and player_id = v_player_id), 0)
  );
end;
$$;
comment on function public.rpc_list_slip_rewards(uuid) is
  'What was given on a slip, newest first, and the player''s balance now: {items, balance}. Capability floor.read. '
  'SLIP_NOT_FOUND.';
