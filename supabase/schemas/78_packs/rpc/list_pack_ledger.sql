create function public.rpc_list_pack_ledger(
  p_from date,
  p_to date,
  p_after_player_id uuid default null,
  p_after_entry_no bigint default null,
  p_limit integer default 5000
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_left bigint := least(20000, greatest(1, coalesce(p_limit, 5000)));
  v_player_id uuid;
  v_span app.pack_span;
  v_page record;
  -- Put together at the end: a text that grows with every player would be copied as often.
  v_pieces text[] := '{}';
begin
  perform app.require_capability(v_ctx, 'pack.make');
  perform app.require_pack_days(v_ctx, p_from, p_to);
  if p_after_player_id is not null and not exists (
    select from public.player where casino_id = v_ctx.casino_id and id = p_after_player_id)
  then
    perform app.invalid('cursor', 'nextCursor');
  end if;
  for v_player_id in
    select player_id from public.player_loyalty
    where casino_id = v_ctx.casino_id and entry_count > 0
      and (p_after_player_id is null or player_id >= p_after_player_id)
    order by player_id
  loop
    v_span := app.pack_span(v_ctx.casino_id, v_player_id, p_from, p_to);
    if v_player_id = p_after_player_id then
      v_span.first_no := p_after_entry_no + 1;
    elsif v_span.last_no >= v_span.first_no then
      v_pieces := array_append(v_pieces, app.pack_opening(v_ctx.casino_id, v_player_id, v_span.first_no - 1));
    end if;
    continue when v_span.last_no is null or v_span.first_no > v_span.last_no;
    v_page := app.pack_lines(v_ctx.casino_id, v_player_id, v_span, v_left);
    v_pieces := array_append(v_pieces, v_page.lines);
    v_left := v_left - coalesce(v_page.last_no - v_span.first_no + 1, 0);
    if v_left <= 0 then
      return jsonb_build_object('text', array_to_string(v_pieces, ''), 'next_player_id', v_player_id,
        'next_entry_no', v_page.last_no);
    end if;
  end loop;
  return jsonb_build_object('text', array_to_string(v_pieces, ''), 'next_player_id', null, 'next_entry_no', null);
end;
$$;
comment on function public.rpc_list_pack_ledger(date, date, uuid, bigint, integer) is
  'The ledger of a pack, player by player: what the seals of its days cover, as lines of text (docs/packs.md), after '
  'the given entry, up to p_limit entries (at most 20000): {text, next_player_id, next_entry_no}, the last two null at '
  'the end. Capability pack.make. PACK_DAYS_NOT_SEALED, VALIDATION_FAILED.';
