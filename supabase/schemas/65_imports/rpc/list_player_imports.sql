create function public.rpc_list_player_imports(p_before_import_id uuid default null, p_limit integer default 50)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'audit.read');
  if p_before_import_id is not null
    and not exists (select 1 from public.player_import where casino_id = v_ctx.casino_id and id = p_before_import_id)
      then
    perform app.invalid('cursor', 'nextCursor');
  end if;
  select coalesce(jsonb_agg(app.import_json(page.i) order by (page.i).id desc), '[]'::jsonb) into v_items
  from (
    select i from public.player_import i
    where i.casino_id = v_ctx.casino_id and (p_before_import_id is null or i.id < p_before_import_id)
    order by i.id desc
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_player_imports(uuid, integer) is
  'The casino''s imports, newest first, paged by the last one seen: {items, next_cursor}. Capability audit.read. '
  'VALIDATION_FAILED for a cursor that is none.';
