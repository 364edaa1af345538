create function public.rpc_list_exclusions(
  p_player_id uuid default null,
  p_kind text default null,
  p_is_in_force boolean default null,
  p_has_hits boolean default null,
  p_before_exclusion_id uuid default null,
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
  if p_kind not in ('self', 'barred', 'responsible_gaming') then
    perform app.invalid('kind', 'oneOf', jsonb_build_object('options', 'self, barred, responsible_gaming'));
  end if;
  perform app.require_player_filter(v_ctx, p_player_id);
  if p_before_exclusion_id is not null and not exists (
    select from public.player_exclusion where casino_id = v_ctx.casino_id and id = p_before_exclusion_id
  ) then
    perform app.invalid('cursor', 'nextCursor');
  end if;
  select coalesce(jsonb_agg(app.exclusion_item(page.e) order by (page.e).id desc), '[]'::jsonb) into v_items
  from (
    select e from public.player_exclusion e
    where e.casino_id = v_ctx.casino_id
      and (p_player_id is null or e.player_id = p_player_id)
      and (p_kind is null or e.kind::text = p_kind)
      and (p_is_in_force is null or app.is_in_force(e) = p_is_in_force)
      and (p_has_hits is null or ((app.exclusion_hits(e) ->> 'hit_count')::integer > 0) = p_has_hits)
      and (p_before_exclusion_id is null or e.id < p_before_exclusion_id)
    order by e.id desc
    limit v_limit
  ) page;
  perform app.record_readings(v_ctx, 'exclusion.read_details', 'player',
    array(select (item ->> 'player_id')::uuid from jsonb_array_elements(v_items) item));
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_exclusions(uuid, text, boolean, boolean, uuid, integer, uuid) is
  'Exclusions, newest first, by player, kind, whether in force now and whether their player was met, paged by the '
  'last one seen: {items: [{id, player_id, player_name, loyalty_id, kind, reason, source_reference, starts_at, '
  'ends_at, is_in_force, set_by_name, created_at, lifted_at, lifted_by_name, lift_reason, hit_count, last_hit_at, '
  'is_in_house}], next_cursor}; that they were read goes on record, by player. Capability exclusion.read. '
  'PLAYER_NOT_FOUND, VALIDATION_FAILED.';

create function app.require_player_filter(p_ctx app.rls_context, p_player_id uuid)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_player_id is not null
    and not exists (select from public.player where casino_id = p_ctx.casino_id and id = p_player_id) then
    perform app.fail(404, 'PLAYER_NOT_FOUND');
  end if;
end;
$$;
comment on function app.require_player_filter(app.rls_context, uuid) is
  'PLAYER_NOT_FOUND for a player that is asked for and is not of the caller''s casino.';
