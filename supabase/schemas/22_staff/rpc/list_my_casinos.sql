create function public.rpc_list_my_casinos()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_user_id uuid := app.require_account();
begin
  return (
    select jsonb_build_object('items', jsonb_agg(jsonb_build_object('casino_id', c.id, 'name', c.name, 'role', s.role,
      'is_chosen', app.is_chosen(s)) order by c.name, c.id))
    from public.staff s
    join public.casino c on c.id = s.casino_id
    where s.user_id = v_user_id and s.is_active
  );
end;
$$;
comment on function public.rpc_list_my_casinos() is
  'Where the caller works, by name: {items: [{casino_id, name, role, is_chosen: whether this session is there}]}. '
  'Whoever is active at one of them may. UNAUTHENTICATED, FORBIDDEN.';
