create function public.rpc_guest_found_casino(p_token text, p_house jsonb, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_link app.founding_link := app.read_founding_link(p_token);
  v_founded jsonb;
begin
  -- Anew under its lock, after whoever sent the same document from another tab or a moment ago.
  select * into v_link from app.founding_link where id = v_link.id for no key update;
  if v_link.casino_id is not null then
    if v_link.house_hash <> sha256(convert_to(p_house::text, 'UTF8')) then
      perform app.fail(409, 'FOUNDING_LINK_USED');
    end if;
    return jsonb_build_object('staff', app.founders_anew(v_link.casino_id), 'is_existing', true);
  end if;
  v_founded := app.found_casino(p_house, p_correlation_id);
  update app.founding_link
  set casino_id = (v_founded ->> 'casino_id')::uuid, house_hash = sha256(convert_to(p_house::text, 'UTF8'))
  where id = v_link.id;
  return jsonb_build_object('staff', v_founded -> 'staff', 'is_existing', false);
end;
$$;
comment on function public.rpc_guest_found_casino(text, jsonb, uuid) is
  'Makes the casino of a document (app.found_casino), once for each founding link: {staff: [{email, name, role, '
  'link_token}], is_existing}. The same document sent again, whose answer may have been lost, makes nothing but the '
  'links of who has not come in yet anew (link_token is null of who has). Nobody needs to be signed in. LINK_UNKNOWN, '
  'FOUNDING_LINK_LAPSED, FOUNDING_LINK_USED, and what app.found_casino refuses.';
