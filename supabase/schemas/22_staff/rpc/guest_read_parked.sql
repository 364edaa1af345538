create function public.rpc_guest_read_parked(p_token text)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_parked app.parked_session := app.read_parked_session(p_token);
begin
  return (
    select jsonb_build_object('staff_id', s.id, 'name', s.full_name, 'role', s.role)
    from public.staff s
    where s.casino_id = v_parked.casino_id and s.id = v_parked.staff_id
  );
end;
$$;
comment on function public.rpc_guest_read_parked(text) is
  'Whose parked session a tablet has: {staff_id, name, role}, for its lock screen. Nobody needs to be signed in. '
  'PARKED_SESSION_GONE.';
