create function public.rpc_list_exclusion_hits(
  p_player_id uuid default null,
  p_is_reviewed boolean default null,
  p_before_hit_id uuid default null,
  p_limit integer default 50
)
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
  perform app.require_capability(v_ctx, 'exclusion.read');
  perform app.require_player_filter(v_ctx, p_player_id);
  if p_before_hit_id is not null and not exists (
    select from public.audit_log where casino_id = v_ctx.casino_id and id = p_before_hit_id and domain = 'exclusion'
  ) then
    perform app.invalid('cursor', 'nextCursor');
  end if;
  select coalesce(jsonb_agg(app.exclusion_hit_json(page.a) order by (page.a).id desc), '[]'::jsonb) into v_items
  from (
    select a from public.audit_log a
    where a.casino_id = v_ctx.casino_id and a.domain = 'exclusion' and app.is_exclusion_hit(a.action)
      and (p_player_id is null or a.entity_type = 'player' and a.entity_id = p_player_id)
      and (p_is_reviewed is null or p_is_reviewed = exists (
        select from public.exclusion_hit_review r where r.casino_id = v_ctx.casino_id and r.hit_id = a.id))
      and (p_before_hit_id is null or a.id < p_before_hit_id)
    order by a.id desc
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_exclusion_hits(uuid, boolean, uuid, integer) is
  'Hits: whenever an excluded player was to be given something or seated, newest first, by player and whether '
  'somebody looked into it, paged by the last one seen: {items: [{id, attempted_at, gaming_day, player_id, '
  'player_name, attempt (refuse_seat, confirm_seat, refuse_reward, ...), outcome, step, table_label, seat, staff_id, '
  'staff_name, staff_role, correlation_id, reviewed_at, reviewed_by_name, review_note}], next_cursor}. Capability '
  'exclusion.read. PLAYER_NOT_FOUND, VALIDATION_FAILED.';
