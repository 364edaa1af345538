create function public.rpc_list_player_notes(
  p_player_id uuid,
  p_before_note_id uuid default null,
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
  perform app.require_capability(v_ctx, 'player.care');
  perform app.require_player(v_ctx, p_player_id);
  if p_before_note_id is not null and not exists (
    select from public.player_note
    where casino_id = v_ctx.casino_id and id = p_before_note_id and player_id = p_player_id
  ) then
    perform app.invalid('cursor', 'nextCursor');
  end if;
  select coalesce(jsonb_agg(app.player_note_json(page.n) order by (page.n).id desc), '[]'::jsonb) into v_items
  from (
    select n from public.player_note n
    where n.casino_id = v_ctx.casino_id and n.player_id = p_player_id
      and (p_before_note_id is null or n.id < p_before_note_id)
    order by n.id desc
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_player_notes(uuid, uuid, integer) is
  'What the staff noted of a player, newest first, struck notes among them, paged by the last one seen: {items: [{id, '
  'player_id, body, staff_id, staff_name, created_at, struck_at, struck_by_name, strike_reason}], next_cursor}. '
  'Capability player.care. PLAYER_NOT_FOUND, VALIDATION_FAILED.';
