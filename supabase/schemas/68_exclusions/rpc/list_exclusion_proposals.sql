create function public.rpc_list_exclusion_proposals(
  p_status text default null,
  p_before_proposal_id uuid default null,
  p_limit integer default 50,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_limit integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'exclusion.read');
  if p_status not in ('proposed', 'confirmed', 'dismissed') then
    perform app.invalid('status', 'oneOf', jsonb_build_object('options', 'proposed, confirmed, dismissed'));
  end if;
  if p_before_proposal_id is not null and not exists (
    select from public.exclusion_proposal where casino_id = v_ctx.casino_id and id = p_before_proposal_id
  ) then
    perform app.invalid('cursor', 'nextCursor');
  end if;
  select coalesce(jsonb_agg(app.exclusion_proposal_json(page.o) order by (page.o).id desc), '[]'::jsonb) into v_items
  from (
    select o from public.exclusion_proposal o
    where o.casino_id = v_ctx.casino_id
      and (p_status is null or o.status = p_status::public.exclusion_proposal_status)
      and (p_before_proposal_id is null or o.id < p_before_proposal_id)
    order by o.id desc
    limit v_limit
  ) page;
  perform app.record_readings(v_ctx, 'exclusion.read_details', 'player',
    array(select (item ->> 'player_id')::uuid from jsonb_array_elements(v_items) item));
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_exclusion_proposals(text, uuid, integer, uuid) is
  'Whom lists name, newest first, by status (proposed, confirmed, dismissed), paged by the last one seen: {items: '
  '[{id, list_id, file_name, row_number, player_id, player_name, loyalty_id, birth_date, starts_on, ends_on, '
  'reference, status, exclusion_id, is_excluded, dismiss_reason, decided_by_name, decided_at, created_at}], '
  'next_cursor}; that they were read goes on record, by player. Capability exclusion.read. VALIDATION_FAILED.';
