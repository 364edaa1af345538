create function public.rpc_guest_read_password_link(p_token text)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_link app.staff_link := app.require_open_password_link(p_token);
begin
  return (
    select jsonb_build_object('email', s.email, 'name', s.full_name, 'casino_name', c.name, 'made_by_name',
      app.staff_name(v_link.casino_id, v_link.made_by_staff_id), 'lapses_at', v_link.lapses_at, 'loses_role',
      v_link.made_by_staff_id is not null and s.role <> 'dealer')
    from public.staff s
    join public.casino c on c.id = s.casino_id
    where s.casino_id = v_link.casino_id and s.id = v_link.staff_id
  );
end;
$$;
comment on function public.rpc_guest_read_password_link(text) is
  'Whose password a one-time link sets, to whoever has its token: {email, name, casino_name, made_by_name (null: '
  'whoever runs the server), lapses_at, loses_role: whether they have what a dealer may until a second person gave '
  'their role back}. Nobody needs to be signed in. LINK_UNKNOWN, LINK_USED, LINK_WITHDRAWN, LINK_LAPSED.';
