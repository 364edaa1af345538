create function public.rpc_choose_casino(p_casino_id uuid, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_user_id uuid := app.require_account();
  v_staff public.staff;
begin
  -- Against who signs them out of it at the same moment.
  select * into v_staff from public.staff
  where casino_id = p_casino_id and user_id = v_user_id and is_active for no key update;
  if not found then
    perform app.fail(404, 'CASINO_NOT_FOUND');
  end if;
  return jsonb_build_object('is_existing', not app.choose_casino(v_staff, p_correlation_id));
end;
$$;
comment on function public.rpc_choose_casino(uuid, uuid) is
  'Has the session of the call be at one of the casinos where the caller works; their other sessions stay where they '
  'are. The one RPC that takes a casino: it chooses among the rows of the account only. Chosen again, it answers '
  '{is_existing: true}, as for who works at one only. Whoever is active there may. CASINO_NOT_FOUND, SIGN_IN_ANEW '
  'where the person was signed out of it since this session began, UNAUTHENTICATED, FORBIDDEN, LICENCE_EXPIRED.';
