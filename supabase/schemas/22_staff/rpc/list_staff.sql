create function public.rpc_list_staff(
  p_search text default null,
  p_in_role text default null,
  p_state text default null,
  p_pit_id uuid default null,
  p_licence_state text default null,
  p_after_id uuid default null,
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
  v_search text := app.name_key(app.clean_text(p_search));
  v_limit integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_after public.staff;
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'staff.manage');
  if p_after_id is not null then
    select * into v_after from public.staff where casino_id = v_ctx.casino_id and id = p_after_id;
    if not found then
      perform app.invalid('cursor', 'nextCursor');
    end if;
  end if;
  if p_pit_id is not null then
    perform app.require_pits(v_ctx, jsonb_build_array(p_pit_id));
  end if;
  select coalesce(jsonb_agg(app.staff_json(v_ctx.casino_id, page.id) order by page.full_name, page.id), '[]'::jsonb)
  into v_items
  from (
    select s.id, s.full_name from public.staff s
    join public.staff_record r on r.casino_id = s.casino_id and r.staff_id = s.id
    join public.casino_settings cs on cs.casino_id = s.casino_id
    where s.casino_id = v_ctx.casino_id
      and (v_search is null or position(v_search in app.name_key(s.full_name)) > 0
        or position(lower(btrim(p_search)) in lower(s.email)) > 0
        or position(lower(btrim(p_search)) in lower(r.employee_number)) > 0)
      and (p_in_role is null or s.role::text = p_in_role)
      and (p_state is null or app.staff_state(s) = p_state)
      and (p_pit_id is null or exists (select from public.staff_pit sp
        where sp.casino_id = s.casino_id and sp.staff_id = s.id and sp.pit_id = p_pit_id))
      and (p_licence_state is null or app.licence_state(s.licence_expires_on, cs) = p_licence_state)
      and (p_after_id is null or (s.full_name, s.id) > (v_after.full_name, v_after.id))
    order by s.full_name, s.id
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items, 'next_cursor', case
    when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_staff(text, text, text, uuid, text, uuid, integer) is
  'The casino''s staff by name, whoever was deactivated too, narrowed down by a part of name, e-mail or employee '
  'number, by role, state, pit and how the licence stands, paged by the last one seen: {items: [{id, name, email, '
  'role, state, employee_number, licence_number, licence_expires_on, licence_state, pits: [{id, name}], '
  'link_lapses_at, has_second_factor, last_seen_at, deactivated_at, deactivation_reason, created_at, updated_at}], '
  'next_cursor}. Capability staff.manage. PIT_NOT_FOUND, VALIDATION_FAILED.';
