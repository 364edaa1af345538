create function public.rpc_list_ctr_cases(
  p_status text default null,
  p_gaming_day date default null,
  p_before_case_id uuid default null,
  p_limit integer default 50,
  p_is_waiting boolean default false
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_before public.ctr_case;
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'mtl.read');
  if p_status <> all (enum_range(null::public.ctr_case_status)::text[]) then
    perform app.invalid('status', 'oneOf',
      jsonb_build_object('options', array_to_string(enum_range(null::public.ctr_case_status), ', ')));
  end if;
  if (p_limit between 1 and 200) is not true then
    perform app.invalid('limit', 'wholeBetween', jsonb_build_object('lowest', 1, 'highest', 200));
  end if;
  select * into v_before from public.ctr_case where casino_id = v_ctx.casino_id and id = p_before_case_id;
  if p_before_case_id is not null and v_before.id is null then
    perform app.invalid('cursor', 'nextCursor');
  end if;
  select coalesce(jsonb_agg(app.ctr_case_json(page.c, false) order by page.place), '[]')
  into v_items
  from (
    select c, row_number() over (order by case when p_is_waiting then c.due_on end, c.id desc) as place
    from public.ctr_case c
    where c.casino_id = v_ctx.casino_id and c.merged_into_case_id is null
      and (p_before_case_id is null or c.id < p_before_case_id and (not p_is_waiting or c.due_on = v_before.due_on)
        or p_is_waiting and c.due_on > v_before.due_on)
      and (not p_is_waiting or c.id in (select w.id from app.waiting_ctr_cases(v_ctx.casino_id) w))
      and (p_gaming_day is null or c.gaming_day = p_gaming_day)
      -- What is decided stands in the row; how far the others are is worked out for those alone.
      and (p_status is null or c.status::text = p_status and p_status in ('filed', 'not_required')
        or c.status not in ('filed', 'not_required')
          and app.ctr_status(c, app.ctr_missing(c))::text = p_status)
    order by place
    limit p_limit + 1
  ) page;
  return jsonb_build_object('items', case when jsonb_array_length(v_items) > p_limit then v_items - p_limit
      else v_items end,
    'next_cursor', case when jsonb_array_length(v_items) > p_limit then v_items -> (p_limit - 1) -> 'id' end);
end;
$$;
comment on function public.rpc_list_ctr_cases(text, date, uuid, integer, boolean) is
  'Cases, newest first, as rpc_get_ctr_case answers them, without identification of persons: {items, next_cursor}. Of '
  'one status, or one gaming day, where asked; with p_is_waiting those that somebody has something to do about, by the '
  'day they are due. Capability mtl.read. VALIDATION_FAILED.';
