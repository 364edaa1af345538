create function public.rpc_list_ledger_entries(
  p_player_id uuid,
  p_before_entry_no bigint default null,
  p_limit integer default 50,
  p_reason text default null,
  p_from_gaming_day date default null,
  p_to_gaming_day date default null
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
-- Planned for the filters at hand.
set plan_cache_mode = force_custom_plan
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_reason public.loyalty_reason;
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'floor.read');
  if not exists (select 1 from public.player where casino_id = v_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
  if p_reason is not null then
    if p_reason <> all (enum_range(null::public.loyalty_reason)::text[]) then
      perform app.invalid('reason', 'ledgerReason');
    end if;
    v_reason := p_reason::public.loyalty_reason;
  end if;
  select coalesce(jsonb_agg(app.ledger_entry_json(page.e, app.reversal_id(page.e)) order by (page.e).entry_no desc),
    '[]'::jsonb) into v_items
  from (
    select e from public.loyalty_ledger e
    where e.casino_id = v_ctx.casino_id and e.player_id = p_player_id
      and (p_before_entry_no is null or e.entry_no < p_before_entry_no)
      and (v_reason is null or e.reason = v_reason)
      and (p_from_gaming_day is null or e.gaming_day >= p_from_gaming_day)
      and (p_to_gaming_day is null or e.gaming_day <= p_to_gaming_day)
    order by e.entry_no desc
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit and (v_items -> -1 ->> 'entry_no')::bigint > 1
      then v_items -> -1 ->> 'entry_no' end);
end;
$$;
comment on function public.rpc_list_ledger_entries(uuid, bigint, integer, text, date, date) is
  'A player''s entries, newest first, of one reason and of gaming days from and to where given, paged by entry '
  'number: {items, next_cursor}. Capability floor.read. PLAYER_NOT_FOUND, VALIDATION_FAILED.';
