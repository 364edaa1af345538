create function public.rpc_player_balance_history(p_player_id uuid, p_days integer default 90)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_from date := v_ctx.gaming_day - least(730, greatest(1, coalesce(p_days, 90)));
begin
  perform app.require_capability(v_ctx, 'floor.read');
  if not exists (select 1 from public.player where casino_id = v_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  return (
    with days as (
      -- The entry of each gaming day with the highest number holds the balance that the day ended with.
      select distinct on (e.gaming_day) e.gaming_day, e.balance_after, e.entry_no
      from public.loyalty_ledger e
      where e.casino_id = v_ctx.casino_id and e.player_id = p_player_id and e.gaming_day > v_from
      order by e.gaming_day, e.entry_no desc
    )
    select jsonb_build_object(
      'from_gaming_day', v_from, 'to_gaming_day', v_ctx.gaming_day,
      'opening_balance', coalesce((
        select e.balance_after from public.loyalty_ledger e
        where e.casino_id = v_ctx.casino_id and e.player_id = p_player_id and e.gaming_day <= v_from
        order by e.entry_no desc
        limit 1
      ), 0),
      'items', coalesce((select jsonb_agg(jsonb_build_object('gaming_day', gaming_day, 'balance', balance_after)
        order by gaming_day) from days), '[]'::jsonb)
    )
  );
end;
$$;
comment on function public.rpc_player_balance_history(uuid, integer) is
  'A player''s balance at the end of each gaming day that moved it, over the last p_days (1 to 730): '
  '{from_gaming_day, to_gaming_day, opening_balance, items: [{gaming_day, balance}]}. Capability floor.read. '
  'PLAYER_NOT_FOUND.';
