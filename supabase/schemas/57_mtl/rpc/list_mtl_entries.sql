create function public.rpc_list_mtl_entries(
  p_gaming_day date default null,
  p_player_id uuid default null,
  p_unknown_patron_id uuid default null,
  p_direction text default null,
  p_kind text default null,
  p_table_id uuid default null,
  p_is_after_close boolean default null,
  p_before_entry_id uuid default null,
  p_limit integer default 50,
  p_area text default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
-- Planned for the filters at hand: each has its index.
set plan_cache_mode = force_custom_plan
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_limit integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_patron app.mtl_patron := row(p_player_id, p_unknown_patron_id)::app.mtl_patron;
  v_before public.mtl_entry;
  v_ids uuid[];
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'mtl.read');
  perform app.require_entry_filters(v_ctx, p_direction, p_kind, p_table_id, p_area);
  perform app.require_known_patron(v_ctx, v_patron);
  v_before := app.mtl_entry_cursor(v_ctx, p_before_entry_id);
  if num_nonnulls(p_player_id, p_unknown_patron_id) > 0 then
    v_ids := app.mtl_entry_ids(v_ctx.casino_id, v_patron, p_gaming_day);
  end if;
  select coalesce(jsonb_agg(app.mtl_entry_json(page.e) order by (page.e).gaming_day desc, (page.e).entry_no desc), '[]')
  into v_items
  from (
    select e from public.mtl_entry e
    where e.casino_id = v_ctx.casino_id
      and (p_gaming_day is null or e.gaming_day = p_gaming_day)
      and (v_ids is null or e.id = any (v_ids))
      and (p_direction is null or e.direction = p_direction::public.mtl_direction)
      and (p_kind is null or e.kind = p_kind::public.mtl_kind)
      and (p_table_id is null or e.table_id = p_table_id)
      and (p_area is null or e.area = p_area::public.mtl_area)
      and (p_is_after_close is null or e.is_after_close = p_is_after_close)
      and (v_before.id is null or (e.gaming_day, e.entry_no) < (v_before.gaming_day, v_before.entry_no))
    order by e.gaming_day desc, e.entry_no desc
    limit v_limit
  ) page;
  if p_unknown_patron_id is not null then
    perform app.record_readings(v_ctx, 'mtl.read_description', 'mtl_unknown_patron', array[p_unknown_patron_id]);
  end if;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_mtl_entries(date, uuid, uuid, text, text, uuid, boolean, uuid, integer, text,
  uuid) is
  'Entries of the cash log, of the newest gaming day and the highest number first, by gaming day, patron (with '
  'what was entered under descriptions that turned out to be them, and what they are a party of), direction, kind, '
  'table, area and whether the day had been closed, paged by the last entry seen: {items, next_cursor}. Rows that void '
  'are among them. That one asked for an unknown patron goes on record. Capability mtl.read. PLAYER_NOT_FOUND, '
  'UNKNOWN_PATRON_NOT_FOUND, TABLE_NOT_FOUND, VALIDATION_FAILED.';

create function app.require_entry_filters(
  p_ctx app.rls_context,
  p_direction text,
  p_kind text,
  p_table_id uuid,
  p_area text
)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_direction is not null then
    perform app.require_enum('public.mtl_direction', 'direction', p_direction);
  end if;
  if p_kind is not null then
    perform app.require_enum('public.mtl_kind', 'kind', p_kind);
  end if;
  if p_area is not null then
    perform app.require_enum('public.mtl_area', 'area', p_area);
  end if;
  perform app.require_mtl_table(p_ctx, p_table_id);
end;
$$;
comment on function app.require_entry_filters(app.rls_context, text, text, uuid, text) is
  'VALIDATION_FAILED, TABLE_NOT_FOUND for what no entry can have.';

create function app.mtl_entry_cursor(p_ctx app.rls_context, p_entry_id uuid)
returns public.mtl_entry
language plpgsql
stable
set search_path = ''
as $$
declare
  v_entry public.mtl_entry;
begin
  select * into v_entry from public.mtl_entry where casino_id = p_ctx.casino_id and id = p_entry_id;
  if not found and p_entry_id is not null then
    perform app.invalid('cursor', 'nextCursor');
  end if;
  return v_entry;
end;
$$;
comment on function app.mtl_entry_cursor(app.rls_context, uuid) is
  'The last entry of the page before; all null on the first page. VALIDATION_FAILED for what is none.';
